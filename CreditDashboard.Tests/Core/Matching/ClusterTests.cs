using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>How many rows of a cluster are left over whichever way one pairs them, against trying every way.</summary>
public class ClusterTests
{
    /// <summary>Up to six of each side within seconds: e-mails, phones, both and incomplete rows of a bulk selection.</summary>
    static LedgerText Burst(int seed)
    {
        var random = new Random(seed);
        var ledger = new LedgerText();
        var span = 1 + random.Next(200);
        for (var i = random.Next(7); i > 0; i--)
        {
            ledger.Reveals.Add(new Reveal
            {
                Id = $"R{i}",
                OccurredAt = At(),
                User = "ann@acme.example",
                Channel = random.Next(3) == 0 ? "bulk" : "web",
                EmailsFound = random.Next(2),
                PhonesFound = random.Next(2),
            });
        }

        for (var i = random.Next(7); i > 0; i--)
        {
            ledger.Deductions.Add(new Deduction
            {
                Id = $"D{i}",
                PostedAt = At() + Duration.FromSeconds(random.Next(4)),
                Credits = new Credits(random.Next(3) == 0 ? 2 : 1),
                User = random.Next(4) == 0 ? "" : "ann@acme.example",
                Channel = random.Next(3) == 0 ? "" : "web",
            });
        }

        return ledger.Complete();

        Instant At() => Instant.FromUtc(2026, 11, 2, 10, 0) + Duration.FromSeconds(random.Next(span));
    }

    /// <summary>The most pairs that can be made at once, by trying every reveal for every deduction.</summary>
    static int MostPairs(int[] reveals, int[] deductions, Func<int, int, bool> mayPair)
    {
        if (deductions.Length == 0)
            return 0;

        var rest = deductions[1..];
        return reveals.Where(reveal => mayPair(reveal, deductions[0]))
            .Select(reveal => 1 + MostPairs([.. reveals.Where(other => other != reveal)], rest, mayPair))
            .Append(MostPairs(reveals, rest, mayPair))
            .Max();
    }

    [Fact]
    public void RowsLeftOver_AreThoseOfTheLargestPairing()
    {
        var clusters = 0;
        for (var seed = 0; seed < 1000; seed++)
        {
            var judgement = Burst(seed).Judged();
            var (rows, prices) = (judgement.Rows, judgement.Prices);
            foreach (var group in judgement.Matches.Groups.Where(group => group is { Kind: GroupKind.Cluster, Level: Level.E }))
            {
                clusters++;
                var unplaced = group.Deductions.Length - MostPairs(group.Reveals, group.Deductions, MayPair);
                var asking = group.Reveals.Where(row => prices[row].Min > 0).ToArray();
                var uncharged = asking.Length - MostPairs(asking, group.Deductions, MayPair);
                Assert.Equal((seed, unplaced > 0 ? unplaced : -uncharged), (seed, group.Unpaired));

                var net = group.Deductions.Sum(row => rows.Deductions[row].Count);
                var fits = group.Reveals.Sum(row => prices[row].Min) <= net && net <= group.Reveals.Sum(row => prices[row].Max);
                Assert.Equal(
                    unplaced == 0 && uncharged == 0 && fits ? VerdictCode.OkGroup : VerdictCode.Surplus,
                    judgement.Verdicts[judgement.OfDeduction[group.Deductions[0]]].Code);
            }

            bool MayPair(int reveal, int deduction)
            {
                var (lag, credits) = (rows.Deductions[deduction].PostedAt - rows.Reveals[reveal].OccurredAt, rows.Deductions[deduction].Count);
                var lateMax = Duration.FromSeconds(rows.Deductions[deduction].User == Names.Absent ? 30 : 120);
                return Duration.FromSeconds(-5) <= lag && lag <= lateMax && prices[reveal].Min <= credits && credits <= prices[reveal].Max;
            }
        }

        Assert.InRange(clusters, 250, int.MaxValue);
    }
}
