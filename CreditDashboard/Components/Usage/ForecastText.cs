using System.Globalization;
using CreditDashboard.Core.Usage;

namespace CreditDashboard.Components.Usage;

/// <summary>A forecast in sentences.</summary>
public static class ForecastText
{
    /// <summary>After the total: <c>at renewal, 9,310 to 9,810.</c></summary>
    public static string Range(Forecast forecast, Amounts amounts) => forecast.Range is { } range && range.Low < range.High
        ? $"at renewal, {amounts.Taken(range.Low.Count)} to {amounts.Taken(range.High.Count)}."
        : "at renewal.";

    /// <summary>How it is made, and how far off it has been.</summary>
    public static string Method(Forecast forecast)
    {
        if (forecast.Method == ForecastMethod.Flat)
            return "As much each hour as so far: no whole week is known yet.";

        var by = $"By {(forecast.Method == ForecastMethod.Median ? "the middle of each weekday" : "weekday")} over {Words.Many(forecast.Weeks, "week")}";
        return forecast.PastError is { } error
            ? $"{by}; {error.Percent.ToString("0.0", CultureInfo.CurrentCulture)}% off on average over the last {Words.Many(error.Cycles, "cycle")}."
            : $"{by}; how far off it is no past cycle tells yet.";
    }

    /// <summary>Whether what is left lasts; null if what is given is not known. The part in the middle is what to look at.</summary>
    public static (string Before, string Said, string After)? Lasting(Forecast forecast, Amounts amounts)
    {
        if (forecast.Left is not { } left || forecast.Given is not { } given)
            return null;

        if (forecast.RunsOutOn is { } day)
        {
            var isOut = (forecast.InCredits ?? forecast) is { Given: { } credits } ahead && ahead.Used > credits;
            return (isOut ? "Ran out on " : "Forecast to run out on ", Times.DayOfWeek(day), $", {amounts.Taken(Math.Max(0, -left.Count))} short at renewal.");
        }

        return forecast.Range is { } range && range.High > given
            ? ("Likely to last, with ", amounts.Taken(left.Count), $" left at renewal; at the upper end {amounts.Taken((range.High - given).Count)} short.")
            : ("Forecast to last, with ", amounts.Taken(left.Count), " left at renewal.");
    }
}
