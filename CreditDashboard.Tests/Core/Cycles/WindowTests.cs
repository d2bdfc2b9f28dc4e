using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Tests.Core.Cycles;

public class WindowTests
{
    static readonly CycleCalendar London = Calendar("Europe/London");
    static readonly Instant AsOf = At("2026-11-22T12:00:00Z");

    [Theory]
    [InlineData("this-cycle", "2026-10-31T09:14:00Z", "2026-11-30T09:14:00Z")]
    [InlineData("last-cycle", "2026-09-30T08:14:00Z", "2026-10-31T09:14:00Z")]
    [InlineData("this-month", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("last-month", "2026-09-30T23:00:00Z", "2026-11-01T00:00:00Z")]
    [InlineData("last-7-days", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData("last-30-days", "2026-10-23T23:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData("last-90-days", "2026-08-24T23:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData("2026-11-01..2026-11-30", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("2026-10-25..2026-10-25", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z")]
    [InlineData("2199-12-31..2199-12-31", "2199-12-31T00:00:00Z", "2200-01-01T00:00:00Z")]
    [InlineData("2026-11-01T00:00:00Z..2026-11-02T12:30:00.5Z", "2026-11-01T00:00:00Z", "2026-11-02T12:30:00.5Z")]
    [InlineData("2026-11-01T00:00:00+01:00..2026-11-02T00:00", "2026-10-31T23:00:00Z", "2026-11-02T00:00:00Z")]
    [InlineData("2026-11-01T00:00:00Z..2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z")]
    public void AWindow_IsRead_AndKeepsItsTextAsLabel(string text, string from, string to)
    {
        Assert.True(Window.TryParse(text, London, AsOf, out var window, out var problem), problem);
        Assert.Equal(new Window(At(from), At(to), text), window);
        Assert.Equal("", problem);
    }

    [Fact]
    public void All_IsOpenAtBothEnds()
    {
        Assert.True(Window.TryParse("all", London, AsOf, out var window, out _));
        Assert.Equal(new Window(null, null, "all"), window);
        Assert.True(window.Holds(Instant.MinValue) && window.Holds(Instant.MaxValue));
    }

    [Fact]
    public void ThisMonth_IsTheMonthOnTheAccountsWall()
    {
        // 21:00 on 30 November in London is 10:00 on 1 December in Auckland.
        Assert.True(Window.TryParse("this-month", Calendar("Pacific/Auckland"), At("2026-11-30T21:00:00Z"), out var window, out _));
        Assert.Equal(new Window(At("2026-11-30T11:00:00Z"), At("2026-12-31T11:00:00Z"), "this-month"), window);
    }

    [Fact]
    public void ADayWithoutMidnight_BeginsAtTheFirstInstantAfterTheGap()
    {
        // In Beirut the clocks went from 0:00 to 1:00 on 29 March 2026.
        Assert.True(Window.TryParse("2026-03-29..2026-03-29", Calendar("Asia/Beirut"), AsOf, out var window, out _));
        Assert.Equal((At("2026-03-28T22:00:00Z"), At("2026-03-29T21:00:00Z")), (window.From, window.To));
    }

    [Theory]
    [InlineData("", "'' is not a window: give this-cycle")]
    [InlineData("this-week", "'this-week' is not a window")]
    [InlineData("This-Cycle", "'This-Cycle' is not a window")]
    [InlineData("2026-11-01", "'2026-11-01' is not a window")]
    [InlineData("2026-11-01..2026-11-02..2026-11-03", "is not a window")]
    [InlineData("2026-11-01..", "lacks an end")]
    [InlineData("..2026-11-01", "lacks an end")]
    [InlineData("2026-11-02..2026-11-01", "begins after it ends: give the earlier day first")]
    [InlineData("2026-11-01T00:00:01Z..2026-11-01T00:00:00Z", "begins after it ends: give the earlier instant first")]
    [InlineData("2026-11-01..2026-11-02T00:00:00Z", "mixes a day and an instant")]
    [InlineData("2026-11-01T00:00:00Z..2026-11-02", "mixes a day and an instant")]
    [InlineData("2026-11-01..2026-11-31", "cannot be read. The month has no such day.")]
    [InlineData("1999-12-31..2026-11-01", "The year must lie between 2000 and 2199.")]
    [InlineData("2026-1-1..2026-2-1", "A day reads like 2026-10-31.")]
    [InlineData("2026-11-01T24:00Z..2026-11-03T00:00Z", "The hour must lie between 00 and 23")]
    [InlineData("2026-11-01T00:00Z..2026-11-03T00:00Zulu", "A timestamp reads like")]
    public void AMalformedWindow_IsRefusedWithASentence(string text, string sentence)
    {
        Assert.False(Window.TryParse(text, London, AsOf, out var window, out var problem));
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.Equal(Window.All, window);
    }

    [Fact]
    public void AWindow_HoldsItsStart_AndNotItsEnd()
    {
        var window = Window.OfCycle(London.Holding(AsOf), "this-cycle");

        Assert.True(window.Holds(At("2026-10-31T09:14:00Z")));
        Assert.False(window.Holds(At("2026-11-30T09:14:00Z")));
        Assert.False(window.Holds(At("2026-10-31T09:13:59Z")));
    }

    [Fact]
    public void TheDaysOfACycle_TileIt_WithAPartialDayAtEachEnd()
    {
        var window = Window.OfCycle(London.Holding(AsOf), "this-cycle");
        var days = Days.Over(window, London);

        Assert.Equal(31, days.Count);
        Assert.Equal(new DayBucket(new LocalDate(2026, 10, 31), At("2026-10-31T09:14:00Z"), At("2026-11-01T00:00:00Z")), days[0]);
        Assert.Equal(new DayBucket(new LocalDate(2026, 11, 30), At("2026-11-30T00:00:00Z"), At("2026-11-30T09:14:00Z")), days[^1]);
        Assert.Equal(days.Skip(1).Select(day => day.From), days.SkipLast(1).Select(day => day.To));
    }

    [Fact]
    public void ADayThatAZoneLeftOut_IsNotAmongTheDays()
    {
        var calendar = Calendar("Pacific/Apia");
        Assert.True(Window.TryParse("2011-12-28..2012-01-01", calendar, AsOf, out var window, out _));

        Assert.Equal([28, 29, 31, 1], Days.Over(window, calendar).Select(bucket => bucket.Day.Day));
    }

    [Fact]
    public void AnHourThatIsRepeatedAfterMidnight_BelongsToTheDayThatHasBegun()
    {
        // In St John's the clocks went from 0:01 on 29 October 2006 back to 23:01 on the 28th.
        var zone = DateTimeZoneProviders.Tzdb["America/St_Johns"];

        Assert.Equal(At("2006-10-29T02:30:00Z"), Days.StartOfDay(new LocalDate(2006, 10, 29), zone));
        Assert.Equal(new LocalDate(2006, 10, 28), Days.DayHolding(At("2006-10-29T02:29:59Z"), zone));
        Assert.Equal(new LocalDate(2006, 10, 29), Days.DayHolding(At("2006-10-29T03:00:00Z"), zone));
    }

    [Fact]
    public void AnEmptyWindow_HasNoDays_AndAnOpenOneIsRefused()
    {
        Assert.Empty(Days.Over(new Window(AsOf, AsOf, "empty"), London));
        Assert.Throws<ArgumentException>(() => Days.Over(Window.All, London));
    }

    static CycleCalendar Calendar(string zone) =>
        new(DateTimeZoneProviders.Tzdb[zone], RenewalPeriod.Month, [At("2026-01-31T09:14:00Z")]);

    static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
