using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>
/// Where several stages and price passes meet: of all pairs that could be made by contact or by time, none is left unmade that both of its
/// rows would rather have than what they have. Stages, passes and admissibility are written down here a second time, from the documents.
/// </summary>
public class StageTests
{
    const long Second = 10_000_000;

    /// <summary>How good a pair is to both its rows: the stage that makes it, the price pass, then the cost.</summary>
    readonly record struct Rank(int Stage, long Width, long Min, UInt128 Cost, int Reveal, int Deduction) : IComparable<Rank>
    {
        public int CompareTo(Rank other) =>
            (Stage, Width, Min, Cost, Reveal, Deduction).CompareTo((other.Stage, other.Width, other.Min, other.Cost, other.Reveal, other.Deduction));
    }

    sealed class Ledger(AccountRows rows, RevealPrices prices, Reversals reversals)
    {
        public Rank? RankOf(int reveal, int deduction)
        {
            var (shown, paid) = (rows.Reveals[reveal], rows.Deductions[deduction]);
            if (shown.Action != paid.Action)
                return null;

            var (stage, byTime) = (StageOf(shown, paid), paid.Contact == Names.Absent);
            var (min, max) = prices[reveal].IsPriced ? (prices[reveal].Min, prices[reveal].Max) : (0, long.MaxValue);
            var takes = reversals.Net[deduction];
            if (stage < 0 || (byTime && (takes < min || takes > max || !MayGoByTime(paid))))
                return null;

            var at = (Paid: new UInt128((ulong)paid.Ticks, paid.Tie), Shown: new UInt128((ulong)shown.Ticks, shown.Tie));
            var cost = at.Paid >= at.Shown ? at.Paid - at.Shown : 2 * (at.Shown - at.Paid);
            return byTime ? new Rank(stage, max - min, min, cost, reveal, deduction) : new Rank(stage, 0, 0, cost, reveal, deduction);
        }

        /// <summary>1 to 4 by contact, 5 and 6 by user, 7 by account; -1 if no stage pairs the two.</summary>
        static int StageOf(RevealRow shown, DeductionRow paid)
        {
            var lag = paid.Ticks - shown.Ticks;
            var (isType, isUser) = (shown.CreditType == paid.CreditType, !Differ(shown.User, paid.User));
            if (paid.Contact != Names.Absent)
            {
                if (paid.Contact != shown.Contact || lag < -300 * Second || lag > 72 * 3600 * Second)
                    return -1;
                return isUser ? isType ? 1 : 2 : isType ? 3 : 4;
            }

            if (!isType || lag < -5 * Second)
                return -1;
            if (paid.User != Names.Absent)
                return paid.User != shown.User || lag > 120 * Second ? -1 : Differ(shown.Channel, paid.Channel) ? 6 : 5;
            return lag > 30 * Second ? -1 : 7;
        }

        static bool Differ(int one, int two) => one != Names.Absent && two != Names.Absent && one != two;

        bool MayGoByTime(DeductionRow paid) =>
            (paid.Job == Names.Absent || rows.Reveals.Any(row => row.Job == paid.Job && row.Action == paid.Action))
            && (paid.Request == Names.Absent || rows.Reveals.Any(row => row.Request == paid.Request && row.Action == paid.Action));
    }

    [Fact]
    public void NoTwo_AreLeftApart_ThatWouldBothRatherHaveEachOther()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var text = RandomLedger.Of(seed);
            var (rows, rules) = (text.Rows(), text.Rules);
            var reversals = Reversals.Of(rows);
            var matches = GuaranteeTests.Match(rows, rules, lastTier: 5);
            var ledger = new Ledger(rows, RevealPrices.Of(rows, rules.Cycles, rules.Cards, rules.Channels), reversals);

            // Who pays by job or request has gone before; who was given back whole comes after.
            int[] reveals = [.. Enumerable.Range(0, rows.Reveals.Length).Where(row => matches.GroupOfReveal[row] < 0 && IsLater(matches.PayerOf[row]))];
            int[] deductions = [.. Enumerable.Range(0, rows.Deductions.Length)
                .Where(row => reversals.Net[row] > 0 && matches.RoleOf[row] is Role.Unmatched or Role.Pays && IsLater(row))];
            Assert.All(
                from reveal in reveals from deduction in deductions select (reveal, deduction, Rank: ledger.RankOf(reveal, deduction)),
                pair => Assert.False(
                    pair.Rank is { } rank
                        && WouldRather(rank, PayerOf(pair.reveal) is >= 0 and var payer ? ledger.RankOf(pair.reveal, payer) : null)
                        && WouldRather(rank, matches.RevealOf[pair.deduction] is >= 0 and var reveal ? ledger.RankOf(reveal, pair.deduction) : null),
                    $"Ledger {seed}: {rows.RevealId(pair.reveal)} and {rows.DeductionId(pair.deduction)}"));

            // Whatever is paired is a pair that the documents know.
            Assert.All(deductions.Where(row => matches.RevealOf[row] >= 0), row => Assert.NotNull(ledger.RankOf(matches.RevealOf[row], row)));

            bool IsLater(int deduction) => deduction < 0 || matches.TierOf[deduction] is 0 or >= 3;

            int PayerOf(int reveal) => matches.PayerOf[reveal] is >= 0 and var payer && reversals.Net[payer] > 0 ? payer : -1;
        }

        static bool WouldRather(Rank rank, Rank? has) => has is null || rank.CompareTo(has.Value) < 0;
    }
}
