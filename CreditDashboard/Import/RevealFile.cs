using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Import;

/// <summary>
/// Activity: <c>reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found,emails_requested,phones_requested,job_id,request_id,
/// credit_type,action,quantity</c>, for instance <c>R-1,2026-11-02T10:00:00Z,ann@acme.example,extension,c-1,1,0,,,,,,,</c>.
/// </summary>
sealed class RevealFile : RowFile<RevealRow>
{
    const int IdColumn = 0;
    const int At = 1;
    const int User = 2;
    const int Channel = 3;
    const int Contact = 4;
    const int EmailsFound = 5;
    const int PhonesFound = 6;
    const int EmailsRequested = 7;
    const int PhonesRequested = 8;
    const int Job = 9;
    const int Request = 10;
    const int Type = 11;
    const int Action = 12;
    const int Quantity = 13;

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("reveal_id", IsRequired: true),
        new("occurred_at", IsRequired: true),
        new("user"),
        new("channel", IsRequired: true),
        new("contact_id"),
        new("emails_found", IsRequired: true),
        new("phones_found", IsRequired: true),
        new("emails_requested"),
        new("phones_requested"),
        new("job_id"),
        new("request_id"),
        new("credit_type"),
        new("action"),
        new("quantity"),
    ];

    public override RevealRow Read(Fields fields) => new()
    {
        Tie = Position.TieOf(Side.Reveal, fields.Opaque(IdColumn)),
        Ticks = Position.TicksOf(fields.Timestamp(At)),
        User = fields.User(User),
        Channel = fields.Channel(Channel),
        Contact = fields.Opaque(Contact, fields.Names.Contacts),
        Emails = fields.Count(EmailsFound),
        Phones = fields.Count(PhonesFound),
        EmailsRequested = fields.Flag(EmailsRequested),
        PhonesRequested = fields.Flag(PhonesRequested),
        Job = fields.Opaque(Job, fields.Names.Jobs),
        Request = fields.Opaque(Request, fields.Names.Requests),
        CreditType = fields.CreditType(Type),
        Action = fields.Action(Action),
        Quantity = fields.Count(Quantity, absent: 1),
    };

    public override int UserOf(in RevealRow row) => row.User;

    public override bool SaysTheSame(in RevealRow left, in RevealRow right) =>
        left.Ticks == right.Ticks && left.User == right.User && left.Channel == right.Channel && left.Contact == right.Contact
        && left.Emails == right.Emails && left.Phones == right.Phones && left.EmailsRequested == right.EmailsRequested
        && left.PhonesRequested == right.PhonesRequested && left.Job == right.Job && left.Request == right.Request
        && left.CreditType == right.CreditType && left.Action == right.Action && left.Quantity == right.Quantity;

    public override RevealRow Renamed(in RevealRow row, NumberMap map) => row with
    {
        User = map.Of(names => names.Users, row.User),
        Channel = map.Of(names => names.Channels, row.Channel),
        Contact = map.Of(names => names.Contacts, row.Contact),
        Job = map.Of(names => names.Jobs, row.Job),
        Request = map.Of(names => names.Requests, row.Request),
        Action = map.Of(names => names.Actions, row.Action),
    };

    public override IEnumerable<(string Column, string There, string Here)> Differences(
        in RevealRow there, RowNames thereNames, in RevealRow here, RowNames hereNames) => Columns.Skip(1)
            .Zip(Texts(there, thereNames), Texts(here, hereNames))
            .Where(each => each.Second != each.Third)
            .Select(each => (each.First.Name, each.Second, each.Third));

    static string[] Texts(in RevealRow row, RowNames names) =>
    [
        Timestamp.Format(row.OccurredAt), names.Users[row.User], names.Channels[row.Channel], names.Contacts[row.Contact],
        $"{row.Emails}", $"{row.Phones}", row.EmailsRequested ? "true" : "false", row.PhonesRequested ? "true" : "false",
        names.Jobs[row.Job], names.Requests[row.Request], row.CreditType.Slug(), names.Actions[row.Action], $"{row.Quantity}",
    ];
}
