namespace CreditDashboard.Core.Ledger;

/// <summary>Where an instant falls among rows in the order of time.</summary>
static class Rank
{
    /// <summary>The index of the first row at or after an instant, in 100 ns units since 1970.</summary>
    public static int Of<TRow>(TRow[] rows, long ticks)
        where TRow : struct, IPackedRow
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (int)(((long)low + high) / 2);
            if (rows[middle].Position.Ticks < ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
