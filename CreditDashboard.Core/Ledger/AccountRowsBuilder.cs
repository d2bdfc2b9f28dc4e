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
        var (reveals, revealIds, addedReveals) = Merge(_existing.Reveals, _existing.RevealIds, _replacedReveals, Reveals);
        var (deductions, deductionIds, addedDeductions) = Merge(_existing.Deductions, _existing.DeductionIds, _replacedDeductions, Deductions);
        AddedReveals = addedReveals;
        AddedDeductions = addedDeductions;
        return new AccountRows(Names, revealIds, deductionIds, reveals, deductions);
    }

    static (TRow[] Rows, Ids Ids, int[] Added) Merge<TRow>(TRow[] existing, Ids existingIds, HashSet<int> replaced, RowList<TRow> added)
        where TRow : struct, IPackedRow
    {
        var arrived = added.Ordered();
        var places = new int[arrived.Length];
        if (existing.Length == 0)
        {
            for (var i = 0; i < places.Length; i++)
                places[i] = i;
            return (arrived, added.Ids, places);
        }

        var rows = new TRow[existing.Length - replaced.Count + arrived.Length];
        var ids = new Ids();
        var old = 0;
        var arriving = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            while (old < existing.Length && replaced.Contains(old))
                old++;

            var isArriving = old == existing.Length
                || (arriving < arrived.Length && arrived[arriving].Position < existing[old].Position);
            if (isArriving)
                places[arriving] = i;
            rows[i] = isArriving ? arrived[arriving++] : existing[old++];
            rows[i].IdNumber = ids.Add((isArriving ? added.Ids : existingIds).Utf8(rows[i].IdNumber));
        }

        return (rows, ids, places);
    }
}
