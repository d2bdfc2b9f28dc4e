using System.Diagnostics;

namespace CreditDashboard.Bench;

static class Timed
{
    /// <summary>The median time of some runs in milliseconds, each from a heap just collected.</summary>
    public static double Median(int runs, Action work)
    {
        var times = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            work();
            times[run] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        return times[runs / 2];
    }
}
