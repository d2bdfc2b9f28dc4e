using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Tests.Core.Cycles;

public class CycleCalendarTests
{
    static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public void AnAnchorOnThe31st_RenewsOnTheLastDayOfShorterMonths_AndReturnsToThe31st()
    {
        var calendar = Monthly(London, "2026-01-31T09:14:00Z");

        Assert.Equal(
            ["2026-01-31T09:14:00Z", "2026-02-28T09:14:00Z", "2026-03-31T08:14:00Z", "2026-04-30T08:14:00Z", "2026-05-31T08:14:00Z"],
            Starts(calendar, "2026-01-31T09:14:00Z", count: 5));
        Assert.Equal(
            new Cycle(At("2026-10-31T09:14:00Z"), At("2026-11-30T09:14:00Z")), calendar.Holding(At("2026-11-22T12:00:00Z")));
    }

    [Fact]
    public void BeforeTheAnchor_CyclesCountBackwards()
    {
        var calendar = Monthly(London, "2026-01-31T09:14:00Z");

        Assert.Equal(
            ["2025-10-31T09:14:00Z", "2025-11-30T09:14:00Z", "2025-12-31T09:14:00Z", "2026-01-31T09:14:00Z"],
            Starts(calendar, "2025-11-01T00:00:00Z", count: 4));
    }

    [Fact]
    public void AnAnchorOn29February_RenewsYearlyOnThe28th_AndOnThe29thInLeapYears()
    {
        var calendar = new CycleCalendar(DateTimeZone.Utc, RenewalPeriod.Year, [At("2024-02-29T12:00:00Z")]);

        Assert.Equal(
            ["2023-02-28T12:00:00Z", "2024-02-29T12:00:00Z", "2025-02-28T12:00:00Z", "2026-02-28T12:00:00Z", "2027-02-28T12:00:00Z",
                "2028-02-29T12:00:00Z"],
            Starts(calendar, "2023-06-01T00:00:00Z", count: 6));
    }

    [Fact]
    public void AnInstantOfRenewal_BelongsToTheCycleItBegins()
    {
        var calendar = Monthly(London, "2026-01-31T09:14:00Z");
        var renewal = At("2026-10-31T09:14:00Z");

        Assert.Equal(renewal, calendar.Holding(renewal).Start);
        Assert.Equal(renewal, calendar.Holding(renewal - Duration.Epsilon).End);
    }

    [Fact]
    public void ARenewalInAGap_MovesToTheFirstInstantAfterIt()
    {
        // 2:30 does not exist on 8 March: 1:59:59 EST is followed by 3:00 EDT.
        var calendar = Monthly(NewYork, "2026-02-08T07:30:00Z");

        Assert.Equal(
            ["2026-02-08T07:30:00Z", "2026-03-08T07:00:00Z", "2026-04-08T06:30:00Z"], Starts(calendar, "2026-02-08T07:30:00Z", count: 3));
    }

    [Fact]
    public void ARenewalAtATimeThatExistsTwice_IsTheEarlier()
    {
        var calendar = Monthly(NewYork, "2026-10-01T05:30:00Z");

        Assert.Equal(["2026-10-01T05:30:00Z", "2026-11-01T05:30:00Z"], Starts(calendar, "2026-10-01T05:30:00Z", count: 2));
    }

    [Fact]
    public void AnAnchorAtTheLaterOfTwoTimes_StaysWhereItIs()
    {
        var calendar = Monthly(NewYork, "2026-11-01T06:30:00Z");

        Assert.Equal(["2026-11-01T06:30:00Z", "2026-12-01T06:30:00Z"], Starts(calendar, "2026-11-01T06:30:00Z", count: 2));
        Assert.Equal(At("2026-11-01T06:30:00Z"), calendar.Holding(At("2026-11-01T05:30:00Z")).End);
    }

    [Fact]
    public void ARenewalOnADayThatAZoneLeftOut_MovesToTheDayAfter()
    {
        // Samoa went from 29 December 2011 to the 31st.
        var calendar = Monthly(DateTimeZoneProviders.Tzdb["Pacific/Apia"], "2011-11-30T20:00:00Z");

        Assert.Equal(
            ["2011-11-30T20:00:00Z", "2011-12-30T10:00:00Z", "2012-01-29T20:00:00Z"], Starts(calendar, "2011-11-30T20:00:00Z", count: 3));
    }

    [Fact]
    public void AFurtherAnchor_CutsTheRunningCycle_AndRulesFromThere()
    {
        var calendar = Monthly(DateTimeZone.Utc, "2026-06-17T10:00:00Z", "2026-01-31T09:00:00Z");

        Assert.Equal(
            ["2026-04-30T09:00:00Z", "2026-05-31T09:00:00Z", "2026-06-17T10:00:00Z", "2026-07-17T10:00:00Z"],
            Starts(calendar, "2026-05-01T00:00:00Z", count: 4));
    }

    [Fact]
    public void AFurtherAnchorAtARenewal_LeavesNoEmptyCycle()
    {
        var calendar = Monthly(DateTimeZone.Utc, "2026-01-31T09:00:00Z", "2026-03-31T09:00:00Z");

        Assert.Equal(
            ["2026-02-28T09:00:00Z", "2026-03-31T09:00:00Z", "2026-04-30T09:00:00Z"], Starts(calendar, "2026-03-01T00:00:00Z", count: 3));
    }

    [Fact]
    public void AnchorsANanosecondApart_GiveACycleOfANanosecond()
    {
        var first = At("2026-01-31T09:00:00Z");
        var second = first + Duration.Epsilon;
        var calendar = new CycleCalendar(London, RenewalPeriod.Month, [first, second]);

        Assert.Equal(new Cycle(first, second), calendar.Holding(first));
        Assert.Equal(new Cycle(first, second), calendar.Before(calendar.Holding(second)));
    }

    [Fact]
    public void Anchors_AreSortedAndKeptOnce()
    {
        var (first, second) = (At("2026-01-31T09:00:00Z"), At("2026-06-17T10:00:00Z"));

        Assert.Equal([first, second], new CycleCalendar(London, RenewalPeriod.Month, [second, first, second]).Anchors);
    }

    [Fact]
    public void WithoutAnAnchor_ThereIsNoCalendar()
    {
        var error = Assert.Throws<ArgumentException>(() => new CycleCalendar(London, RenewalPeriod.Month, []));
        Assert.StartsWith("An account needs at least one instant", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Boundaries_BeginBeforeTheFirstRow_AndEndAfterTheLast()
    {
        var calendar = Monthly(London, "2026-01-31T09:14:00Z");

        Assert.Equal(
            [At("2026-01-31T09:14:00Z"), At("2026-02-28T09:14:00Z"), At("2026-03-31T08:14:00Z")],
            calendar.BoundariesBetween(At("2026-02-01T00:00:00Z"), At("2026-02-28T09:14:00Z")));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => calendar.BoundariesBetween(At("2026-02-01T00:00:00Z"), At("2026-01-31T23:00:00Z")));
    }

    static CycleCalendar Monthly(DateTimeZone zone, params string[] anchors) => new(zone, RenewalPeriod.Month, anchors.Select(At));

    static IEnumerable<string> Starts(CycleCalendar calendar, string from, int count)
    {
        var cycle = calendar.Holding(At(from));
        for (var i = 0; i < count; i++, cycle = calendar.After(cycle))
            yield return Timestamp.Format(cycle.Start);
    }

    static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
