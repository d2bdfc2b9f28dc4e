using CreditDashboard.Components;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Tests.Components;

public class WindowViewTests
{
    static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 12, 0);
    static readonly CycleCalendar Calendar =
        new(DateTimeZoneProviders.Tzdb["Europe/London"], RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 31, 9, 14)]);

    [Theory]
    [InlineData("this-cycle", WindowKind.Cycle, "last-cycle", null, "renews in 8 days")]
    [InlineData("last-cycle", WindowKind.Cycle, "2026-08-31T08:14:00Z..2026-09-30T08:14:00Z", "this-cycle", "ended 22 days ago")]
    [InlineData("2026-08-31T08:14:00Z..2026-09-30T08:14:00Z", WindowKind.Cycle, "2026-07-31T08:14:00Z..2026-08-31T08:14:00Z", "last-cycle", "ended 53 days ago")]
    [InlineData("this-month", WindowKind.Month, "2026-10-01..2026-10-31", null, "ends in 9 days")]
    [InlineData("2026-10-01..2026-10-31", WindowKind.Month, "2026-09-01..2026-09-30", "2026-11-01..2026-11-30", "")]
    [InlineData("2026-11-02..2026-11-08", WindowKind.Days, "2026-10-26..2026-11-01", "2026-11-09..2026-11-15", "7 days")]
    [InlineData("2026-11-16..2026-11-22", WindowKind.Days, "2026-11-09..2026-11-15", null, "7 days")]
    [InlineData("last-7-days", WindowKind.Days, "2026-11-09..2026-11-15", null, "7 days")]
    [InlineData("2000-01-01..2000-01-02", WindowKind.Days, null, "2000-01-03..2000-01-04", "2 days")]
    [InlineData("2026-11-02T10:00:00Z..2026-11-02T11:00:00Z", WindowKind.Instants, "2026-11-02T09:00:00Z..2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z..2026-11-02T12:00:00Z", "1 h")]
    [InlineData("all", WindowKind.Open, null, null, "")]
    [InlineData("nonsense", WindowKind.Cycle, "last-cycle", null, "renews in 8 days")]
    public void Window_KnowsItsKindAndNeighbours(string text, WindowKind kind, string? before, string? after, string note)
    {
        var view = WindowView.Read(text, Calendar, Now);
        Assert.Equal((kind, before, after, note), (view.Kind, view.Before, view.After, view.Note));
    }

    [Fact]
    public void Times_AreOfTheAccountsZone()
    {
        var (start, end) = (Instant.FromUtc(2026, 9, 30, 8, 14), Instant.FromUtc(2026, 10, 31, 9, 14));
        Assert.Equal("30 Sep 2026, 09:14 BST", $"{Times.Moment(start, Calendar.Zone)} {Times.Abbreviation(start, Calendar.Zone)}");
        Assert.Equal("31 Oct 2026, 09:14 GMT", $"{Times.Moment(end, Calendar.Zone)} {Times.Abbreviation(end, Calendar.Zone)}");
    }
}
