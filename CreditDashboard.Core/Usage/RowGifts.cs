namespace CreditDashboard.Core.Usage;

/// <summary>Rows by index with what each gives, gathered in any order; what is said of one row comes one after the other.</summary>
sealed class RowGifts
{
    readonly List<int> _rows = [];
    readonly List<long> _credits = [];

    public void Add(int row, long credits)
    {
        if (_rows.Count == 0 || _rows[^1] != row)
        {
            _rows.Add(row);
            _credits.Add(credits);
        }
        else if ((_credits[^1] += credits) == 0)
        {
            _rows.RemoveAt(_rows.Count - 1);
            _credits.RemoveAt(_credits.Count - 1);
        }
    }

    public (int[] Rows, long[] Credits) Ascending()
    {
        var (rows, credits) = (_rows.ToArray(), _credits.ToArray());
        Array.Sort(rows, credits);
        return (rows, credits);
    }
}
