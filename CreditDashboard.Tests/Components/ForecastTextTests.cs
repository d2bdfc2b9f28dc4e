using CreditDashboard.Components;
using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using NodaTime;

namespace CreditDashboard.Tests.Components;

/// <summary>What the tiles say of a forecast, and how the daily chart draws it on.</summary>
public class ForecastTextTests
{
    static readonly Cycle April = new(Instant.FromUtc(2026, 3, 28, 9, 14), Instant.FromUtc(2026, 4, 28, 8, 14));

    static readonly Forecast Design = new()
    {
        Cycle = April,
        Known = Instant.FromUtc(2026, 4, 20, 14, 32),
        Used = new(7282),
        Past = [new(new(new(2026, 3, 28), April.Start, Instant.FromUtc(2026, 4, 20, 14, 32)), new(7282))],
        Days =
        [
            new(new(new(2026, 4, 20), Instant.FromUtc(2026, 4, 20, 14, 32), Instant.FromUtc(2026, 4, 20, 23, 0)), new(200), null),
            new(new(new(2026, 4, 21), Instant.FromUtc(2026, 4, 20, 23, 0), April.End), new(2078), (new(1900), new(2300))),
        ],
        Method = ForecastMethod.Mean,
        Weeks = 7,
        PastError = new PastError(3.14m, 5m, 6),
        Total = new(9560),
        Range = (new(9310), new(9810)),
        Given = new(10_000),
        Typical = null,
    };

    static string Said(Forecast forecast) => $"{Words.Count(forecast.Total.Count)} {ForecastText.Range(forecast, Amounts.InCredits)} {ForecastText.Method(forecast)}";

    static string Lasting(Forecast forecast) => ForecastText.Lasting(forecast, Amounts.InCredits) is var (before, said, after) ? before + said + after : "";

    [Fact]
    public void Forecast_IsSaidAsInTheDesign() =>
        Assert.Equal("9,560 at renewal, 9,310 to 9,810. By weekday over 7 weeks; 3.1% off on average over the last 6 cycles.", Said(Design));

    [Fact]
    public void WhatIsNotKnown_IsSaid()
    {
        Assert.Equal("9,560 at renewal. By the middle of each weekday over 1 week; how far off it is no past cycle tells yet.", Said(Design with { Method = ForecastMethod.Median, Weeks = 1, PastError = null, Range = null }));
        Assert.Equal("9,560 at renewal. As much each hour as so far: no whole week is known yet.", Said(Design with { Method = ForecastMethod.Flat, Weeks = 0, Range = null }));
    }

    [Theory]
    [InlineData(10_000L, "Forecast to last, with 440 left at renewal.")]
    [InlineData(9_700L, "Likely to last, with 140 left at renewal; at the upper end 110 short.")]
    [InlineData(9_000L, "Forecast to run out on Tue 21 Apr, 560 short at renewal.")]
    [InlineData(7_000L, "Ran out on Sat 28 Mar, 2,560 short at renewal.")]
    [InlineData(null, "")]
    public void WhetherItLasts(long? given, string expected) => Assert.Equal(expected, Lasting(Design with { Given = given is { } count ? new Credits(count) : null }));

    [Fact]
    public void DailyChart_IsDrawnOn_FromTheDayThatTheLedgerEndsIn()
    {
        var chart = new ChartData("Credits per day", [new("19", "Sun 19 Apr"), new("20", "Mon 20 Apr"), new("21", "Tue 21 Apr")], [new("web", "Web", "k2", [300, 100, 0])], []);
        var drawn = ForecastBars.Over(chart, Design, Amounts.InCredits);
        Assert.Equal([null, 200L, 2078L], Enumerable.Range(0, 3).Select(drawn.Forecast!.At));
        Assert.Equal(["", "1,900 to 2,300"], drawn.Forecast.Ranges);
        Assert.InRange(drawn.AxisMax, 2078, 3000);
        Assert.Null(ForecastBars.Over(chart with { RunsUp = true }, Design, Amounts.InCredits).Forecast);
        Assert.Null(ForecastBars.Over(chart with { Unit = "Credits per week", Step = "Week" }, Design, Amounts.InCredits).Forecast);
        Assert.Null(ForecastBars.Over(chart, null, Amounts.InCredits).Forecast);
    }
}
