using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>A feed that is wrong as a whole is one finding, and not a discrepancy for each of its rows.</summary>
public class FeedFaultTests
{
    static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    static Judgement Judged(FeedKeys keys, Func<Deduction, Deduction> fault)
    {
        var feed = PlantedFeed.Of(new FeedPlan { Seed = 3, Until = Instant.FromUtc(2026, 11, 20, 17, 0), Zone = London, Days = 40, Deductions = 3_000, Keys = keys, PlantOneIn = 0 });
        var builder = new AccountRowsBuilder();
        feed.Reveals.ForEach(builder.Add);
        feed.Deductions.ForEach(row => builder.Add(fault(row)));
        return Judge.Of(builder.Build(), new AccountRules(
            new CycleCalendar(London, RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 28, 9, 14)]), new CardSchedule([]), Channels.Published, []));
    }

    static int Discrepancies(Judgement judgement) => judgement.Verdicts.Count(verdict => verdict.Code.Disposition() == Disposition.Discrepancy);

    [Theory]
    [InlineData(FeedKeys.Contacts, 60)]
    [InlineData(FeedKeys.Contacts, -60)]
    [InlineData(FeedKeys.UserAndTime, 60)]
    [InlineData(FeedKeys.UserAndTime, -330)]
    [InlineData(FeedKeys.Mixed, 345)]
    public void AClockOff_IsOneFinding_AndNoDiscrepancy(FeedKeys keys, int minutes)
    {
        var judgement = Judged(keys, row => row with { PostedAt = row.PostedAt + Duration.FromMinutes(minutes) });

        Assert.Equal(Duration.FromMinutes(minutes), judgement.Matches.Faults.Shift);
        Assert.InRange(Discrepancies(judgement), 0, 5);
        Assert.Single(Sentence.Of(judgement.Matches.Faults));
    }

    [Theory]
    [InlineData(FeedKeys.Contacts)]
    [InlineData(FeedKeys.UserAndTime)]
    [InlineData(FeedKeys.Requests)]
    public void AGoodFeed_HasNoFinding(FeedKeys keys) => Assert.Empty(Sentence.Of(Judged(keys, row => row).Matches.Faults));

    [Fact]
    public void ContactsNumberedDifferently_AreOneFinding_AndTimeDecides()
    {
        var judgement = Judged(FeedKeys.Contacts, row => row.Contact.Length == 0 ? row : row with { Contact = "other-" + row.Contact });

        Assert.True(judgement.Matches.Faults.ContactsNeverMeet);
        Assert.DoesNotContain(judgement.Verdicts, verdict => verdict.Code == VerdictCode.NoReveal);
        Assert.True(judgement.Verdicts.Count(verdict => verdict.Code == VerdictCode.Ok) > 1_500);
    }
}
