using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>Which rows of an account lie in one cycle and which do not.</summary>
sealed class CycleSpans
{
    readonly AccountRows _rows;
    readonly long[] _starts;

    public CycleSpans(AccountRows rows, CycleCalendar cycles)
    {
        _rows = rows;
        _starts = Starts(rows, cycles);
    }

    public bool IsOtherCycle(long one, long two)
    {
        // A cycle's start belongs to it.
        var a = Array.BinarySearch(_starts, one);
        var b = Array.BinarySearch(_starts, two);
        return (a < 0 ? ~a - 1 : a) != (b < 0 ? ~b - 1 : b);
    }

    /// <summary>True unless all rows lie in one cycle. Both lists ascend in time and hold something.</summary>
    public bool SpanCycles(int[] reveals, int[] deductions) =>
        IsOtherCycle(
            Math.Min(_rows.Reveals[reveals[0]].Ticks, _rows.Deductions[deductions[0]].Ticks),
            Math.Max(_rows.Reveals[reveals[^1]].Ticks, _rows.Deductions[deductions[^1]].Ticks));

    static long[] Starts(AccountRows rows, CycleCalendar cycles)
    {
        if (rows.Reveals.Length + rows.Deductions.Length == 0)
            return [];

        var ends = new[] { rows.Reveals.FirstOrDefault().Ticks, rows.Reveals.LastOrDefault().Ticks, rows.Deductions.FirstOrDefault().Ticks, rows.Deductions.LastOrDefault().Ticks }
            .Where(ticks => ticks != 0).DefaultIfEmpty().ToArray();
        return [.. cycles.BoundariesBetween(Instant.FromUnixTimeTicks(ends.Min()), Instant.FromUnixTimeTicks(ends.Max())).Select(Position.TicksOf)];
    }
}
