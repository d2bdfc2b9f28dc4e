using System.Diagnostics;
using System.Globalization;

namespace CreditDashboard.Bench;

/// <summary>How much memory the process held at most, stage by stage where the system lets the mark be set back (Linux).</summary>
static class Memory
{
    const string Status = "/proc/self/status";
    const string Mark = "/proc/self/clear_refs";

    public static long Highest { get; private set; }

    /// <summary>Collects, gives back what is free, and begins a new stage.</summary>
    public static void Begin()
    {
        Highest = Math.Max(Highest, Peak);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (File.Exists(Mark))
            File.WriteAllText(Mark, "5");
    }

    /// <summary>The most that was held since the stage began, in bytes; since the process began where that is all the system tells.</summary>
    public static long Peak => File.Exists(Status)
        ? 1024 * long.Parse(File.ReadLines(Status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
        : Process.GetCurrentProcess().PeakWorkingSet64;
}
