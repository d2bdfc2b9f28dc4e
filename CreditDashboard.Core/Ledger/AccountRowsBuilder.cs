namespace CreditDashboard.Core.Ledger;

/// <summary>
/// Gathers an account's rows in any order and puts them in the order of their positions. The rows must be one version each: two rows of
/// one side with one id are a mistake of the caller's.
/// </summary>
public sealed class AccountRowsBuilder
{
    readonly List<RevealRow> _reveals = [];
    readonly List<DeductionRow> _deductions = [];
    readonly Ids _revealIds = new();
    readonly Ids _deductionIds = new();

    public AccountRowsBuilder(RowNames? names = null) => Names = names ?? new RowNames();

    public RowNames Names { get; }

    public int RevealCount => _reveals.Count;
    public int DeductionCount => _deductions.Count;

    /// <summary>Adds a packed row, its texts already numbered by <see cref="Names"/>; <see cref="RevealRow.Id"/> is set here.</summary>
    public void Add(RevealRow row, ReadOnlySpan<char> id)
    {
        row.Id = _revealIds.Add(id);
        _reveals.Add(row);
    }

    /// <summary>Adds a packed row, its texts already numbered by <see cref="Names"/>; <see cref="DeductionRow.Id"/> is set here.</summary>
    public void Add(DeductionRow row, ReadOnlySpan<char> id)
    {
        row.Id = _deductionIds.Add(id);
        _deductions.Add(row);
    }

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
        var reveals = _reveals.ToArray();
        var deductions = _deductions.ToArray();
        Array.Sort(reveals, (left, right) => left.Position.CompareTo(right.Position));
        Array.Sort(deductions, (left, right) => left.Position.CompareTo(right.Position));
        return new AccountRows(Names, _revealIds, _deductionIds, reveals, deductions);
    }
}
