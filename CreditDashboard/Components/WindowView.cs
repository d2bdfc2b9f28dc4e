using CreditDashboard.Core.Cycles;
using NodaTime;

namespace CreditDashboard.Components;

public enum WindowKind
{
    Cycle,
    Month,
    Range,
}

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

        var zone = calendar.Zone;
        var isRunning = window.Holds(now);
        if (window is not { From: { } from, To: { } to } || from == to)
            return new(window, zone, WindowKind.Range, null, null, "", isRunning);

        if (calendar.Holding(from) is var cycle && cycle.Start == from && cycle.End == to)
        {
            var (before, after) = (calendar.Before(cycle), calendar.After(cycle));
            return new(window, zone, WindowKind.Cycle, Text(before, calendar, now), isRunning ? null : Text(after, calendar, now),
                isRunning ? $"renews in {Until(to, now)}" : to <= now ? $"ended {Since(to, now)} ago" : "not begun", isRunning);
        }

        var (first, last) = (Days.DayHolding(from, zone), Days.DayHolding(to - Duration.Epsilon, zone));
        var areDays = Days.StartOfDay(first, zone) == from && Days.StartOfDay(last.PlusDays(1), zone) == to;
        if (areDays && first.Day == 1 && last == first.With(DateAdjusters.EndOfMonth))
        {
            return new(window, zone, WindowKind.Month, Month(first.PlusMonths(-1)), isRunning ? null : Month(first.PlusMonths(1)),
                isRunning ? $"ends in {Until(to, now)}" : "", isRunning);
        }

        var days = Period.DaysBetween(first, last) + 1;
        return areDays
            ? new(window, zone, WindowKind.Range, DaysText(first.PlusDays(-days), last.PlusDays(-days)),
                to <= now ? DaysText(first.PlusDays(days), last.PlusDays(days)) : null, Words.Many(days, "day"), isRunning)
            : new(window, zone, WindowKind.Range, null, null, "", isRunning);
    }

    /// <summary>The first and last day of the window, for a person to change; of an open one the running month.</summary>
    public (LocalDate First, LocalDate Last) DaysOr(Instant now) => Window is { From: { } from, To: { } to }
        ? (Days.DayHolding(from, Zone), Days.DayHolding(to - Duration.Epsilon, Zone))
        : (Days.DayHolding(now, Zone).With(DateAdjusters.StartOfMonth), Days.DayHolding(now, Zone));

    public static string DaysText(LocalDate first, LocalDate last) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{first:uuuu-MM-dd}..{last:uuuu-MM-dd}");

    static string Month(LocalDate first) => DaysText(first, first.With(DateAdjusters.EndOfMonth));

    static string Text(Cycle cycle, CycleCalendar calendar, Instant now)
    {
        var running = calendar.Holding(now);
        return cycle == running ? "this-cycle"
            : cycle == calendar.Before(running) ? "last-cycle"
            : $"{Timestamp.Format(cycle.Start)}..{Timestamp.Format(cycle.End)}";
    }

    // Ages round down, days to renewal round up: what is still to come is never promised too soon.
    static string Until(Instant to, Instant now) => Words.Many((long)Math.Ceiling((to - now).TotalDays), "day");

    static string Since(Instant to, Instant now) => Words.Many((long)Math.Floor((now - to).TotalDays), "day");
}
