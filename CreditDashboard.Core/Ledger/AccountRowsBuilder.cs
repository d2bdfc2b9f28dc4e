namespace CreditDashboard.Core.Ledger;

/// <summary>
/// Gathers an account's rows in any order, beside those it has already, and puts them in the order of their positions. The rows must be
/// one version each: two rows of one side with one id are a mistake of the caller's.
/// </summary>
public sealed class AccountRowsBuilder
{
    static readonly AccountRows Nothing = new(new RowNames(), new Ids(), new Ids(), [], []);

    readonly AccountRows _existing;
    readonly HashSet<int> _replacedReveals = [];
    readonly HashSet<int> _replacedDeductions = [];

    public AccountRowsBuilder(RowNames? names = null)
    {
        _existing = Nothing;
        Names = names ?? new RowNames();
    }

    /// <summary>Begins with rows that stay as they are, for whoever reads them, and their names under the same numbers.</summary>
    public AccountRowsBuilder(AccountRows existing)
    {
        _existing = existing;
        Names = new RowNames(existing.Names);
    }

    public RowNames Names { get; }

    /// <summary>The rows that were added, in the order they came.</summary>
    public RowList<RevealRow> Reveals { get; } = new();

    /// <inheritdoc cref="Reveals"/>
    public RowList<DeductionRow> Deductions { get; } = new();

    public int RevealCount => Reveals.Count;
    public int DeductionCount => Deductions.Count;

    /// <summary>Indices of the existing rows that an added one stands for.</summary>
    public IReadOnlyCollection<int> ReplacedReveals => _replacedReveals;

    /// <inheritdoc cref="ReplacedReveals"/>
    public IReadOnlyCollection<int> ReplacedDeductions => _replacedDeductions;

    /// <summary>After <see cref="Build"/>: where the added rows stand, ascending.</summary>
    public int[] AddedReveals { get; private set; } = [];

    /// <inheritdoc cref="AddedReveals"/>
    public int[] AddedDeductions { get; private set; } = [];

    /// <summary>After <see cref="Build"/>: where the existing rows stand.</summary>
    public RowMap Kept { get; private set; } = RowMap.Empty;

    /// <summary>Leaves out an existing row, in whose place another version is added.</summary>
    public void ReplaceReveal(int index) => _replacedReveals.Add(index);

    /// <inheritdoc cref="ReplaceReveal"/>
    public void ReplaceDeduction(int index) => _replacedDeductions.Add(index);

    /// <summary>Adds a packed row, its texts already numbered by <see cref="Names"/>; <see cref="RevealRow.Id"/> is set here.</summary>
    public void Add(RevealRow row, ReadOnlySpan<char> id) => Reveals.Add(row, id);

    /// <summary>Adds a packed row, its texts already numbered by <see cref="Names"/>; <see cref="DeductionRow.Id"/> is set here.</summary>
    public void Add(DeductionRow row, ReadOnlySpan<char> id) => Deductions.Add(row, id);

    public void Add(Reveal reveal) => Add(
        new RevealRow
        {
            Ticks = Position.TicksOf(reveal.OccurredAt),
            Tie = Position.TieOf(Side.Reveal, reveal.Id),
            User = Names.Users.Add(reveal.User),
            Channel = Names.Channels.Add(reveal.Channel),
            Contact = Names.Contacts.Add(reveal.Contact),
            Job = Names.Jobs.Add(reveal.Job),
            Request = Names.Requests.Add(reveal.Request),
            Action = Names.Actions.Add(reveal.Action),
            Emails = reveal.EmailsFound,
            Phones = reveal.PhonesFound,
            Quantity = reveal.Quantity,
            CreditType = reveal.CreditType,
            EmailsRequested = reveal.EmailsRequested,
            PhonesRequested = reveal.PhonesRequested,
        },
        reveal.Id);

    public void Add(Deduction deduction) => Add(
        new DeductionRow
        {
            Ticks = Position.TicksOf(deduction.PostedAt),
            Tie = Position.TieOf(Side.Deduction, deduction.Id),
            Count = deduction.Credits.Count,
            User = Names.Users.Add(deduction.User),
            Channel = Names.Channels.Add(deduction.Channel),
            Contact = Names.Contacts.Add(deduction.Contact),
            Job = Names.Jobs.Add(deduction.Job),
            Request = Names.Requests.Add(deduction.Request),
            Action = Names.Actions.Add(deduction.Action),
            Reverses = Names.Reversed.Add(deduction.Reverses),
            CreditType = deduction.CreditType,
        },
        deduction.Id);

    /// <summary>The rows in order. The builder must not be used again.</summary>
    public AccountRows Build()
    {
        var (reveals, revealIds, addedReveals, keptReveals) = Merge(_existing.Reveals, _existing.RevealIds, _replacedReveals, Reveals);
        var (deductions, deductionIds, addedDeductions, keptDeductions) = Merge(_existing.Deductions, _existing.DeductionIds, _replacedDeductions, Deductions);
        AddedReveals = addedReveals;
        AddedDeductions = addedDeductions;
        Kept = new RowMap(keptReveals, keptDeductions);
        return new AccountRows(Names, revealIds, deductionIds, reveals, deductions);
    }

    static (TRow[] Rows, Ids Ids, int[] Added, int[] Kept) Merge<TRow>(TRow[] existing, Ids existingIds, HashSet<int> replaced, RowList<TRow> added)
        where TRow : struct, IPackedRow
    {
        var arrived = added.Ordered();
        var places = new int[arrived.Length];
        if (existing.Length == 0)
        {
            for (var i = 0; i < places.Length; i++)
                places[i] = i;
            return (arrived, added.Ids, places, []);
        }

        // A large account takes few rows at a time: whole stretches of it are moved at once.
        var rows = new TRow[existing.Length - replaced.Count + arrived.Length];
        var ids = new Ids(existingIds);
        var kept = new int[existing.Length];
        int[] left = [.. replaced.Order(), existing.Length];
        var (next, place, nextLeft) = (0, 0, 0);
        for (var i = 0; i < arrived.Length; i++)
        {
            MoveTo(After(existing, next, arrived[i].Position));
            rows[place] = arrived[i];
            rows[place].IdNumber = ids.Add(added.Ids.Utf8(arrived[i].IdNumber));
            places[i] = place++;
        }

        MoveTo(existing.Length);
        return (rows, ids, places, kept);

        void MoveTo(int end)
        {
            while (next < end)
            {
                if (next == left[nextLeft])
                {
                    kept[next++] = RowMap.Gone;
                    nextLeft++;
                    continue;
                }

                var count = Math.Min(end, left[nextLeft]) - next;
                existing.AsSpan(next, count).CopyTo(rows.AsSpan(place));
                for (; count > 0; count--)
                    kept[next++] = place++;
            }
        }
    }

    /// <summary>The first index from one on whose row stands after a position.</summary>
    static int After<TRow>(TRow[] rows, int from, Position position)
        where TRow : struct, IPackedRow
    {
        var (low, high) = (from, rows.Length);
        while (low < high)
        {
            var middle = (int)(((long)low + high) / 2);
            if (rows[middle].Position <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
