using System.Globalization;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Bench;

/// <summary>How time and memory of matching and judging grow with the rows, and what two feeds cost that stand in one hour and one instant.</summary>
static class ScaleScenario
{
    const int Least = 10_000;
    const double ExponentMax = 1.15;
    const long PeakMax = 4L << 30;
    const double GiB = 1 << 30;

    sealed record Step(string Feed, int Rows, Took Matching, Took Judging, long PeakOfRows, long PeakOfMatching, long PeakOfJudging);

    public static bool Run(int rows, int runs)
    {
        // What is compiled late is not to be counted to the smallest step.
        var warm = ScaleFeed.Ordinary(10 * Least);
        for (var i = 0; i < 3; i++)
            Judge.Of(warm, BenchAccount.Rules());
        warm = null;

        List<Step> steps = [];
        for (var count = Least; count <= rows; count = checked(count * 10))
            steps.Add(Measure("ordinary", count, runs, ScaleFeed.Ordinary));
        steps.Add(Measure("one user, one hour", Math.Min(rows, 1_000_000), runs, ScaleFeed.OneHour));
        steps.Add(Measure("one instant", Math.Min(rows, 100_000), runs, ScaleFeed.OneInstant));

        var ordinary = steps.Where(step => step.Feed == "ordinary").ToArray();
        var (matching, judging) = (Exponent(ordinary, step => step.Matching.Cpu), Exponent(ordinary, step => step.Judging.Cpu));
        var largest = ordinary[^1];
        var isSmall = largest.PeakOfMatching < PeakMax;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Growth from {ordinary[0].Rows:N0} to {largest.Rows:N0} rows: exponent {matching:N3} of matching, {judging:N3} of judging (at most {ExponentMax})."));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Matching {largest.Rows:N0} rows held at most {largest.PeakOfMatching / GiB:N2} GiB, {(isSmall ? "within" : "MORE THAN")} {PeakMax / GiB:N0} GiB."));
        Repository.Write("scale", new { runs, steps, exponentOfMatching = matching, exponentOfJudging = judging, exponentMax = ExponentMax, peakMax = PeakMax });
        return isSmall && matching <= ExponentMax && judging <= ExponentMax;
    }

    static Step Measure(string name, int count, int runs, Func<int, AccountRows> feed)
    {
        Memory.Begin();
        var rows = feed(count);
        var ofRows = Memory.Peak;

        Memory.Begin();
        var matching = new MatchInMemory(rows, BenchAccount.Rules()).Median(runs);
        var ofMatching = Memory.Peak;

        Memory.Begin();
        var rules = BenchAccount.Rules();
        var judging = Timed.Median(runs, () => Judge.Of(rows, rules));
        var step = new Step(name, rows.Reveals.Length + rows.Deductions.Length, matching, judging, ofRows, ofMatching, Memory.Peak);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-20}{step.Rows,12:N0} rows: matching {1e6 * matching.Cpu / step.Rows,7:N0} ns a row, judging {1e6 * judging.Cpu / step.Rows,7:N0} (CPU; wall {matching.Wall:N0} and {judging.Wall:N0} ms in all); at most {ofRows / GiB:N2} GiB while made, {step.PeakOfMatching / GiB:N2} matching, {step.PeakOfJudging / GiB:N2} judging"));
        return step;
    }

    /// <summary>The slope of the straight line through the logarithms, by least squares.</summary>
    static double Exponent(Step[] steps, Func<Step, double> time)
    {
        var points = Array.ConvertAll(steps, step => (X: Math.Log(step.Rows), Y: Math.Log(time(step))));
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
