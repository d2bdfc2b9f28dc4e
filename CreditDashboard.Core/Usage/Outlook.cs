using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>What is to come in a cycle by one method, from what was known at an instant.</summary>
/// <param name="Weekly">What the cycle would take in all if the rest were like one of the last weeks, for each of them.</param>
sealed record Outlook(
    ForecastMethod Method, int Weeks, Credits Used, ImmutableArray<ForecastDay> Days, ImmutableArray<decimal> Weekly, (Credits Weekday, Credits WeekendDay)? Typical)
{
    const int RangeWeeksMin = 3;

    public decimal Total => (decimal)Used.Count + Days.Sum(day => (decimal)day.Expected.Count);

    /// <summary>Null if less than a day of the ledger is known.</summary>
    public static Outlook? Of(CreditCurve curve, CycleCalendar calendar, Cycle cycle, Instant known, ForecastMethod method)
    {
        var pattern = new WeekPattern(curve, calendar.Zone, known);
        var used = curve.Between(cycle.Start, known);
        var rest = new Window(Instant.Max(cycle.Start, known), cycle.End, "");
        var days = rest.From < rest.To ? Cycles.Days.Over(rest, calendar) : [];
        var values = days.Select(pattern.Of).ToArray();
        var weeks = values.Select(each => each.Length).DefaultIfEmpty(WeekPattern.WeeksMax).Min();
        if (weeks == 0)
            return Flat(pattern, used, days);

        return new(
            method,
            weeks,
            used,
            [.. days.Zip(values, (day, each) => new ForecastDay(day, new(Forecast.Clipped(WeekPattern.Expected(each, method))), RangeOf(each)))],
            [.. Enumerable.Range(0, weeks).Select(week => used.Count + values.Sum(each => (decimal)each[week]))],
            TypicalOf(pattern, calendar, known, method));
    }

    static Outlook? Flat(WeekPattern pattern, Credits used, IReadOnlyList<DayBucket> days)
    {
        var expected = days.Select(pattern.Flat).ToArray();
        return expected.Any(each => each is null) ? null : new(
            ForecastMethod.Flat, 0, used, [.. days.Zip(expected, (day, each) => new ForecastDay(day, new(Forecast.Clipped(each!.Value)), null))], [], null);
    }

    static (Credits, Credits)? RangeOf(long[] values)
    {
        if (values.Length < RangeWeeksMin)
            return null;

        var (low, high) = Forecast.Middle(Array.ConvertAll(values, value => (decimal)value));
        return (new(Forecast.Clipped(low)), new(Forecast.Clipped(high)));
    }

    static (Credits, Credits)? TypicalOf(WeekPattern pattern, CycleCalendar calendar, Instant known, ForecastMethod method)
    {
        var first = Cycles.Days.DayHolding(known, calendar.Zone);
        var week = Enumerable.Range(0, NodaConstants.DaysPerWeek)
            .Select(day => first.PlusDays(day))
            .Select(day => (day.DayOfWeek, Values: pattern.Of(new(day, Cycles.Days.StartOfDay(day, calendar.Zone), Cycles.Days.StartOfDay(day.PlusDays(1), calendar.Zone)))))
            .ToArray();
        if (week.Any(day => day.Values.Length == 0))
            return null;

        var (atWork, off) = (week.Where(day => day.DayOfWeek < IsoDayOfWeek.Saturday), week.Where(day => day.DayOfWeek >= IsoDayOfWeek.Saturday));
        return (
            new(Forecast.Clipped(atWork.Average(day => WeekPattern.Expected(day.Values, method)))),
            new(Forecast.Clipped(off.Average(day => WeekPattern.Expected(day.Values, method)))));
    }
}
