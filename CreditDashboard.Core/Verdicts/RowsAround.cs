using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Verdicts;

/// <summary>
/// Looks for rows near an instant, from it outwards, and stops when enough are found: rows stand in the order of time, so what is nearest is
/// met first.
/// </summary>
/// <param name="rows">The account's rows.</param>
/// <param name="side">Of which side rows are looked for.</param>
sealed class RowsAround(AccountRows rows, Side side)
{
    /// <summary>How many rows were looked at so far.</summary>
    public long Looked { get; private set; }

    /// <summary>The nearest rows on either side of an instant for which something holds, at most so many on each, no further away than a distance.</summary>
    /// <param name="among">The rows that are looked through, ascending; all of the side if null.</param>
    public List<int> Nearest(int[]? among, Position at, long distanceMax, int most, Predicate<int> holds)
    {
        var count = among?.Length ?? (side == Side.Reveal ? rows.Reveals.Length : rows.Deductions.Length);
        var start = Below(among, count, at);
        List<int> found = [];
        Walk(start - 1, -1);
        Walk(start, 1);
        return found;

        void Walk(int place, int step)
        {
            for (var left = most; left > 0 && place >= 0 && place < count; place += step)
            {
                var row = among?[place] ?? place;
                Looked++;
                if (Math.Abs(PositionOf(row).Ticks - at.Ticks) > distanceMax)
                    break;
                if (!holds(row))
                    continue;

                found.Add(row);
                left--;
            }
        }
    }

    int Below(int[]? among, int count, Position at)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (PositionOf(among?[middle] ?? middle) < at)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    Position PositionOf(int row) => side == Side.Reveal ? rows.Reveals[row].Position : rows.Deductions[row].Position;
}
