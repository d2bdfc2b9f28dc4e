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

    /// <inheritdoc cref="this[int]"/>
    public ReadOnlyMemory<int> Of(int key) => key == 0 || key >= Keys ? default : _rows.AsMemory(_starts[key], _starts[key + 1] - _starts[key]);

    /// <summary>Both sides of an account by a key.</summary>
    public static (Buckets Reveals, Buckets Deductions) Of(RevealRow[] reveals, DeductionRow[] deductions, RowKey key) =>
        (new(Array.ConvertAll(reveals, row => KeyOf(row, key))), new(Array.ConvertAll(deductions, row => KeyOf(row, key))));

    public static int KeyOf(in RevealRow row, RowKey key) => key switch
    {
        RowKey.Request => row.Request,
        RowKey.Job => row.Job,
        RowKey.Contact => row.Contact,
        RowKey.User => row.User,
        _ => 1,
    };

    public static int KeyOf(in DeductionRow row, RowKey key) => key switch
    {
        RowKey.Request => row.Request,
        RowKey.Job => row.Job,
        RowKey.Contact => row.Contact,
        RowKey.User => row.User,
        _ => 1,
    };
}
