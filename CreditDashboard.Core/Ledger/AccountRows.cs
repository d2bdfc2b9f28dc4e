using System.Text;

namespace CreditDashboard.Core.Ledger;

/// <summary>
/// All landed rows of one account, each side in the order of its positions. Immutable once built: the snapshot that matching, usage and
/// every page read. A row's index in <see cref="Reveals"/> or <see cref="Deductions"/> names it elsewhere in Core.
/// </summary>
public sealed class AccountRows
{
    TieIndex? _revealIndex;
    TieIndex? _deductionIndex;
    LedgerSums? _sums;

    internal AccountRows(RowNames names, Ids revealIds, Ids deductionIds, RevealRow[] reveals, DeductionRow[] deductions)
    {
        Names = names;
        RevealIds = revealIds;
        DeductionIds = deductionIds;
        Reveals = reveals;
        Deductions = deductions;
    }

    public RowNames Names { get; }
    public Ids RevealIds { get; }
    public Ids DeductionIds { get; }
    public RevealRow[] Reveals { get; }
    public DeductionRow[] Deductions { get; }

    /// <summary>The deductions added up, made when first asked for.</summary>
    public LedgerSums Sums => LazyInitializer.EnsureInitialized(ref _sums, () => new(Deductions));

    public string RevealId(int index) => RevealIds[Reveals[index].Id];
    public string DeductionId(int index) => DeductionIds[Deductions[index].Id];

    /// <summary>The index of the reveal with that id, or -1.</summary>
    public int FindReveal(string id) => FindReveal(Position.TieOf(Side.Reveal, id), Encoding.UTF8.GetBytes(id));

    /// <summary>The index of the deduction with that id, or -1.</summary>
    public int FindDeduction(string id) => FindDeduction(Position.TieOf(Side.Deduction, id), Encoding.UTF8.GetBytes(id));

    /// <inheritdoc cref="FindReveal(string)"/>
    public int FindReveal(ulong tie, ReadOnlySpan<byte> utf8Id) =>
        Find(LazyInitializer.EnsureInitialized(ref _revealIndex, () => IndexOf(Reveals)), Reveals, RevealIds, tie, utf8Id);

    /// <inheritdoc cref="FindDeduction(string)"/>
    public int FindDeduction(ulong tie, ReadOnlySpan<byte> utf8Id) =>
        Find(LazyInitializer.EnsureInitialized(ref _deductionIndex, () => IndexOf(Deductions)), Deductions, DeductionIds, tie, utf8Id);

    public Reveal Reveal(int index)
    {
        ref readonly var row = ref Reveals[index];
        return new Reveal
        {
            Id = RevealIds[row.Id],
            OccurredAt = row.OccurredAt,
            User = Names.Users[row.User],
            Channel = Names.Channels[row.Channel],
            Contact = Names.Contacts[row.Contact],
            EmailsFound = row.Emails,
            PhonesFound = row.Phones,
            EmailsRequested = row.EmailsRequested,
            PhonesRequested = row.PhonesRequested,
            Job = Names.Jobs[row.Job],
            Request = Names.Requests[row.Request],
            CreditType = row.CreditType,
            Action = Names.Actions[row.Action],
            Quantity = row.Quantity,
        };
    }

    public Deduction Deduction(int index)
    {
        ref readonly var row = ref Deductions[index];
        return new Deduction
        {
            Id = DeductionIds[row.Id],
            PostedAt = row.PostedAt,
            Credits = row.Credits,
            CreditType = row.CreditType,
            User = Names.Users[row.User],
            Channel = Names.Channels[row.Channel],
            Contact = Names.Contacts[row.Contact],
            Job = Names.Jobs[row.Job],
            Request = Names.Requests[row.Request],
            Action = Names.Actions[row.Action],
            Reverses = Names.Reversed[row.Reverses],
        };
    }

    static TieIndex IndexOf<TRow>(TRow[] rows)
        where TRow : struct, IPackedRow
    {
        var index = new TieIndex();
        foreach (ref readonly var row in rows.AsSpan())
            index.Add(row.Position.Tie);
        return index;
    }

    static int Find<TRow>(TieIndex index, TRow[] rows, Ids ids, ulong tie, ReadOnlySpan<byte> utf8Id)
        where TRow : struct, IPackedRow
    {
        var probe = 0;
        while (index.Next(tie, ref probe) is >= 0 and var row)
        {
            if (rows[row].Position.Tie == tie && ids.Utf8(rows[row].IdNumber).SequenceEqual(utf8Id))
                return row;
        }

        return -1;
    }
}

/// <summary>The texts that the rows of an account name by number.</summary>
public sealed class RowNames
{
    public RowNames()
    {
    }

    /// <summary>The same texts under the same numbers, in lists that may grow while others read the first.</summary>
    public RowNames(RowNames names)
    {
        Users = new Names(names.Users);
        Channels = new Names(names.Channels);
        Actions = new Names(names.Actions);
        Contacts = new Names(names.Contacts);
        Jobs = new Names(names.Jobs);
        Requests = new Names(names.Requests);
        Reversed = new Names(names.Reversed);
    }

    public Names Users { get; } = new();
    public Names Channels { get; } = new();
    public Names Actions { get; } = new();
    public Names Contacts { get; } = new();
    public Names Jobs { get; } = new();
    public Names Requests { get; } = new();

    /// <summary>The ids of deductions that reversals name, whether such a deduction is there or not.</summary>
    public Names Reversed { get; } = new();
}

/// <summary>A row of either side by its index in <see cref="AccountRows"/>, in one number: deductions are stored as the complement.</summary>
public readonly record struct Member(int Code)
{
    public static Member Reveal(int index) => new(index);
    public static Member Deduction(int index) => new(~index);

    public bool IsReveal => Code >= 0;
    public int Index => Code >= 0 ? Code : ~Code;
}
