using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Verdicts;

/// <summary>Discrepancies put into a made-up feed on purpose are found, and nothing else is called one.</summary>
public class PlantedTests
{
    static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    internal static (PlantedFeed Feed, Judgement Judgement) Judged(FeedPlan plan)
    {
        var feed = PlantedFeed.Of(plan);
        var builder = new AccountRowsBuilder();
        feed.Reveals.ForEach(builder.Add);
        feed.Deductions.ForEach(builder.Add);
        var calendar = new CycleCalendar(London, RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 28, 9, 14)]);
        return (feed, Judge.Of(builder.Build(), new AccountRules(calendar, new CardSchedule([]), Channels.Published, [])));
    }

    static FeedPlan Plan(FeedKeys keys, int seed) => new()
    {
        Seed = seed,
        Until = Instant.FromUtc(2026, 11, 20, 17, 0),
        Zone = London,
        Days = 60,
        Deductions = 6_000,
        Keys = keys,
        PlantOneIn = 40,
        InBursts = seed % 2 == 0,
    };

    static IEnumerable<string> Rows(Judgement judgement, int verdict) => judgement.MembersOf(verdict).ToArray().Select(judgement.IdOf).Order(StringComparer.Ordinal);

    static int VerdictOf(Judgement judgement, Planted planted) => planted.Deductions.Count > 0
        ? judgement.OfDeduction[judgement.Rows.FindDeduction(planted.Deductions[0])]
        : judgement.OfReveal[judgement.Rows.FindReveal(planted.Reveals[0])];

    [Theory]
    [InlineData(FeedKeys.Contacts, 1)]
    [InlineData(FeedKeys.Contacts, 2)]
    [InlineData(FeedKeys.Contacts, 3)]
    [InlineData(FeedKeys.Requests, 4)]
    [InlineData(FeedKeys.Requests, 5)]
    public void WithAStrongKey_EachPlantedRowIsFound_AndNoOtherIsCalledOne(FeedKeys keys, int seed)
    {
        var (feed, judgement) = Judged(Plan(keys, seed));

        Assert.True(feed.Planted.Count > 100);
        Assert.All(feed.Planted, planted =>
        {
            var verdict = VerdictOf(judgement, planted);
            Assert.Equal(planted.Reveals.Concat(planted.Deductions).Order(StringComparer.Ordinal), Rows(judgement, verdict));
            Assert.Contains(planted.Code, judgement.FacetsOf(verdict).Prepend(judgement.Verdicts[verdict].Code));
        });

        var known = feed.Planted.Select(planted => VerdictOf(judgement, planted)).ToHashSet();
        Assert.DoesNotContain(
            Enumerable.Range(0, judgement.Verdicts.Length),
            verdict => judgement.Verdicts[verdict].Code.Disposition() == Disposition.Discrepancy && !known.Contains(verdict));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void WithUserAndTimeOnly_PairsAreRight_AndCleanRowsAreNotAccused(int seed)
    {
        var (feed, judgement) = Judged(Plan(FeedKeys.UserAndTime, seed) with { PlantOneIn = 0 });
        var asserted = Enumerable.Range(0, judgement.Rows.Deductions.Length)
            .Where(row => judgement.Matches.RoleOf[row] == Role.Pays)
            .Select(row => feed.MadeFor[judgement.Rows.DeductionId(row)] == judgement.Rows.RevealId(judgement.Matches.RevealOf[row])).ToArray();
        var certain = judgement.Verdicts.Count(verdict => verdict.Code.Disposition() == Disposition.Discrepancy);

        Assert.True(asserted.Length > 1500);
        Assert.InRange(asserted.Count(isRight => isRight) / (decimal)asserted.Length, .98m, 1m);
        Assert.InRange(certain, 0, (feed.Reveals.Count + feed.Deductions.Count) / 1000);
    }
}
