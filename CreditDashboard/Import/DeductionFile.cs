using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Import;

/// <summary>
/// The ledger: <c>deduction_id,posted_at,credits,credit_type,user,channel,contact_id,job_id,request_id,action,reverses</c>, for instance
/// <c>D-1,2026-11-02T10:00:02Z,1,,ann@acme.example,extension,c-1,,,,</c>, or a reversal
/// <c>D-19,2026-11-05T09:00:00Z,-1,,ann@acme.example,extension,c-18,,,,D-18</c>.
/// </summary>
sealed class DeductionFile : RowFile<DeductionRow>
{
    const int IdColumn = 0;
    const int At = 1;
    const int CreditsColumn = 2;
    const int Type = 3;
    const int User = 4;
    const int Channel = 5;
    const int Contact = 6;
    const int Job = 7;
    const int Request = 8;
    const int Action = 9;
    const int Reverses = 10;

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("deduction_id", IsRequired: true),
        new("posted_at", IsRequired: true),
        new("credits", IsRequired: true),
        new("credit_type"),
        new("user"),
        new("channel"),
        new("contact_id"),
        new("job_id"),
        new("request_id"),
        new("action"),
        new("reverses"),
    ];

    public override DeductionRow Read(Fields fields)
    {
        var row = new DeductionRow
        {
            Tie = Position.TieOf(Side.Deduction, fields.Opaque(IdColumn)),
            Ticks = Position.TicksOf(fields.Timestamp(At)),
            Count = fields.Credits(CreditsColumn),
            CreditType = fields.CreditType(Type),
            User = fields.User(User),
            Channel = fields.Channel(Channel),
            Contact = fields.Opaque(Contact, fields.Names.Contacts),
            Job = fields.Opaque(Job, fields.Names.Jobs),
            Request = fields.Opaque(Request, fields.Names.Requests),
            Action = fields.Action(Action),
            Reverses = fields.Opaque(Reverses, fields.Names.Reversed),
        };
        if (row.Count < 0 && row.Reverses == Names.Absent)
            fields.Refuse(CreditsColumn, $"'{row.Count}' gives credits back: name in reverses the deduction that it answers.");
        if (row.Count > 0 && row.Reverses != Names.Absent)
            fields.Refuse(Reverses, "Only negative credits answer a deduction: leave it empty, or write the credits with a minus.");
        return row;
    }

    public override int UserOf(in DeductionRow row) => row.User;

    public override bool SaysTheSame(in DeductionRow left, in DeductionRow right) =>
        left.Ticks == right.Ticks && left.Count == right.Count && left.CreditType == right.CreditType && left.User == right.User
        && left.Channel == right.Channel && left.Contact == right.Contact && left.Job == right.Job && left.Request == right.Request
        && left.Action == right.Action && left.Reverses == right.Reverses;

    public override DeductionRow Renamed(in DeductionRow row, NumberMap map) => row with
    {
        User = map.Of(names => names.Users, row.User),
        Channel = map.Of(names => names.Channels, row.Channel),
        Contact = map.Of(names => names.Contacts, row.Contact),
        Job = map.Of(names => names.Jobs, row.Job),
        Request = map.Of(names => names.Requests, row.Request),
        Action = map.Of(names => names.Actions, row.Action),
        Reverses = map.Of(names => names.Reversed, row.Reverses),
    };

    public override IEnumerable<(string Column, string There, string Here)> Differences(
        in DeductionRow there, RowNames thereNames, in DeductionRow here, RowNames hereNames) => Columns.Skip(1)
            .Zip(Texts(there, thereNames), Texts(here, hereNames))
            .Where(each => each.Second != each.Third)
            .Select(each => (each.First.Name, each.Second, each.Third));

    static string[] Texts(in DeductionRow row, RowNames names) =>
    [
        Timestamp.Format(row.PostedAt), $"{row.Count}", row.CreditType.Slug(), names.Users[row.User], names.Channels[row.Channel],
        names.Contacts[row.Contact], names.Jobs[row.Job], names.Requests[row.Request], names.Actions[row.Action],
        names.Reversed[row.Reverses],
    ];
}
