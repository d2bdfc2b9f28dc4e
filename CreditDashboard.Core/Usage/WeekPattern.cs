using CreditDashboard.Core.Cycles;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>How a forecast reads what the same hours of the week took before.</summary>
public enum ForecastMethod : byte
{
    /// <summary>The mean of the last weeks, by weekday.</summary>
    Mean,

    /// <summary>The median of the last weeks, by weekday: one odd day does not count.</summary>
    Median,

    /// <summary>As much each hour as on average so far: there is no whole week of the ledger yet.</summary>
    Flat,
}

/// <summary>
/// What an account takes in a week, as it was known at an instant: for any stretch of a day to come, what the same stretch took in each of
/// the last weeks. Weeks are shifted on the wall of the account's zone, so a day of 23 hours is read from days of 24.
/// </summary>
sealed class WeekPattern(CreditCurve curve, DateTimeZone zone, Instant known)
{
    public const int WeeksMax = 7;

    readonly Dictionary<IsoDayOfWeek, long[]> _wholeDays = [];

    /// <summary>What a stretch took in the last weeks, the newest first; fewer than seven where the ledger begins later.</summary>
    public long[] Of(DayBucket stretch)
    {
        if (stretch.From != Days.StartOfDay(stretch.Day, zone) || stretch.To != Days.StartOfDay(stretch.Day.PlusDays(1), zone))
            return Read(stretch);

        if (!_wholeDays.TryGetValue(stretch.Day.DayOfWeek, out var values))
            _wholeDays[stretch.Day.DayOfWeek] = values = Read(stretch);
        return values;
    }

    /// <summary>The average of the last days for a stretch of that length, at most seven days back; null if less than a day is known.</summary>
    public decimal? Flat(DayBucket stretch)
    {
        if (curve.First is not { } first || known - first < Duration.FromDays(1))
            return null;

        var from = Instant.Max(first, known - Duration.FromDays(NodaConstants.DaysPerWeek));
        return curve.Between(from, known).Count / Ticks(known - from) * Ticks(stretch.To - stretch.From);
    }

    public static decimal Expected(long[] values, ForecastMethod method)
    {
        if (method == ForecastMethod.Mean)
            return values.Sum(value => (decimal)value) / values.Length;

        var sorted = values.Order().ToArray();
        return ((decimal)sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    long[] Read(DayBucket stretch)
    {
        var (from, to) = (stretch.From.InZone(zone).LocalDateTime, stretch.To.InZone(zone).LocalDateTime);
        var values = new List<long>(WeeksMax);
        for (var back = Math.Max(1, (stretch.To - known).Days / NodaConstants.DaysPerWeek); values.Count < WeeksMax; back++)
        {
            var (start, end) = (from.PlusWeeks(-back).ToInstant(zone), to.PlusWeeks(-back).ToInstant(zone));
            if (end > known)
                continue;
            if (curve.First is not { } first || start < first)
                break;
            values.Add(curve.Between(start, end).Count);
        }

        return [.. values];
    }

    static decimal Ticks(Duration duration) => duration.BclCompatibleTicks;
}
