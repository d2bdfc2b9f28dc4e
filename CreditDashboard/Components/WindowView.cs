using CreditDashboard.Core.Cycles;
using NodaTime;

namespace CreditDashboard.Components;

/// <summary>
/// A window as a page shows and changes it: its two ends in the account's zone, what kind of window it is, and the addresses of the one
/// before and the one after.
/// </summary>
/// <param name="Window">The window itself.</param>
/// <param name="Kind">What it is, whatever words it was asked for by: a range that is exactly a month is a month.</param>
/// <param name="Before">The word or range of the window before, null if there is none.</param>
/// <param name="After">The word or range of the window after, null in the running one.</param>
/// <param name="Note">What else there is to say of it, such as <c>renews in 8 days</c>.</param>
/// <param name="IsRunning">True if now lies in it.</param>
public sealed record WindowView(
    Window Window, DateTimeZone Zone, WindowKind Kind, string? Before, string? After, string Note, bool IsRunning)
{
    /// <summary>Reads the window of an address; what cannot be read is this cycle.</summary>
    public static WindowView Read(string text, CycleCalendar calendar, Instant now)
    {
        if (!Window.TryParse(text, calendar, now, out var window, out _))
            window = Window.OfCycle(calendar.Holding(now), LedgerFilter.DefaultWindow);

        var (kind, isRunning) = (WindowNeighbours.KindOf(window, calendar), window.Holds(now));
        return new(
            window, calendar.Zone, kind,
            Address(WindowNeighbours.Before(window, calendar), calendar, now),
            window.To > now ? null : Address(WindowNeighbours.After(window, calendar), calendar, now),
            NoteOf(window, kind, calendar.Zone, now), isRunning);
    }

    /// <summary>The two ends as an address keeps them, so that it shows the same window tomorrow.</summary>
    public string Fixed => Window is { From: { } from, To: { } to } ? InstantsText(from, to) : Window.Label;

    /// <summary>The first and last day of the window, for a person to change; of an open one the running month.</summary>
    public (LocalDate First, LocalDate Last) DaysOr(Instant now) => Window is { From: { } from, To: { } to }
        ? (Days.DayHolding(from, Zone), Days.DayHolding(to - Duration.Epsilon, Zone))
        : (Days.DayHolding(now, Zone).With(DateAdjusters.StartOfMonth), Days.DayHolding(now, Zone));

    public static string InstantsText(Instant from, Instant to) => $"{Timestamp.Format(from)}..{Timestamp.Format(to)}";

    public static string DaysText(LocalDate first, LocalDate last) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{first:uuuu-MM-dd}..{last:uuuu-MM-dd}");

    /// <summary>The text that asks for a window, with a word where there is one; null where no address can say it.</summary>
    static string? Address(Window? window, CycleCalendar calendar, Instant now)
    {
        if (window is null || !Window.TryParse(window.Label, calendar, now, out _, out _))
            return null;

        string[] words = ["this-cycle", "last-cycle"];
        return words.FirstOrDefault(word => Window.TryParse(word, calendar, now, out var named, out _) && (named.From, named.To) == (window.From, window.To)) ?? window.Label;
    }

    static string NoteOf(Window window, WindowKind kind, DateTimeZone zone, Instant now) => (kind, window) switch
    {
        (WindowKind.Cycle, { From: { } from, To: { } to }) => from > now ? "not begun" : to > now ? $"renews in {Until(to, now)}" : $"ended {Since(to, now)} ago",
        (WindowKind.Month, { To: { } to }) => window.Holds(now) ? $"ends in {Until(to, now)}" : "",
        (WindowKind.Days, { From: { } from, To: { } to }) => Words.Many(Days.Count(from, to, zone), "day"),
        (WindowKind.Instants, { From: { } from, To: { } to }) => Times.Stretch(to - from),
        _ => "",
    };

    // Ages round down, days to renewal round up: what is still to come is never promised too soon.
    static string Until(Instant to, Instant now) => Words.Many((long)Math.Ceiling((to - now).TotalDays), "day");

    static string Since(Instant to, Instant now) => Words.Many((long)Math.Floor((now - to).TotalDays), "day");
}
