using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Tests.Core.Cycles;

public class WindowNeighboursTests
{
    static readonly CycleCalendar London =
        new(DateTimeZoneProviders.Tzdb["Europe/London"], RenewalPeriod.Month, [At("2026-01-28T09:14:00Z")]);

    [Theory]
    [InlineData("this-cycle", WindowKind.Cycle, "2026-02-28T09:14:00Z..2026-03-28T09:14:00Z", "2026-04-28T08:14:00Z..2026-05-28T08:14:00Z")]
    [InlineData("this-month", WindowKind.Month, "2026-03-01..2026-03-31", "2026-05-01..2026-05-31")]
    [InlineData("2026-02-01..2026-02-28", WindowKind.Month, "2026-01-01..2026-01-31", "2026-03-01..2026-03-31")]
    [InlineData("last-7-days", WindowKind.Days, "2026-04-07..2026-04-13", "2026-04-21..2026-04-27")]
    [InlineData("2026-03-28..2026-03-29", WindowKind.Days, "2026-03-26..2026-03-27", "2026-03-30..2026-03-31")]
    [InlineData("2026-04-01T10:00:00Z..2026-04-01T11:30:00Z", WindowKind.Instants, "2026-04-01T08:30:00Z..2026-04-01T10:00:00Z", "2026-04-01T11:30:00Z..2026-04-01T13:00:00Z")]
    public void AWindow_HasOnesOfItsKindBesideIt(string text, WindowKind kind, string before, string after)
    {
        var window = Read(text);
        Assert.Equal(kind, WindowNeighbours.KindOf(window, London));
        Assert.Equal(before, WindowNeighbours.Before(window, London)?.Label);
        Assert.Equal(after, WindowNeighbours.After(window, London)?.Label);
    }

    [Fact]
    public void AnOpenOrEmptyWindow_HasNone()
    {
        Assert.Null(WindowNeighbours.Before(Window.All, London));
        Assert.Null(WindowNeighbours.After(Read("2026-04-01T10:00:00Z..2026-04-01T10:00:00Z"), London));
        Assert.Null(WindowNeighbours.SameDaysBefore(Window.All, London, Now));
    }

    [Fact]
    public void ALabel_AsksForTheSameWindow_AndTheOneAfterTheOneBeforeIsItself()
    {
        foreach (var text in (string[])["this-cycle", "last-cycle", "this-month", "last-30-days", "2026-03-28..2026-03-30", "2026-04-01T10:00:00Z..2026-04-09T11:30:07Z"])
        {
            var window = Read(text);
            var before = WindowNeighbours.Before(window, London)!;
            Assert.Equal(before, Read(before.Label));
            Assert.Equal(window.From, before.To);
            var again = WindowNeighbours.After(before, London)!;
            Assert.Equal((window.From, window.To), (again.From, again.To));
        }
    }

    [Theory]

    // 23 days, 6 hours and 26 minutes on the wall after renewal, though the clocks went forward meanwhile.
    [InlineData("this-cycle", "2026-04-20T14:40:00Z", "2026-02-28T09:14:00Z..2026-03-23T15:40:00Z")]

    // The cycle before is the shorter one: it is cut at its end.
    [InlineData("this-cycle", "2026-04-27T08:00:00Z", "2026-02-28T09:14:00Z..2026-03-28T09:14:00Z")]
    [InlineData("this-month", "2026-04-20T14:40:00Z", "2026-03-01T00:00:00Z..2026-03-20T15:40:00Z")]
    [InlineData("last-7-days", "2026-04-20T14:40:00Z", "2026-04-06T23:00:00Z..2026-04-13T14:40:00Z")]

    // What is over is compared with the whole, and what has not begun with nothing.
    [InlineData("2026-03-01..2026-03-31", "2026-04-20T14:40:00Z", "2026-02-01T00:00:00Z..2026-03-01T00:00:00Z")]
    [InlineData("2026-05-01..2026-05-31", "2026-04-20T14:40:00Z", "2026-03-31T23:00:00Z..2026-03-31T23:00:00Z")]
    public void TheSameDays_AreAsMuchOfTheWindowBeforeAsHasPassed(string text, string now, string expected)
    {
        var same = WindowNeighbours.SameDaysBefore(Read(text, At(now)), London, At(now))!;
        Assert.Equal(expected, $"{InstantPattern.ExtendedIso.Format(same.From!.Value)}..{InstantPattern.ExtendedIso.Format(same.To!.Value)}");
    }

    static readonly Instant Now = At("2026-04-20T14:40:00Z");

    static Window Read(string text) => Read(text, Now);

    static Window Read(string text, Instant now) => Window.TryParse(text, London, now, out var window, out var problem) ? window : throw new FormatException(problem);

    static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
