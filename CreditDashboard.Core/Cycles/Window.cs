using NodaTime;

namespace CreditDashboard.Core.Cycles;

/// <summary>What a page shows: <c>[From, To)</c>; an end that is null is open.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
/// <param name="Label">The word it was asked for by, such as <c>this-cycle</c>, or the text of the range as it was given.</param>
public sealed record Window(Instant? From, Instant? To, string Label)
{
    /// <summary>What a window may be asked for by.</summary>
    public const string Kinds = "this-cycle, last-cycle, this-month, last-month, last-7-days, last-30-days, last-90-days, all, or FROM..TO with two days or two instants";

    public static readonly Window All = new(null, null, "all");

    public bool Holds(Instant at) => (From is not { } from || from <= at) && (To is not { } to || at < to);

    public static Window OfCycle(Cycle cycle, string label) => new(cycle.Start, cycle.End, label);

    /// <summary>Whole local days, both included.</summary>
    public static Window OfDays(LocalDate first, LocalDate last, DateTimeZone zone, string label) =>
        new(Days.StartOfDay(first, zone), Days.StartOfDay(last.PlusDays(1), zone), label);

    /// <summary>
    /// Reads <c>this-cycle</c>, <c>last-cycle</c> (the one that ends where this starts), <c>this-month</c> (the whole month in the
    /// account's zone), <c>last-month</c>, <c>last-7-days</c>, <c>last-30-days</c>, <c>last-90-days</c> (whole days, the one that now lies in
    /// the last of them), <c>all</c>, or <c>FROM..TO</c>: two days, both included, or two instants, half-open.
    /// </summary>
    /// <param name="text">The text; blanks around it do not matter, letters are lower case.</param>
    /// <param name="calendar">The account's cycles and zone.</param>
    /// <param name="asOf">What counts as now.</param>
    /// <param name="window">What was read; <see cref="All"/> if nothing could be.</param>
    /// <param name="problem">What is wrong, in a full sentence; empty on success.</param>
    public static bool TryParse(string text, CycleCalendar calendar, Instant asOf, out Window window, out string problem)
    {
        text = text.Trim();
        problem = "";
        var cycle = calendar.Holding(asOf);
        var today = Days.DayHolding(asOf, calendar.Zone);
        var month = today.With(DateAdjusters.StartOfMonth);
        window = text switch
        {
            "this-cycle" => OfCycle(cycle, text),
            "last-cycle" => OfCycle(calendar.Before(cycle), text),
            "this-month" => OfDays(month, month.With(DateAdjusters.EndOfMonth), calendar.Zone, text),
            "last-month" => OfDays(month.PlusMonths(-1), month.PlusDays(-1), calendar.Zone, text),
            "last-7-days" => OfDays(today.PlusDays(-6), today, calendar.Zone, text),
            "last-30-days" => OfDays(today.PlusDays(-29), today, calendar.Zone, text),
            "last-90-days" => OfDays(today.PlusDays(-89), today, calendar.Zone, text),
            "all" => All,
            _ => ReadRange(text, calendar.Zone, out problem) ?? All,
        };
        return problem.Length == 0;
    }

    static Window? ReadRange(string text, DateTimeZone zone, out string problem)
    {
        var ends = text.Split("..", StringSplitOptions.TrimEntries);
        if (ends.Length != 2)
        {
            problem = $"'{text}' is not a window: give {Kinds}.";
            return null;
        }

        if (ends.Any(end => end.Length == 0))
        {
            problem = $"The window '{text}' lacks an end: give both FROM and TO.";
            return null;
        }

        var days = ends.Count(IsDay);
        if (days == 1)
        {
            problem = $"The window '{text}' mixes a day and an instant: give two days or two instants.";
            return null;
        }

        return days == 2 ? ReadDays(text, ends, zone, out problem) : ReadInstants(text, ends, zone, out problem);
    }

    // What has no time of day is meant as a day.
    static bool IsDay(string end) => end.Length <= 10;

    static Window? ReadDays(string text, string[] ends, DateTimeZone zone, out string problem)
    {
        if (!Timestamp.TryParseDay(ends[0], out var first, out problem) || !Timestamp.TryParseDay(ends[1], out var last, out problem))
        {
            problem = $"The window '{text}' cannot be read. {problem}";
            return null;
        }

        problem = first > last ? $"The window '{text}' begins after it ends: give the earlier day first." : "";
        return problem.Length == 0 ? OfDays(first, last, zone, text) : null;
    }

    static Window? ReadInstants(string text, string[] ends, DateTimeZone zone, out string problem)
    {
        if (!Timestamp.TryParse(ends[0], zone, out var from, out _, out problem)
            || !Timestamp.TryParse(ends[1], zone, out var to, out _, out problem))
        {
            problem = $"The window '{text}' cannot be read. {problem}";
            return null;
        }

        problem = from > to ? $"The window '{text}' begins after it ends: give the earlier instant first." : "";
        return problem.Length == 0 ? new Window(from, to, text) : null;
    }
}
