using CreditDashboard.Components;
using CreditDashboard.Components.Activities;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using CreditDashboard.Tests.Core;
using NodaTime;

namespace CreditDashboard.Tests.Components;

/// <summary>What a figure leads to is what it counted: the rows of findings, and the reveals that came back in one way.</summary>
public class PickedRowsTests
{
    static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 17, 0);
    static readonly CycleCalendar Calendar = new(DateTimeZoneProviders.Tzdb["Europe/London"], RenewalPeriod.Month, [Instant.FromUtc(2024, 1, 28, 9, 14)]);
    static readonly Window Cycle = Window.OfCycle(Calendar.Holding(Now), "this-cycle");

    static Judgement Sample()
    {
        var feed = SampleAccount.Feed(Now, Calendar.Zone);
        var builder = new AccountRowsBuilder();
        feed.Reveals.ForEach(builder.Add);
        feed.Deductions.ForEach(builder.Add);
        return Judge.Of(builder.Build(), new AccountRules(Calendar, new CardSchedule([]), Channels.Published, []));
    }

    [Fact]
    public void EveryFinding_LeadsToAsManyRowsAndCreditsAsItSays()
    {
        var judgement = Sample();
        var findings = Insights.Of(judgement, Cycle, Now);
        Assert.InRange(findings.Select(finding => finding.Rule).Distinct().Count(), 6, 8);
        Assert.All(findings, finding =>
        {
            var totals = new ActivityLog(judgement, new ActivityQuestion(Cycle) { Finding = finding.Rows }, Now).Count();
            Assert.Equal((finding.Rows.Count, finding.Credits.Count), (totals.Rows, totals.Credits.Prospecting));
        });
    }

    [Theory]
    [InlineData(Completeness.Asked)]
    [InlineData(Completeness.Partial)]
    [InlineData(Completeness.Empty)]
    public void EveryFigureOfDataQuality_LeadsToAsManyReveals(string found)
    {
        foreach (var seed in Enumerable.Range(1, 100))
        {
            var judgement = RandomLedger.Of(seed, 60).Judged();
            var quality = DataQuality.Of(judgement, Window.All);
            Assert.Equal(Of(quality.Total), Shown(judgement, found, null));
            Assert.All(quality.Channels, row => Assert.Equal(Of(row.Quality), Shown(judgement, found, row.Key)));
        }

        int Of(Quality quality) => found switch { Completeness.Partial => quality.Partial, Completeness.Empty => quality.Empty, _ => quality.Reveals };
    }

    static int Shown(Judgement judgement, string found, int? channel) => new ActivityLog(
        judgement, new ActivityQuestion(Window.All, Channels: channel is { } only ? new HashSet<int> { only } : null, Side: ActivitySide.Reveals) { Found = found }, Now).Count().Rows;

    [Fact]
    public void WhatCameBackMissing_ShowsItsChargesToo()
    {
        var judgement = LedgerText.Parse("""
            R1 10:00:00 ann reveals email of bob by web
            D1 10:00:02 ann pays 1 for bob by web
            R2 11:00:00 ann reveals email+phone of eve by web
            D2 11:00:02 ann pays 2 for eve by web
            """).Judged();
        var log = new ActivityLog(judgement, new ActivityQuestion(Window.All) { Found = Completeness.Partial }, Now);
        Assert.Equal(["D1"], log.Older(ActivityLog.Top).Select(judgement.IdOf));
        Assert.Empty(new ActivityLog(judgement, new ActivityQuestion(Window.All, Text: "eve") { Found = Completeness.Partial }, Now).Older(ActivityLog.Top));
    }
}
