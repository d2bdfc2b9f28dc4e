using System.Collections.Frozen;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>
/// Everything of one account at one of its versions, never changed: what every page and command reads. Had only through
/// <see cref="AccountSnapshots"/> and a scope that holds the account.
/// </summary>
public sealed class AccountSnapshot
{
    readonly UserIds _userIds;

    internal AccountSnapshot(
        Account account, Judgement judgement, IReadOnlyList<Grant> grants, IReadOnlyList<RefusedRow> refusedRows, UserIds userIds, Instant? lastImportAt, bool verdictsAreOld)
    {
        Account = account;
        Judgement = judgement;
        Grants = grants;
        RefusedRows = refusedRows;
        _userIds = userIds;
        LastImportAt = lastImportAt;
        VerdictsAreOld = verdictsAreOld;
    }

    public Account Account { get; }
    public Judgement Judgement { get; }

    /// <summary>In the order they were posted, then by id. What each renewal grants is not among them: <see cref="Account.CreditsPerCycle"/>.</summary>
    public IReadOnlyList<Grant> Grants { get; }

    /// <summary>All rows that imports refused, by number, also those that count no more: the rules hold the ones that do.</summary>
    public IReadOnlyList<RefusedRow> RefusedRows { get; }

    /// <summary>What a usage report said of users, by their number among the rows' names; empty while none was imported.</summary>
    public IReadOnlyDictionary<int, UserDetails> UserDetails { get; init; } = FrozenDictionary<int, UserDetails>.Empty;

    /// <summary>What the vendor's usage reports say, taken together.</summary>
    public ControlTotals ControlTotals { get; init; } = ControlTotals.None;

    /// <summary>Of all usage reports that stand.</summary>
    internal IReadOnlySet<string> ReportDigests { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What the vendor's account usage said, in the order of time.</summary>
    public IReadOnlyList<BalanceSnapshot> Balances { get; init; } = [];

    /// <summary>When something last came in, null if nothing ever did.</summary>
    public Instant? LastImportAt { get; }

    public AccountRows Rows => Judgement.Rows;
    public CycleCalendar Cycles => Judgement.Rules.Cycles;
    public CardSchedule Cards => Judgement.Rules.Cards;
    public Channels Channels => Judgement.Rules.Channels;
    public IReadOnlyList<DeclaredCoverage> Coverages => Judgement.Rules.Coverages;

    /// <summary>True if the stored verdicts were made by other rules than this version's; those here never are.</summary>
    internal bool VerdictsAreOld { get; }

    internal UserIds UserIds => _userIds;

    /// <summary>The id that stands in addresses for a user's number among the rows' names; empty for nobody named.</summary>
    public string UserId(int user) => _userIds[user];

    /// <summary>The number of the user with that id among the rows' names, or -1.</summary>
    public int FindUser(string publicId) => _userIds.Find(publicId);

    /// <summary>About how much memory it takes: the packed rows and verdicts with what the judgement keeps, and the texts of names.</summary>
    internal long Bytes
    {
        get
        {
            const int BytesAName = 96;
            const int BytesAReveal = 160;
            const int BytesADeduction = 210; // with the columns that Credit Usage makes of it
            const int BytesAVerdict = 120;
            var names = Rows.Names;
            long texts = names.Users.Count + names.Contacts.Count + names.Jobs.Count + names.Requests.Count + names.Reversed.Count;
            return (BytesAName * texts) + (BytesAReveal * (long)Rows.Reveals.Length) + (BytesADeduction * (long)Rows.Deductions.Length)
                + (BytesAVerdict * (long)Judgement.Verdicts.Length);
        }
    }
}
