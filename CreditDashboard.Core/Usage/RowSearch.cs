using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>Where a stretch of time begins among rows in the order of their positions.</summary>
static class RowSearch
{
    /// <summary>The indices of the rows in <c>[from, to)</c>, as the first and the one after the last.</summary>
    public static (int From, int To) Between<TRow>(TRow[] rows, Instant from, Instant to)
        where TRow : struct, IPackedRow
    {
        var first = FirstAt(rows, from);
        return (first, Math.Max(first, FirstAt(rows, to)));
    }

    static int FirstAt<TRow>(TRow[] rows, Instant at)
        where TRow : struct, IPackedRow
    {
        var ticks = at == Instant.MinValue ? long.MinValue : at == Instant.MaxValue ? long.MaxValue : Position.TicksOf(at);
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rows[middle].Position.Ticks < ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
