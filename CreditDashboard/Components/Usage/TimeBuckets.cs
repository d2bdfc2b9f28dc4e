using System.Globalization;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Usage;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Components.Usage;

/// <summary>One bar of a chart over time.</summary>
/// <param name="Key">As a row of a usage report by that step has it.</param>
/// <param name="Start">The day that it begins with, also where the window begins later.</param>
/// <param name="From">Where its part of the window begins, and ends: a renewal may cut the first and the last.</param>
sealed record TimeBucket(string Key, LocalDate Start, Instant From, Instant To);

/// <summary>A window cut into days, weeks, months or cycles.</summary>
static class TimeBuckets
{
    /// <summary>More bars than these cannot be told apart.</summary>
    public const int CountMax = 62;

    static readonly UsageField[] Steps = [UsageField.Day, UsageField.Week, UsageField.Month, UsageField.Cycle];

    /// <summary>The steps by which a window makes no more bars than can be told apart.</summary>
    public static List<UsageField> Fitting(Window bounded, CycleCalendar calendar)
    {
        var days = Days.Count(bounded.From!.Value, bounded.To!.Value, calendar.Zone);
        return [.. Steps.Where(step => days / DaysAtLeast(step) < CountMax)];
    }

    public static List<TimeBucket> Over(Window bounded, UsageField step, CycleCalendar calendar)
    {
        var (from, to) = (bounded.From!.Value, bounded.To!.Value);
        return step == UsageField.Cycle ? Cycles(from, to, calendar) : Calendar(from, to, step, calendar.Zone);
    }

    public static ChartBucket Shown(TimeBucket bucket, UsageField step, bool isFirst) => step switch
    {
        UsageField.Day => new(
            bucket.Start.Day == 1 || isFirst ? Times.Day(bucket.Start) : bucket.Start.Day.ToString(CultureInfo.CurrentCulture), Times.DayOfWeek(bucket.Start)),
        UsageField.Month => new(bucket.Start.ToString("MMM uu", CultureInfo.InvariantCulture), bucket.Start.ToString("MMMM uuuu", CultureInfo.InvariantCulture)),
        UsageField.Cycle => new(bucket.Start.ToString("d MMM uu", CultureInfo.InvariantCulture), $"Cycle from {Times.DayOfYear(bucket.Start)}"),
        _ => new(Times.Day(bucket.Start), $"Week of {Times.DayOfYear(bucket.Start)}"),
    };

    static List<TimeBucket> Cycles(Instant from, Instant to, CycleCalendar calendar)
    {
        var ends = calendar.BoundariesBetween(from, to - Duration.Epsilon);
        return
        [
            .. ends.Zip(ends.Skip(1)).Select(cycle => new TimeBucket(
                Timestamp.Format(cycle.First), cycle.First.InZone(calendar.Zone).Date, Instant.Max(from, cycle.First), Instant.Min(to, cycle.Second))),
        ];
    }

    static List<TimeBucket> Calendar(Instant from, Instant to, UsageField step, DateTimeZone zone)
    {
        List<TimeBucket> buckets = [];
        for (var start = Round(Days.DayHolding(from, zone), step); Days.StartOfDay(start, zone) < to; start = Next(start, step))
        {
            var bucket = new TimeBucket(
                LocalDatePattern.Iso.Format(start)[..(step == UsageField.Month ? 7 : 10)], start,
                Instant.Max(from, Days.StartOfDay(start, zone)), Instant.Min(to, Days.StartOfDay(Next(start, step), zone)));

            // A day that a zone left out has no stretch of time.
            if (bucket.From < bucket.To)
                buckets.Add(bucket);
        }

        return buckets;
    }

    static int DaysAtLeast(UsageField step) => step switch { UsageField.Day => 1, UsageField.Week => 7, _ => 28 };

    static LocalDate Next(LocalDate start, UsageField step) => step switch
    {
        UsageField.Day => start.PlusDays(1),
        UsageField.Week => start.PlusWeeks(1),
        _ => start.PlusMonths(1),
    };

    static LocalDate Round(LocalDate day, UsageField step) => step switch
    {
        UsageField.Day => day,
        UsageField.Week => day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)),
        _ => day.With(DateAdjusters.StartOfMonth),
    };
}
