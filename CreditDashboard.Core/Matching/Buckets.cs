using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>Rows by the number of their key, each bucket ascending; rows without the key stand in none.</summary>
sealed class Buckets
{
    readonly int[] _starts;
    readonly int[] _rows;

    /// <param name="keys">The key of each row, 0 if it has none.</param>
    public Buckets(int[] keys)
    {
        var last = 0;
        foreach (var key in keys)
            last = Math.Max(last, key);

        _starts = new int[last + 2];
        foreach (var key in keys)
            _starts[key]++;

        _starts[0] = 0;
        for (var key = 1; key <= last; key++)
            _starts[key] += _starts[key - 1];

        _rows = new int[_starts[last]];
        _starts[last + 1] = _rows.Length;
        for (var row = keys.Length - 1; row >= 0; row--)
        {
            if (keys[row] is > 0 and var key)
                _rows[--_starts[key]] = row;
        }
    }

    /// <summary>The numbers of the key, the absent one (0) included.</summary>
    public int Keys => _starts.Length - 1;

    /// <summary>The rows of a key; none for a key that no row names.</summary>
    public ReadOnlySpan<int> this[int key] => key == 0 || key >= Keys ? [] : _rows.AsSpan(_starts[key], _starts[key + 1] - _starts[key]);

    /// <summary>Both sides of an account by a key.</summary>
    public static (Buckets Reveals, Buckets Deductions) Of(RevealRow[] reveals, DeductionRow[] deductions, RowKey key) => key switch
    {
        RowKey.Request => (new(Array.ConvertAll(reveals, row => row.Request)), new(Array.ConvertAll(deductions, row => row.Request))),
        RowKey.Job => (new(Array.ConvertAll(reveals, row => row.Job)), new(Array.ConvertAll(deductions, row => row.Job))),
        RowKey.Contact => (new(Array.ConvertAll(reveals, row => row.Contact)), new(Array.ConvertAll(deductions, row => row.Contact))),
        RowKey.User => (new(Array.ConvertAll(reveals, row => row.User)), new(Array.ConvertAll(deductions, row => row.User))),
        RowKey.Account => (new(Array.ConvertAll(reveals, _ => 1)), new(Array.ConvertAll(deductions, _ => 1))),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };
}
