namespace CreditDashboard.Core.Matching;

/// <summary>Rows by the number of their key, each bucket ascending; rows without the key stand in none.</summary>
sealed class Buckets
{
    readonly int[] _starts;
    readonly int[] _rows;

    /// <param name="length">How many rows there are.</param>
    /// <param name="keys">How many numbers the key has, the absent one (0) included.</param>
    /// <param name="keyOf">The key of a row.</param>
    public Buckets(int length, int keys, Func<int, int> keyOf)
    {
        _starts = new int[keys + 1];
        for (var row = 0; row < length; row++)
            _starts[keyOf(row)]++;

        _starts[0] = 0;
        for (var key = 1; key < keys; key++)
            _starts[key] += _starts[key - 1];

        _rows = new int[keys == 0 ? 0 : _starts[keys - 1]];
        _starts[keys] = _rows.Length;
        for (var row = length - 1; row >= 0; row--)
        {
            if (keyOf(row) is > 0 and var key)
                _rows[--_starts[key]] = row;
        }
    }

    /// <summary>The numbers of the key, the absent one (0) included.</summary>
    public int Keys => _starts.Length - 1;

    public ReadOnlySpan<int> this[int key] => key == 0 ? [] : _rows.AsSpan(_starts[key], _starts[key + 1] - _starts[key]);
}
