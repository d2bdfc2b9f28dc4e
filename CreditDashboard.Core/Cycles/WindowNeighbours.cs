using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Core.Cycles;

/// <summary>What a window is, whatever words it was asked for by: a range that is exactly a month is a month.</summary>
public enum WindowKind : byte
{
    Cycle,
    Month,

    /// <summary>Whole local days that are no month.</summary>
    Days,
    Instants,

    /// <summary>Open at an end, or empty: it has no neighbours.</summary>
    Open,
}

/// <summary>The windows beside a window: a cycle has cycles beside it, a month months, and a range has ranges of the same length.</summary>
public static class WindowNeighbours
{
    public static WindowKind KindOf(Window window, CycleCalendar calendar)
    {
        if (window is not { From: { } from, To: { } to } || from >= to)
            return WindowKind.Open;

        if (calendar.Holding(from) == new Cycle(from, to))
            return WindowKind.Cycle;

        var (first, last) = DaysOf(from, to, calendar.Zone);
        if (Days.StartOfDay(first, calendar.Zone) != from || Days.StartOfDay(last.PlusDays(1), calendar.Zone) != to)
            return WindowKind.Instants;

        return first.Day == 1 && last == first.With(DateAdjusters.EndOfMonth) ? WindowKind.Month : WindowKind.Days;
    }

    /// <summary>The window that ends where this one begins; null if it is open.</summary>
    public static Window? Before(Window window, CycleCalendar calendar) => Beside(window, calendar, -1);

    /// <summary>The window that begins where this one ends; null if it is open.</summary>
    public static Window? After(Window window, CycleCalendar calendar) => Beside(window, calendar, 1);

    /// <summary>
    /// What of the window before had passed when as much of it was over as is of this one now, on the wall: three days and two hours after
    /// its start, cut at its end. Of a window that is over it is the whole window before.
    /// </summary>
    public static Window? SameDaysBefore(Window window, CycleCalendar calendar, Instant asOf)
    {
        if (Before(window, calendar) is not { From: { } start, To: { } end } before)
            return null;

        if (asOf >= window.To)
            return before;

        var zone = calendar.Zone;
        var passed = Period.Between(OnTheWall(window.From!.Value, zone), OnTheWall(Instant.Max(asOf, window.From.Value), zone), PeriodUnits.Days | PeriodUnits.Ticks);
        var to = Instant.Max(start, Instant.Min(end, (OnTheWall(start, zone) + passed).ToInstant(zone)));
        return OfInstants(start, to);
    }

    static Window? Beside(Window window, CycleCalendar calendar, int step)
    {
        if (KindOf(window, calendar) is var kind && kind == WindowKind.Open)
            return null;

        var (from, to) = (window.From!.Value, window.To!.Value);
        if (kind == WindowKind.Cycle)
        {
            var cycle = step < 0 ? calendar.Before(new(from, to)) : calendar.After(new(from, to));
            return OfInstants(cycle.Start, cycle.End);
        }

        if (kind == WindowKind.Instants)
            return step < 0 ? OfInstants(from - (to - from), from) : OfInstants(to, to + (to - from));

        var (first, last) = DaysOf(from, to, calendar.Zone);
        var days = step * (Period.DaysBetween(first, last) + 1);
        return kind == WindowKind.Month
            ? OfDays(first.PlusMonths(step), first.PlusMonths(step).With(DateAdjusters.EndOfMonth), calendar.Zone)
            : OfDays(first.PlusDays(days), last.PlusDays(days), calendar.Zone);
    }

    static (LocalDate First, LocalDate Last) DaysOf(Instant from, Instant to, DateTimeZone zone) =>
        (Days.DayHolding(from, zone), Days.DayHolding(to - Duration.Epsilon, zone));

    static LocalDateTime OnTheWall(Instant at, DateTimeZone zone) => at.InZone(zone).LocalDateTime;

    // The label of each is the text that asks for it.
    static Window OfInstants(Instant from, Instant to) => new(from, to, $"{Timestamp.Format(from)}..{Timestamp.Format(to)}");

    static Window OfDays(LocalDate first, LocalDate last, DateTimeZone zone) =>
        Window.OfDays(first, last, zone, $"{LocalDatePattern.Iso.Format(first)}..{LocalDatePattern.Iso.Format(last)}");
}
