using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>A grant as it is compared while files arrive; what lands is a <see cref="Grant"/>.</summary>
struct GrantRow : IPackedRow
{
    public long Ticks;
    public ulong Tie;
    public long Count;
    public CreditType CreditType;
    public GrantKind Kind;

    public readonly Position Position => new(Ticks, Tie);
    public int IdNumber { readonly get; set; }

    public readonly Grant Named(long accountId, string id) => new()
    {
        AccountId = accountId,
        Id = id,
        PostedAt = Instant.FromUnixTimeTicks(Ticks),
        Credits = new Credits(Count),
        CreditType = CreditType,
        Kind = Kind,
    };

    public static GrantRow Of(Grant grant) => new()
    {
        Ticks = Position.TicksOf(grant.PostedAt),
        Tie = TieOf(grant.Id),
        Count = grant.Credits.Count,
        CreditType = grant.CreditType,
        Kind = grant.Kind,
    };

    /// <summary>Grants stand on no line with others: the tie only finds them.</summary>
    public static ulong TieOf(ReadOnlySpan<char> id) => Position.TieOf(Side.Deduction, id);
}

/// <summary>
/// Credits given: <c>grant_id,posted_at,credits,credit_type,kind</c>, for instance <c>G-1,2026-10-31T09:14:00Z,500,,allocation</c>.
/// </summary>
sealed class GrantFile : RowFile<GrantRow>
{
    const int IdColumn = 0;
    const int At = 1;
    const int CreditsColumn = 2;
    const int Type = 3;
    const int KindColumn = 4;

    static readonly string[] Kinds = ["allocation", "top_up", "goodwill", "expiry"];

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("grant_id", IsRequired: true),
        new("posted_at", IsRequired: true),
        new("credits", IsRequired: true),
        new("credit_type"),
        new("kind"),
    ];

    public override GrantRow Read(Fields fields)
    {
        var row = new GrantRow
        {
            Tie = GrantRow.TieOf(fields.Opaque(IdColumn)),
            Ticks = Position.TicksOf(fields.Timestamp(At)),
            Count = fields.Credits(CreditsColumn),
            CreditType = fields.CreditType(Type),
            Kind = (GrantKind)Math.Max(0, fields.Choice(KindColumn, Kinds)),
        };
        if (row.Count < 0 && row.Kind != GrantKind.Expiry)
            fields.Refuse(CreditsColumn, $"'{row.Count}' takes credits away, which only a row of kind expiry does.");
        if (row.Count > 0 && row.Kind == GrantKind.Expiry)
            fields.Refuse(CreditsColumn, $"'{row.Count}' adds credits, and an expiry takes them away: write -{row.Count}.");
        return row;
    }

    public override bool SaysTheSame(in GrantRow left, in GrantRow right) =>
        left.Ticks == right.Ticks && left.Count == right.Count && left.CreditType == right.CreditType && left.Kind == right.Kind;

    public override GrantRow Renamed(in GrantRow row, NumberMap map) => row;

    public override IEnumerable<(string Column, string There, string Here)> Differences(
        in GrantRow there, RowNames thereNames, in GrantRow here, RowNames hereNames) => Columns.Skip(1)
            .Zip(Texts(there), Texts(here))
            .Where(each => each.Second != each.Third)
            .Select(each => (each.First.Name, each.Second, each.Third));

    static string[] Texts(in GrantRow row) =>
        [Timestamp.Format(Instant.FromUnixTimeTicks(row.Ticks)), $"{row.Count}", row.CreditType.Slug(), Kinds[(int)row.Kind]];
}
