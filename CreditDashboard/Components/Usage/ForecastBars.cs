using CreditDashboard.Core.Usage;

namespace CreditDashboard.Components.Usage;

/// <summary>The days still to come on the daily chart of the running cycle.</summary>
public static class ForecastBars
{
    /// <summary>The chart with what is expected; as it was where its bars are not the cycle's days.</summary>
    public static ChartData Over(ChartData chart, Forecast? forecast, Amounts amounts)
    {
        if (forecast is null || forecast.Days.Length == 0 || chart.RunsUp || chart.Step != "Day")
            return chart;

        // Both end with the cycle, day by day. The day that the ledger ends in is the first: its rest is still to come.
        var first = chart.Buckets.Count - forecast.Days.Length;
        return first < 0 ? chart : chart with
        {
            Forecast = new(
                first,
                [.. forecast.Days.Select(day => day.Expected.Count)],
                [.. forecast.Days.Select(day => day.Range is { } range && range.Low < range.High ? $"{amounts.Taken(range.Low.Count)} to {amounts.Taken(range.High.Count)}" : "")]),
        };
    }
}
