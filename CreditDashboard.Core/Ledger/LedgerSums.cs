using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>
/// The ledger added up row by row, by its columns alone: no user, no channel, no verdict. What any other way of counting is held against.
/// Sums before every few hundred rows are kept, so that a stretch of time costs the same in a long ledger as in a short one.
/// </summary>
public sealed class LedgerSums
{
    const int RowsOfABlock = 512;

    readonly DeductionRow[] _rows;
    readonly (Credits Credits, int Rows)[][] _before;

    public LedgerSums(DeductionRow[] rows)
    {
        _rows = rows;
        _before = [Blocks(CreditType.Prospecting), Blocks(CreditType.Conversation)];
    }

    /// <summary>The credits of the rows of one type posted in <c>[from, to)</c>, and how many they are; an end that is null is open.</summary>
    public (Credits Credits, int Rows) Between(Instant? from, Instant? to, CreditType type)
    {
        var (first, end) = (from is { } start ? Before(start, type) : default, Before(to, type));
        return from < to || from is null || to is null ? (end.Credits - first.Credits, end.Rows - first.Rows) : default;
    }

    (Credits Credits, int Rows) Before(Instant? at, CreditType type)
    {
        var end = at is { } instant ? FirstFrom(Position.TicksOf(instant)) : _rows.Length;
        var block = end / RowsOfABlock;
        return Sum(_before[(int)type][block], block * RowsOfABlock, end, type);
    }

    (Credits Credits, int Rows)[] Blocks(CreditType type)
    {
        var sums = new (Credits, int)[(_rows.Length / RowsOfABlock) + 1];
        for (var block = 1; block < sums.Length; block++)
            sums[block] = Sum(sums[block - 1], (block - 1) * RowsOfABlock, block * RowsOfABlock, type);
        return sums;
    }

    (Credits Credits, int Rows) Sum((Credits Credits, int Rows) sum, int first, int end, CreditType type)
    {
        for (var row = first; row < end; row++)
        {
            if (_rows[row].CreditType == type)
                sum = (sum.Credits + _rows[row].Credits, sum.Rows + 1);
        }

        return sum;
    }

    int FirstFrom(long ticks)
    {
        var (low, high) = (0, _rows.Length);
        while (low < high)
        {
            var middle = (int)(((long)low + high) / 2);
            if (_rows[middle].Ticks < ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
