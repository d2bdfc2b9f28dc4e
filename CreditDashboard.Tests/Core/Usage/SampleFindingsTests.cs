using System.Globalization;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>How often each rule is wrong on the sample account: what it finds where nothing was put in, and that it finds what was.</summary>
public class SampleFindingsTests
{
    static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 17, 0);
    static readonly CycleCalendar Calendar = new(London, RenewalPeriod.Month, [Instant.FromUtc(2024, 1, 28, 9, 14)]);
    static readonly Judgement AsEver = Judged(PlantedFeed.Of(SampleAccount.Plan(Now, London)));

    static Judgement Judged(PlantedFeed feed)
    {
        var builder = new AccountRowsBuilder();
        feed.Reveals.ForEach(builder.Add);
        feed.Deductions.ForEach(builder.Add);
        return Judge.Of(builder.Build(), new AccountRules(Calendar, new CardSchedule([]), Channels.Published, []));
    }

    static Finding[] Found(FindingRule rule, Window? window = null) => [.. Insights.Of(rule, AsEver, window ?? Window.All, Now)];

    static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void UnusualDays_WhereNothingUnusualWasPutIn()
    {
        var curve = CreditCurve.Of(AsEver);
        var first = Days.DayHolding(curve.First!.Value, London);
        var known = Enumerable.Range(0, 425).Select(day => first.PlusDays(day)).Count(day => day < Now.InZone(London).Date && UnusualDays.Band(curve, day, London) is not null);
        Assert.Contains(Said($"Of {known} days of the sample account it finds {Found(FindingRule.UnusualDay).Length} where"), FindingRule.UnusualDay.Wrong(), StringComparison.Ordinal);
    }

    [Fact]
    public void IncompleteJobs_WhereAllAreAlike()
    {
        var jobs = AsEver.Rows.Reveals.Where(row => row.Job != Names.Absent).GroupBy(row => row.Job).Count(job => job.Count() >= 10);
        Assert.Contains(Said($"Of {jobs} selections of the sample account, which are all alike, it finds {Found(FindingRule.IncompleteJob).Length}."), FindingRule.IncompleteJob.Wrong(), StringComparison.Ordinal);
    }

    [Fact]
    public void Paces_WhereEveryoneGoesOnAsTheyDid()
    {
        var (cycles, found) = (0, 0);
        for (var cycle = Calendar.Before(Calendar.Holding(Now)); cycles < 9; cycle = Calendar.Before(cycle), cycles++)
            found += Found(FindingRule.Pace, Window.OfCycle(cycle, "")).Length;
        Assert.Contains(Said($"Of 25 users in {cycles} cycles of the sample account, who go on as they did, it finds {found}."), FindingRule.Pace.Wrong(), StringComparison.Ordinal);
    }

    [Fact]
    public void NightBursts_WhereNobodyWorksThroughANight() => Assert.Empty(Found(FindingRule.NightBurst));

    [Theory]
    [InlineData(FindingRule.UnusualDay, "2026-11-11")]
    [InlineData(FindingRule.IncompleteJob, "J-")]
    [InlineData(FindingRule.NightBurst, "jonas.brandt")]
    [InlineData(FindingRule.Pace, "priya.raman")]
    [InlineData(FindingRule.SameContact, "2026-11-17.c-")]
    public void WhatWasPutIn_IsFound(FindingRule rule, string subject)
    {
        var judgement = Judged(SampleAccount.Feed(Now, London));
        var told = Insights.Of(rule, judgement, Window.OfCycle(Calendar.Holding(Now), "this-cycle"), Now);
        Assert.Contains(told, finding => finding.Key(user => judgement.Rows.Names.Users[user]).StartsWith($"{rule.Slug()}.{subject}", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryRule_SaysWhatItLooksFor_AndHowOftenItIsWrong() => Assert.All(FindingRules.All, rule =>
    {
        Assert.Equal(rule, FindingRules.All[(int)rule]);
        Assert.EndsWith(".", rule.Looks(), StringComparison.Ordinal);
        Assert.EndsWith(".", rule.Wrong(), StringComparison.Ordinal);
        Assert.Matches("^[a-z_]+$", rule.Slug());
    });
}
