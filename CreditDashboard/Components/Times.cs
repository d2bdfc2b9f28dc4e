using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Components;

/// <summary>Moments and days as people read them, in the account's zone: <c>28 Mar 2026, 09:14 GMT</c>.</summary>
public static class Times
{
    static readonly ZonedDateTimePattern Full = Zoned("d MMM yyyy, HH:mm");
    static readonly ZonedDateTimePattern InYear = Zoned("d MMM, HH:mm");
    static readonly ZonedDateTimePattern Exact = Zoned("d MMM, HH:mm:ss");
    static readonly ZonedDateTimePattern Clock = Zoned("HH:mm:ss.fff");
    static readonly LocalDatePattern DayInYear = LocalDatePattern.CreateWithInvariantCulture("d MMM");
    static readonly LocalDatePattern Named = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM");
    static readonly LocalDatePattern Heading = LocalDatePattern.CreateWithInvariantCulture("dddd d MMM yyyy");
    static readonly ZonedDateTimePattern Short = Zoned("HH:mm:ss");
    static readonly LocalDatePattern InWords = LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM");
    static readonly ZonedDateTimePattern OfClock = Zoned("HH:mm");
    static readonly LocalDatePattern Whole = LocalDatePattern.CreateWithInvariantCulture("d MMM yyyy");

    /// <summary><c>28 Mar 2026, 09:14</c>.</summary>
    public static string Moment(Instant at, DateTimeZone zone) => Full.Format(at.InZone(zone));

    /// <summary>With the seconds where rows are told apart: <c>28 Mar, 09:14:02</c>.</summary>
    public static string Second(Instant at, DateTimeZone zone) => Exact.Format(at.InZone(zone));

    /// <summary><c>28 Mar, 09:14</c>, for a moment whose year is plain.</summary>
    public static string Minute(Instant at, DateTimeZone zone) => InYear.Format(at.InZone(zone));

    /// <summary>Below a heading that says the day: <c>09:14:02</c>.</summary>
    public static string OfDay(Instant at, DateTimeZone zone) => Short.Format(at.InZone(zone));

    /// <summary>Where the day is said beside it: <c>09:14</c>.</summary>
    public static string OnTheClock(Instant at, DateTimeZone zone) => OfClock.Format(at.InZone(zone));

    /// <summary>To the millisecond, for evidence: <c>09:14:02.312</c>.</summary>
    public static string Millisecond(Instant at, DateTimeZone zone) => Clock.Format(at.InZone(zone));

    /// <summary>The zone as it is called at that moment: <c>GMT</c>, <c>BST</c>.</summary>
    public static string Abbreviation(Instant at, DateTimeZone zone) => zone.GetZoneInterval(at).Name;

    /// <summary>Two moments, with as much of them as tells them apart: days where they lie in different years.</summary>
    public static string Span(Instant from, Instant to, DateTimeZone zone) => from == to ? Minute(from, zone) : from.InZone(zone).Date is var first && to.InZone(zone).Date is var last && first.Year != last.Year
        ? $"{DayOfYear(first)} to {DayOfYear(last)}"
        : $"{Minute(from, zone)} to {Minute(to, zone)}";

    public static string Day(LocalDate day) => DayInYear.Format(day);
    public static string DayOfWeek(LocalDate day) => Named.Format(day);
    /// <summary><c>Monday 20 Apr 2026</c>.</summary>
    public static string DayHeading(LocalDate day) => Heading.Format(day);
    /// <summary><c>Thursday 9 April</c>, in a sentence.</summary>
    public static string DayInWords(LocalDate day) => InWords.Format(day);
    public static string DayOfYear(LocalDate day) => Whole.Format(day);

    /// <summary>A stretch of time in its two largest units: <c>2.1 s</c>, <c>4 min 12 s</c>, <c>2 d 21 h</c>.</summary>
    public static string Stretch(Duration stretch)
    {
        var length = stretch < Duration.Zero ? -stretch : stretch;
        if (length < Duration.FromMinutes(1))
            return string.Create(CultureInfo.CurrentCulture, $"{decimal.Round(length.BclCompatibleTicks / 10_000_000m, 1):0.#} s");
        if (length < Duration.FromHours(1))
            return Two(length.Minutes, "min", length.Seconds, "s");
        return length < Duration.FromDays(1) ? Two(length.Hours, "h", length.Minutes, "min") : Two(length.Days, "d", length.Hours, "h");
    }

    static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";

    static ZonedDateTimePattern Zoned(string pattern) => ZonedDateTimePattern.CreateWithInvariantCulture(pattern, DateTimeZoneProviders.Tzdb);
}
