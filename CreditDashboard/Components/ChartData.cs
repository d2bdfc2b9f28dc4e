namespace CreditDashboard.Components;

/// <summary>One colour of a stacked chart.</summary>
/// <param name="Key">What stands in the address when someone chooses it; empty if it cannot be chosen alone.</param>
/// <param name="Values">One for each bucket.</param>
public sealed record ChartSeries(string Key, string Name, string Hue, IReadOnlyList<long> Values)
{
    /// <summary>Of the whole window, whether the values are those of each bucket or run up.</summary>
    public long Total { get; init; } = Values.Sum();

    /// <summary>Each value with all before it.</summary>
    public ChartSeries RunningUp() => this with { Values = ChartData.RunningUp(Values) };
}

/// <summary>The window before, as a line over the bars: its first bucket stands over the first bar, and so on.</summary>
/// <param name="Name">What it is, such as <c>last cycle</c>.</param>
/// <param name="Said">In the legend, such as <c>last cycle, day by day</c>.</param>
/// <param name="Values">One for each bucket that stands over a bar; it may end before the bars do.</param>
/// <param name="Titles">The buckets of the line: <c>Thu 12 Mar</c>.</param>
/// <param name="Total">Of its whole window.</param>
public sealed record ChartLine(string Name, string Said, IReadOnlyList<long> Values, IReadOnlyList<string> Titles, long Total)
{
    /// <summary>What lies beyond the last bar, where that window was the longer one.</summary>
    public long Beyond { get; init; }
}

/// <summary>What the buckets still to come are expected to take, on top of what the first of them has taken.</summary>
/// <param name="First">The first bucket of them.</param>
/// <param name="Values">One for each bucket from there to the last.</param>
/// <param name="Ranges">In words, empty where it is not known: <c>305 to 498</c>.</param>
public sealed record ChartForecast(int First, IReadOnlyList<long> Values, IReadOnlyList<string> Ranges)
{
    public long? At(int bucket) => bucket >= First && bucket - First < Values.Count ? Values[bucket - First] : null;
}

/// <param name="Label">Below the bar: <c>28</c>, <c>1 Apr</c>.</param>
/// <param name="Title">In the tooltip and the table: <c>Thu 9 Apr</c>.</param>
/// <param name="Href">The page that shows the rows of the bucket; null if none does.</param>
public sealed record ChartBucket(string Label, string Title, string? Href = null)
{
    /// <summary>Where it begins.</summary>
    public NodaTime.Instant From { get; init; }

    /// <summary>Where it ends; not included.</summary>
    public NodaTime.Instant To { get; init; }
}

/// <summary>A vertical line over the chart: a renewal, a change of the plan, or where the ledger ends.</summary>
/// <param name="Bucket">The index of the bucket that it stands in.</param>
/// <param name="After">Drawn at the bucket's end, not at its start.</param>
public sealed record ChartMark(int Bucket, string Label, bool After = false);

/// <summary>What a stacked chart shows. Its maths is done here, apart from the library that draws it.</summary>
public sealed record ChartData(
    string Unit, IReadOnlyList<ChartBucket> Buckets, IReadOnlyList<ChartSeries> Series, IReadOnlyList<ChartMark> Marks)
{
    const int Lines = 4;

    /// <summary>What is still to come; null if that is not told.</summary>
    public ChartForecast? Forecast { get; init; }

    /// <summary>The window before; null if none is compared.</summary>
    public ChartLine? Line { get; init; }

    /// <summary>What the series are: the rows are filtered by it when one is chosen.</summary>
    public string By { get; init; } = "channel";

    /// <summary>So many buckets that bars could not be told apart: they are drawn as areas.</summary>
    public bool IsArea { get; init; }

    /// <summary>True if each bucket holds all before it.</summary>
    public bool RunsUp { get; init; }

    /// <summary>How many buckets have begun: where values run up, what is still to come is not drawn.</summary>
    public int Begun { get; init; } = Buckets.Count;

    public long Total => Series.Sum(series => series.Total);

    /// <summary>What a bucket is: <c>Day</c>.</summary>
    public string Step { get; init; } = char.ToUpperInvariant(Unit[Unit.LastIndexOf(' ') + 1]) + Unit[(Unit.LastIndexOf(' ') + 2)..];

    public static IReadOnlyList<long> RunningUp(IEnumerable<long> values)
    {
        var sum = 0L;
        return [.. values.Select(value => sum += value)];
    }

    public long TotalOf(int bucket) => Series.Sum(series => series.Values[bucket]);

    /// <summary>What a line of the axis may stand for, times a power of ten, in hundredths.</summary>
    static readonly long[] Steps = [100, 125, 150, 200, 250, 300, 400, 500, 600, 800];

    /// <summary>The top of the axis: four lines, each a round number of whole credits.</summary>
    public long AxisMax
    {
        get
        {
            var highest = Math.Max(
                Buckets.Count == 0 ? 0 : Enumerable.Range(0, Buckets.Count).Max(bucket => Series.Sum(series => Math.Max(0, series.Values[bucket])) + Math.Max(0, Forecast?.At(bucket) ?? 0)),
                Line?.Values.DefaultIfEmpty().Max() ?? 0);
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

    /// <summary>The bottom of the axis: as many lines below 0 as show what a bucket gives back, none for less than could be seen.</summary>
    public long AxisMin
    {
        get
        {
            const int SeenFrom = 100;
            var lowest = Buckets.Count == 0 ? 0 : Enumerable.Range(0, Buckets.Count).Min(bucket => Series.Sum(series => Math.Min(0, series.Values[bucket])));
            var line = AxisMax / Lines;
            return -lowest * SeenFrom < AxisMax ? 0 : -((-lowest + line - 1) / line * line);
        }
    }

    /// <summary>The spaces between the lines of the axis.</summary>
    public long AxisSteps => Lines + (-AxisMin / (AxisMax / Lines));
}
