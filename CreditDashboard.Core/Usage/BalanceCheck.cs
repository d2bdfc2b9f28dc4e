using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>One snapshot of the vendor's balance beside the ledger's at the same instant.</summary>
/// <param name="Ledger">Null if what the account is given is not known, or the ledger has no rows.</param>
public sealed record CheckedBalance(BalanceSnapshot Snapshot, Credits Vendor, Credits? Ledger)
{
    /// <summary>By how much the vendor says more is left than the ledger; null if they cannot be compared.</summary>
    public Credits? Gap => Vendor - Ledger;
}

/// <summary>The vendor's balances against the ledger's, in the order of time.</summary>
/// <param name="OpensAt">The first at which there is a gap, so that it opened between the one before and this one; -1 if there is none.</param>
public sealed record BalanceCheck(ImmutableArray<CheckedBalance> Balances, int OpensAt)
{
    /// <summary>Only the latest so many are compared: each walks through the ledger's cycles.</summary>
    public const int BalancesMax = 60;

    public static BalanceCheck Of(Judgement judgement, IReadOnlyList<BalanceSnapshot> snapshots, IReadOnlyList<Grant> grants, long? creditsPerCycle)
    {
        var (rows, calendar) = (judgement.Rows, judgement.Rules.Cycles);
        CheckedBalance[] balances =
        [
            .. snapshots.Where(snapshot => LeftOf(snapshot) is not null)
                .OrderBy(snapshot => snapshot.At).ThenBy(snapshot => snapshot.Version).ThenBy(snapshot => snapshot.Number)
                .TakeLast(BalancesMax)
                .Select(snapshot => new CheckedBalance(snapshot, new Credits(LeftOf(snapshot)!.Value), rows.Deductions.Length == 0 ? null : At(snapshot.At))),
        ];
        var opens = Array.FindIndex(balances, balance => balance.Gap is { } gap && gap != Credits.None);
        return new([.. balances], opens);

        Credits? At(Instant at) =>
            BalanceChange.Of(rows, calendar, grants, creditsPerCycle, CreditType.Prospecting, new Window(null, at, ""), at)?.Closing;
    }

    static long? LeftOf(BalanceSnapshot snapshot) => snapshot.Remaining ?? (snapshot is { Total: { } total, Used: { } used } ? total - used : null);
}
