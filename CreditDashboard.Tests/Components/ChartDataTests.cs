using CreditDashboard.Components;

namespace CreditDashboard.Tests.Components;

public class ChartDataTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(47, 60)]
    [InlineData(458, 500)]
    [InlineData(820, 1_000)]
    [InlineData(10_000_000, 10_000_000)]
    public void Axis_HasFourLinesOfRoundNumbers(long highest, long expected) =>
        Assert.Equal(expected, Data([highest]).AxisMax);

    [Fact]
    public void Axis_ReachesBelowNothing_OnlyWhereMoreIsGivenBackThanTaken()
    {
        Assert.Equal(0, Data([3, 1]).AxisMin);
        Assert.Equal(-2, Data([3, -2]).AxisMin);
        Assert.Equal((-100, 5), (Data([390, -7]).AxisMin, Data([390, -7]).AxisSteps));
        Assert.Equal(0, Data([390, -1]).AxisMin);
    }

    [Fact]
    public void Totals_AreOfABucketAndOfAll()
    {
        var data = new ChartData(
            "Credits per day", [new("1", "Mon 1"), new("2", "Tue 2")], [new("web", "Web", "k2", [1, 2]), new("api", "API", "k7", [3, 4])], []);
        Assert.Equal(6, data.TotalOf(1));
        Assert.Equal(10, data.Total);
        Assert.Equal("Day", data.Step);
    }

    static ChartData Data(long[] values) =>
        new("Credits per day", [.. values.Select((_, day) => new ChartBucket($"{day}", $"{day}"))], [new("web", "Web", "k2", values)], []);
}
