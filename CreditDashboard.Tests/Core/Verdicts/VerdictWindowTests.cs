using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Verdicts;

/// <summary>A window's verdicts are found from its rows and by their codes, and are the same as by a look at each.</summary>
public class VerdictWindowTests
{
    static readonly Instant End = Instant.FromUtc(2026, 11, 20, 17, 0);

    [Theory]
    [InlineData(FeedKeys.Contacts)]
    [InlineData(FeedKeys.Mixed)]
    [InlineData(FeedKeys.UserAndTime)]
    public void AnyWindow_HoldsTheVerdictsThatALookAtEachFinds(FeedKeys keys)
    {
        var judgement = TestFeed.Judged(PlantedFeed.Of(TestFeed.Plan(keys, seed: 3)));
        var random = new Random(7);
        var found = 0;
        foreach (var (from, to) in Enumerable.Range(0, 60).Select(_ => Between(random)).Append((Instant.MinValue, End)).Append((null, null)))
        {
            var verdicts = new VerdictWindow(judgement, new Window(from, to, ""), End - Duration.FromHours(random.Next(200)));
            int[] each = [.. Enumerable.Range(0, judgement.Verdicts.Length).Where(verdicts.Holds)];
            Assert.Equal(each, verdicts.All());
            foreach (var isAsked in (Func<VerdictCode, bool>[])[code => code.Disposition() == Disposition.Discrepancy, code => code is VerdictCode.Ok or VerdictCode.Surplus, code => code is VerdictCode.Pending, _ => false])
            {
                int[] asked = [.. each.Where(verdict => isAsked(verdicts.CodeOf(verdict)))];
                Assert.Equal(asked, verdicts.Of(isAsked));
                found += asked.Length;
            }
        }

        Assert.True(found > 1_000);
    }

    static (Instant? From, Instant? To) Between(Random random)
    {
        var from = End - Duration.FromHours(random.Next(60 * 24));
        return (from, random.Next(5) == 0 ? null : from + Duration.FromMinutes(random.Next(20 * 24 * 60)));
    }
}
