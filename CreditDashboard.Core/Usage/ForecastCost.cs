using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// A forecast in money. What is to come is forecast in credits, since people use credits whatever they cost, and each day is taken times the
/// price stated for it: prices change at the start of a day, so a day has one.
/// </summary>
public static class ForecastCost
{
    /// <summary>The forecast in the smallest unit of the costs; null unless every day of the cycle has a stated cost.</summary>
    /// <param name="given">What the cycle is given, in that unit; null if it is not known.</param>
    public static Forecast? In(this Forecast forecast, CostSpan costs, Credits? given)
    {
        if (!costs.Covers(new Window(forecast.Cycle.Start, forecast.Cycle.End, ""), CreditType.Prospecting))
            return null;

        var rest = forecast.Days.Sum(day => (decimal)day.Expected.Count);
        UsedDay[] past = [.. forecast.Past.Select(day => day with { Credits = day.Credits * At(day.Day) })];
        ForecastDay[] days = [.. forecast.Days.Select(day => new ForecastDay(day.Day, day.Expected * At(day.Day), Both(day.Range, At(day.Day))))];
        var (used, restCost) = (Sum(past.Select(day => day.Credits)), Sum(days.Select(day => day.Expected)));
        var next = costs.UnitsAt(CreditType.Prospecting, forecast.Known) ?? 0;
        return forecast with
        {
            InCredits = forecast,
            Used = used,
            Past = [.. past],
            Days = [.. days],
            Total = used + restCost,
            Range = forecast.Range is { } range ? (End(range.Low), End(range.High)) : null,
            Given = given,
            Typical = Both(forecast.Typical, next),
        };

        long At(DayBucket day) => costs.UnitsAt(CreditType.Prospecting, day.From)!.Value;

        // More or less than expected is spread over the days as what is expected is.
        Credits End(Credits total) => used + new Credits(Forecast.Clipped(
            rest == 0 ? (total - forecast.Used).Count * (decimal)next : (total - forecast.Used).Count * (decimal)restCost.Count / rest));

        static (Credits, Credits)? Both((Credits One, Credits Other)? pair, long units) => pair is var (one, other) ? (one * units, other * units) : null;
    }

    static Credits Sum(IEnumerable<Credits> each) => each.Aggregate(Credits.None, (sum, credits) => sum + credits);
}
