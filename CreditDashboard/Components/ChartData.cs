namespace CreditDashboard.Components;

/// <summary>One colour of a stacked chart.</summary>
/// <param name="Key">What stands in the address when someone chooses it; empty if it cannot be chosen alone.</param>
/// <param name="Values">One for each bucket.</param>
public sealed record ChartSeries(string Key, string Name, string Hue, IReadOnlyList<long> Values)
{
    public long Total => Values.Sum();
}

/// <param name="Label">Below the bar: <c>28</c>, <c>1 Apr</c>.</param>
/// <param name="Title">In the tooltip and the table: <c>Thu 9 Apr</c>.</param>
/// <param name="Href">The page that shows the rows of the bucket; null if none does.</param>
public sealed record ChartBucket(string Label, string Title, string? Href = null);

/// <summary>A vertical line over the chart: a renewal, or where the ledger ends.</summary>
/// <param name="Bucket">The index of the bucket that it stands in.</param>
/// <param name="After">Drawn at the bucket's end, not at its start.</param>
public sealed record ChartMark(int Bucket, string Label, bool After = false);

/// <summary>What a stacked chart shows. Its maths is done here, apart from the library that draws it.</summary>
public sealed record ChartData(
    string Unit, IReadOnlyList<ChartBucket> Buckets, IReadOnlyList<ChartSeries> Series, IReadOnlyList<ChartMark> Marks)
{
    const int Lines = 4;

    public long Total => Series.Sum(series => series.Total);

    /// <summary>What a bucket is: <c>Day</c>.</summary>
    public string Step => char.ToUpperInvariant(Unit[Unit.LastIndexOf(' ') + 1]) + Unit[(Unit.LastIndexOf(' ') + 2)..];

    public long TotalOf(int bucket) => Series.Sum(series => series.Values[bucket]);

    /// <summary>What a line of the axis may stand for, times a power of ten, in hundredths.</summary>
    static readonly long[] Steps = [100, 125, 150, 200, 250, 300, 400, 500, 600, 800];

    /// <summary>The top of the axis: four lines, each a round number of whole credits.</summary>
    public long AxisMax
    {
        get
        {
            var highest = Buckets.Count == 0 ? 0 : Enumerable.Range(0, Buckets.Count).Max(bucket => Series.Sum(series => Math.Max(0, series.Values[bucket])));
            for (long power = 1; ; power *= 10)
            {
                foreach (var step in Steps)
                {
                    if (step * power % 100 == 0 && step * power / 100 * Lines >= highest)
                        return step * power / 100 * Lines;
                }
            }
        }
    }

    /// <summary>The bottom of the axis: below 0 only where a bucket gives back more than it takes.</summary>
    public long AxisMin => Math.Min(0, Buckets.Count == 0 ? 0 : Enumerable.Range(0, Buckets.Count).Min(bucket => Series.Sum(series => Math.Min(0, series.Values[bucket]))));
}
