using NodaTime;

namespace CreditDashboard.Core.Cycles;

/// <summary>The part <c>[From, To)</c> of a local day that lies in a window.</summary>
public readonly record struct DayBucket(LocalDate Day, Instant From, Instant To);

/// <summary>Local days as stretches of time: each from its start to the start of the next, so that they tile time as cycles do.</summary>
public static class Days
{
    /// <summary>
    /// The day's midnight in the zone: the earlier if there are two, the first instant after it if there is none. A day that a zone left
    /// out altogether starts where the next one does.
    /// </summary>
    public static Instant StartOfDay(LocalDate day, DateTimeZone zone) => day.AtMidnight().ToInstant(zone);

    /// <summary>
    /// The day whose stretch the instant lies in. It is the day on the wall, save where clocks set back over midnight repeat the last hour
    /// of a day that is already over.
    /// </summary>
    public static LocalDate DayHolding(Instant at, DateTimeZone zone)
    {
        var onTheWall = at.InZone(zone).Date;
        var next = onTheWall.PlusDays(1);
        return StartOfDay(next, zone) <= at ? next : onTheWall;
    }

    /// <summary>How many days hold a part of <c>[from, to)</c>.</summary>
    public static int Count(Instant from, Instant to, DateTimeZone zone) =>
        from < to ? Period.DaysBetween(DayHolding(from, zone), DayHolding(to - Duration.Epsilon, zone)) + 1 : 0;

    /// <summary>
    /// The days of a window in order, the first and the last clipped to it: a cycle renews at a time of day. They tile the window; days
    /// that the zone left out do not stand among them.
    /// </summary>
    /// <exception cref="ArgumentException">The window is open at an end.</exception>
    public static IReadOnlyList<DayBucket> Over(Window bounded, CycleCalendar calendar)
    {
        if (bounded is not { From: { } from, To: { } to })
            throw new ArgumentException("A window that is open at an end has no list of days.", nameof(bounded));

        var buckets = new List<DayBucket>();
        var day = DayHolding(from, calendar.Zone);
        for (var start = from; start < to; day = day.PlusDays(1))
        {
            var end = Instant.Min(to, StartOfDay(day.PlusDays(1), calendar.Zone));
            if (start < end)
                buckets.Add(new DayBucket(day, start, end));
            start = end;
        }

        return buckets;
    }
}
