namespace CreditDashboard.Core.Ledger;

/// <summary>
/// All landed rows of one account, each side in the order of its positions. Immutable once built: the snapshot that matching, usage and
/// every page read. A row's index in <see cref="Reveals"/> or <see cref="Deductions"/> names it elsewhere in Core.
/// </summary>
public sealed class AccountRows
{
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

    public string RevealId(int index) => RevealIds[Reveals[index].Id];
    public string DeductionId(int index) => DeductionIds[Deductions[index].Id];

    /// <summary>The index of the reveal with that id, or -1.</summary>
    public int FindReveal(string id)
    {
        var tie = Position.TieOf(Side.Reveal, id);
        return Array.FindIndex(Reveals, row => row.Tie == tie && RevealIds[row.Id] == id);
    }

    /// <summary>The index of the deduction with that id, or -1.</summary>
    public int FindDeduction(string id)
    {
        var tie = Position.TieOf(Side.Deduction, id);
        return Array.FindIndex(Deductions, row => row.Tie == tie && DeductionIds[row.Id] == id);
    }

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
}

/// <summary>The texts that the rows of an account name by number.</summary>
public sealed class RowNames
{
    public Names Users { get; init; } = new();
    public Names Channels { get; init; } = new();
    public Names Actions { get; init; } = new();
    public Names Contacts { get; init; } = new();
    public Names Jobs { get; init; } = new();
    public Names Requests { get; init; } = new();

    /// <summary>The ids of deductions that reversals name, whether such a deduction is there or not.</summary>
    public Names Reversed { get; init; } = new();
}

/// <summary>A row of either side by its index in <see cref="AccountRows"/>, in one number: deductions are stored as the complement.</summary>
public readonly record struct Member(int Code)
{
    public static Member Reveal(int index) => new(index);
    public static Member Deduction(int index) => new(~index);

    public bool IsReveal => Code >= 0;
    public int Index => Code >= 0 ? Code : ~Code;
}
