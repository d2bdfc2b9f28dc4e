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
    [InlineData(FeedKeys.Mixed)]
    public void AGoodFeed_HasNoFinding(FeedKeys keys)
    {
        Assert.Empty(Sentence.Of(Judged(keys, row => row).Matches.Faults));
        for (var seed = 1; seed <= 3; seed++)
            Assert.Empty(Sentence.Of(TestFeed.Judged(PlantedFeed.Of(TestFeed.Plan(keys, seed))).Matches.Faults));
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(-20)]
    public void TimesThatSayNothing_AreOneFinding_AndNobodyIsAccused(int seconds)
    {
        var feed = PlantedFeed.Of(TestFeed.Plan(FeedKeys.UserAndTime, 1) with { PlantOneIn = 0 });
        var judgement = TestFeed.Judged(feed, row => row, row => row with { PostedAt = row.PostedAt + Duration.FromSeconds(seconds) });

        Assert.True(judgement.Matches.Faults.TimesDisagree);
        Assert.Single(Sentence.Of(judgement.Matches.Faults));
        Assert.Empty(TestFeed.Asserted(feed, judgement));
        Assert.InRange(Discrepancies(judgement), 0, feed.Deductions.Count / 1000);
    }

    [Fact]
    public void ContactsNumberedDifferently_AreOneFinding_AndTimeDecides()
    {
        var judgement = Judged(FeedKeys.Contacts, row => row.Contact.Length == 0 ? row : row with { Contact = "other-" + row.Contact });

        Assert.True(judgement.Matches.Faults.ContactsNeverMeet);
        Assert.DoesNotContain(judgement.Verdicts, verdict => verdict.Code == VerdictCode.NoReveal);
        Assert.True(judgement.Verdicts.Count(verdict => verdict.Code == VerdictCode.Ok) > 1_500);
    }

    [Theory]
    [InlineData(FeedKeys.Contacts)]
    [InlineData(FeedKeys.Requests)]
    public void AUserUnderTwoAddresses_IsOneFinding_AndNobodyIsTheWrongUser(FeedKeys keys)
    {
        var judgement = Judged(keys, row => row with { User = Renamed(row.User, "ann.", "ben.") });

        Assert.Equal(2, judgement.Matches.Faults.TwoAddresses.Length);
        Assert.StartsWith(
            "2 users are known under two addresses: ann.lindqvist@northridge.example is charged as ann.lindqvist@north-ridge.example, ben.",
            Assert.Single(Sentence.Of(judgement.Matches.Faults)), StringComparison.Ordinal);
        Assert.InRange(Discrepancies(judgement), 0, 2);
        Assert.DoesNotContain(judgement.Verdicts, verdict => verdict.Code is VerdictCode.WrongUser or VerdictCode.OutOfCoverage);
        Assert.Equal(judgement.Matches.Faults, Judged(keys, row => row with { User = Renamed(row.User, "ann.", "ben.") }).Matches.Faults);
    }

    [Fact]
    public void AnAccountThatPaysForSeveral_IsNobodysOtherAddress()
    {
        var judgement = Judged(FeedKeys.Contacts, row => row with { User = row.User is ['a' or 'b' or 'c', ..] ? "service@northridge.example" : row.User });

        Assert.Empty(judgement.Matches.Faults.TwoAddresses);
        Assert.Contains(judgement.Verdicts, verdict => verdict.Code == VerdictCode.WrongUser);
    }

    [Fact]
    public void AUserWhoIsChargedUnderBothAddresses_IsNotJoined()
    {
        var count = 0;
        var judgement = Judged(FeedKeys.Contacts, row => count++ % 2 == 0 ? row with { User = Renamed(row.User, "ann.") } : row);

        Assert.Empty(judgement.Matches.Faults.TwoAddresses);
        Assert.Contains(judgement.Verdicts, verdict => verdict.Code == VerdictCode.WrongUser);
    }

    [Fact]
    public void AClockOff_AndTwoAddresses_AreFoundTogether()
    {
        var judgement = Judged(FeedKeys.Contacts, row => row with { User = Renamed(row.User, "ann."), PostedAt = row.PostedAt + Duration.FromHours(5) });

        Assert.Equal(2, Sentence.Of(judgement.Matches.Faults).Count());
        Assert.InRange(Discrepancies(judgement), 0, 5);
    }

    static string Renamed(string user, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (user.StartsWith(name, StringComparison.Ordinal))
                return user.Replace("northridge", "north-ridge", StringComparison.Ordinal);
        }

        return user;
    }
}
