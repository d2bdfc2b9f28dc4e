using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Bench;

/// <summary>The product's matching of rows in memory, all tiers of it, with their prices given.</summary>
sealed class MatchInMemory
{
    const int Tiers = 6;

    readonly AccountRows _rows;
    readonly long[] _min;
    readonly long[] _max;

    public MatchInMemory(AccountRows rows, AccountRules rules)
    {
        _rows = rows;
        var prices = RevealPrices.Of(rows, rules.Cycles, rules.Cards, rules.Channels);
        (_min, _max) = (new long[prices.Count], new long[prices.Count]);
        for (var reveal = 0; reveal < prices.Count; reveal++)
            (_min[reveal], _max[reveal]) = prices[reveal].IsPriced ? (prices[reveal].Min, prices[reveal].Max) : (0, long.MaxValue);
    }

    /// <summary>What matching needs besides prices, its reversals and coverage, is counted.</summary>
    public Matches Match() => Matches.Of(_rows, Reversals.Of(_rows), _min, _max, new Coverage(_rows, []));

    public Took Median(int runs) => Timed.Median(runs, () => Match());

    /// <summary>What the stages take one after the other, each with all before it.</summary>
    public IEnumerable<(string Stage, Took Took)> Stages(int runs)
    {
        Reversals? reversals = null;
        Coverage? coverage = null;
        yield return ("reversals", Timed.Median(runs, () => reversals = Reversals.Of(_rows)));
        yield return ("coverage", Timed.Median(runs, () => coverage = new Coverage(_rows, [])));
        for (var last = 0; last <= Tiers; last++)
        {
            var tier = last;
            yield return (
                tier == 0 ? "no tier, feed sound" : $"tiers 1 to {tier}, feed sound",
                Timed.Median(runs, () => Matches.Of(_rows, reversals!, _min, _max, coverage!, lastTier: tier, faults: FeedFaults.None)));
        }

        yield return ("feed faults, no tier", Timed.Median(runs, () => Matches.Of(_rows, reversals!, _min, _max, coverage!, lastTier: 0)));
    }
}
