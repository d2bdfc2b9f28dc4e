using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>What rows must share to be matched in a tier.</summary>
enum RowKey : byte
{
    Request,
    Job,
    Contact,
    User,
    Account,
}

/// <summary>One stage of a tier: what its rows must share besides the key, and how far apart they may be.</summary>
/// <param name="Tier">1, the strongest, to 6.</param>
/// <param name="SameUser">The users are equal or one is absent.</param>
/// <param name="SameType">The credit types are equal.</param>
/// <param name="SameChannel">The channels are equal or the deduction names none.</param>
/// <param name="ByTimeAlone">
/// No strong key: only deductions whose keys do not contradict it enter, their credits must lie in the price, one pass is made per
/// distinct range, and the margin to the runner-up sets the level.
/// </param>
sealed record Stage(
    byte Tier, RowKey Key, LagWindow Window, bool SameUser = false, bool SameType = false, bool SameChannel = false, bool ByTimeAlone = false)
{
    /// <summary>True if the key does not make the users equal already.</summary>
    public bool ComparesUser => SameUser && Key != RowKey.User;

    /// <summary>The user or channel that the stage compares, 0 if the row names none or the stage compares neither.</summary>
    public int ValueOf(in RevealRow row) => ComparesUser ? row.User : SameChannel ? row.Channel : Names.Absent;

    /// <inheritdoc cref="ValueOf(in RevealRow)"/>
    public int ValueOf(in DeductionRow row) => ComparesUser ? row.User : SameChannel ? row.Channel : Names.Absent;

    /// <summary>What must be equal of any two rows: the action, and the credit type if the stage compares it.</summary>
    public int KindOf(in RevealRow row) => (row.Action << 1) | (SameType ? (int)row.CreditType : 0);

    /// <inheritdoc cref="KindOf(in RevealRow)"/>
    public int KindOf(in DeductionRow row) => (row.Action << 1) | (SameType ? (int)row.CreditType : 0);
}

/// <summary>
/// The tiers, strongest first; each sees only what the stronger ones left. Within a tier, each stage drops a condition of the one before:
/// since that one left no pair that it could have made, whatever the next one pairs differs in what was dropped.
/// </summary>
static class Tiers
{
    /// <summary>An agent's pin. Without a match the number is 0 as well, and the level <see cref="Level.None"/>.</summary>
    public const byte Pinned = 0;
    public const byte Request = 1;
    public const byte Job = 2;
    public const byte Contact = 3;
    public const byte Attached = 6;
    public const byte Last = 6;

    /// <summary>How far a deduction that names a contact may stand from the reveal.</summary>
    public static readonly LagWindow ContactWindow = LagWindow.Seconds(5 * 60, 72 * 3600);

    /// <summary>How far a deduction that names a user and no stronger key may stand from the reveal.</summary>
    public static readonly LagWindow UserWindow = LagWindow.Seconds(5, 120);

    /// <summary>How far a deduction that names neither may stand from the reveal.</summary>
    public static readonly LagWindow AccountWindow = LagWindow.Seconds(5, 30);

    /// <summary>A charge posted later than this is late. Rows of a user that stand farther apart have no part in each other's reading by time.</summary>
    public const long StepMax = 15 * 60 * Position.TicksPerSecond;

    /// <summary>The two tiers whose key ties many rows together.</summary>
    public static readonly IReadOnlyList<(byte Tier, RowKey Key, Level Level)> Bundles =
        [(Request, RowKey.Request, Level.A), (Job, RowKey.Job, Level.B)];

    /// <summary>The tiers that pair rows on lines of time.</summary>
    public static readonly IReadOnlyList<Stage> Lines =
    [
        new(Contact, RowKey.Contact, ContactWindow, SameUser: true, SameType: true),
        new(Contact, RowKey.Contact, ContactWindow, SameUser: true),
        new(Contact, RowKey.Contact, ContactWindow, SameType: true),
        new(Contact, RowKey.Contact, ContactWindow),
        new(4, RowKey.User, UserWindow, SameUser: true, SameType: true, SameChannel: true, ByTimeAlone: true),
        new(4, RowKey.User, UserWindow, SameUser: true, SameType: true, ByTimeAlone: true),
        new(5, RowKey.Account, AccountWindow, SameType: true, ByTimeAlone: true),
    ];
}
