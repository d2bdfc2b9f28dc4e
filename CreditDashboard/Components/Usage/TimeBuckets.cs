using System.Globalization;
using CreditDashboard.Core.Cycles;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Components.Usage;

/// <summary>One bar of a chart over time.</summary>
/// <param name="Key">As a row of a usage report by that step has it.</param>
/// <param name="Start">The day that it begins with, also where the window begins later.</param>
/// <param name="From">Where its part of the window begins, and ends: a renewal may cut the first and the last.</param>
sealed record TimeBucket(string Key, LocalDate Start, Instant From, Instant To);

/// <summary>A window cut into hours, days, weeks, months or cycles.</summary>
static class TimeBuckets
{
    /// <summary>More bars than these cannot be told apart: what has more is drawn as areas.</summary>
    public const int BarsMax = 61;

    /// <summary>More days than these are no longer days to the eye.</summary>
    const int DaysMax = 400;

    /// <summary>Two days, also where clocks are set back.</summary>
    static readonly Duration HoursMax = Duration.FromHours(50);

    /// <summary>The steps that a window can be cut into.</summary>
    public static List<TimeStep> Possible(Window bounded, CycleCalendar calendar)
    {
        var (from, to) = (bounded.From!.Value, bounded.To!.Value);
        var days = Days.Count(from, to, calendar.Zone);
        return [.. Enum.GetValues<TimeStep>().Where(step => step switch
        {
            TimeStep.Hour => to - from <= HoursMax,
            TimeStep.Day => days <= DaysMax,
            _ => days / DaysAtLeast(step) <= BarsMax,
        })];
    }

    /// <summary>The finest of them whose bars can be told apart.</summary>
    public static TimeStep Fitting(Window bounded, CycleCalendar calendar)
    {
        var days = Days.Count(bounded.From!.Value, bounded.To!.Value, calendar.Zone);
        return Possible(bounded, calendar).Where(step => step != TimeStep.Day || days <= BarsMax).DefaultIfEmpty(TimeStep.Cycle).First();
    }

    public static List<TimeBucket> Over(Window bounded, TimeStep step, CycleCalendar calendar)
    {
        var (from, to) = (bounded.From!.Value, bounded.To!.Value);
        return step switch
        {
            TimeStep.Cycle => Cycles(from, to, calendar),
            TimeStep.Hour => Hours(from, to, calendar.Zone),
            _ => Calendar(from, to, step, calendar.Zone),
        };
    }

    public static ChartBucket Shown(TimeBucket bucket, TimeStep step, bool isFirst, DateTimeZone zone) => step switch
    {
        TimeStep.Hour => new(isFirst || bucket.From == Days.StartOfDay(bucket.Start, zone) ? Times.Day(bucket.Start) : Times.OnTheClock(bucket.From, zone), $"{Times.DayOfWeek(bucket.Start)}, {Times.OnTheClock(bucket.From, zone)}"),
        TimeStep.Day => new(
            bucket.Start.Day == 1 || isFirst ? Times.Day(bucket.Start) : bucket.Start.Day.ToString(CultureInfo.CurrentCulture), Times.DayOfWeek(bucket.Start)),
        TimeStep.Month => new(bucket.Start.ToString("MMM uu", CultureInfo.InvariantCulture), bucket.Start.ToString("MMMM uuuu", CultureInfo.InvariantCulture)),
        TimeStep.Cycle => new(bucket.Start.ToString("d MMM uu", CultureInfo.InvariantCulture), $"Cycle from {Times.DayOfYear(bucket.Start)}"),
        _ => new(Times.Day(bucket.Start), $"Week of {Times.DayOfYear(bucket.Start)}"),
    };

    /// <summary>Full hours of the wall. An hour that clocks repeat is there twice.</summary>
    static List<TimeBucket> Hours(Instant from, Instant to, DateTimeZone zone)
    {
        var onTheWall = from.InZone(zone).LocalDateTime;
        var first = from - Duration.FromMinutes(onTheWall.Minute) - Duration.FromSeconds(onTheWall.Second) - Duration.FromNanoseconds(onTheWall.NanosecondOfSecond);
        List<TimeBucket> buckets = [];
        for (var start = first; start < to; start += Duration.FromHours(1))
            buckets.Add(new(Timestamp.Format(start), start.InZone(zone).Date, Instant.Max(from, start), Instant.Min(to, start + Duration.FromHours(1))));
        return buckets;
    }

    static List<TimeBucket> Cycles(Instant from, Instant to, CycleCalendar calendar)
    {
        var ends = calendar.BoundariesBetween(from, to - Duration.Epsilon);
        return
        [
            .. ends.Zip(ends.Skip(1)).Select(cycle => new TimeBucket(
                Timestamp.Format(cycle.First), cycle.First.InZone(calendar.Zone).Date, Instant.Max(from, cycle.First), Instant.Min(to, cycle.Second))),
        ];
    }

    static List<TimeBucket> Calendar(Instant from, Instant to, TimeStep step, DateTimeZone zone)
    {
        List<TimeBucket> buckets = [];
        for (var start = Round(Days.DayHolding(from, zone), step); Days.StartOfDay(start, zone) < to; start = Next(start, step))
        {
            var bucket = new TimeBucket(
                LocalDatePattern.Iso.Format(start)[..(step == TimeStep.Month ? 7 : 10)], start,
                Instant.Max(from, Days.StartOfDay(start, zone)), Instant.Min(to, Days.StartOfDay(Next(start, step), zone)));

            // A day that a zone left out has no stretch of time.
            if (bucket.From < bucket.To)
                buckets.Add(bucket);
        }

        return buckets;
    }

    static int DaysAtLeast(TimeStep step) => step switch { TimeStep.Day => 1, TimeStep.Week => 7, _ => 28 };

    static LocalDate Next(LocalDate start, TimeStep step) => step switch
    {
        TimeStep.Day => start.PlusDays(1),
        TimeStep.Week => start.PlusWeeks(1),
        _ => start.PlusMonths(1),
    };

    static LocalDate Round(LocalDate day, TimeStep step) => step switch
    {
        TimeStep.Day => day,
        TimeStep.Week => day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)),
        _ => day.With(DateAdjusters.StartOfMonth),
    };
}
