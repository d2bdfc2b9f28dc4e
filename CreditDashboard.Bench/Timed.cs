using System.Diagnostics;

namespace CreditDashboard.Bench;

/// <summary>What a run took, in milliseconds.</summary>
readonly record struct Took(double Cpu, double Wall);

static class Timed
{
    /// <summary>The medians of some runs, each from a heap just collected.</summary>
    public static Took Median(int runs, Action work) => Median([.. Enumerable.Range(0, runs).Select(_ => Of(work))]);

    /// <summary>What one run takes, from a heap just collected: its CPU time is that of the whole process, collecting included.</summary>
    public static Took Of(Action work)
    {
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        work();
        return new Took((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds, watch.Elapsed.TotalMilliseconds);
    }

    /// <summary>What one run of something short takes, of several after each other.</summary>
    public static Took Many(int times, Action work)
    {
        var all = Of(() =>
        {
            for (var time = 0; time < times; time++)
                work();
        });
        return new Took(all.Cpu / times, all.Wall / times);
    }

    /// <summary>The medians of CPU and wall time, each by itself.</summary>
    public static Took Median(IReadOnlyList<Took> runs) =>
        new(runs.Select(run => run.Cpu).Order().ElementAt(runs.Count / 2), runs.Select(run => run.Wall).Order().ElementAt(runs.Count / 2));
}
