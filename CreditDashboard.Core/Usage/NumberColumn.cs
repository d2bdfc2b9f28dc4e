namespace CreditDashboard.Core.Usage;

/// <summary>A number for each row of a ledger, in as few bytes as the numbers fit: a question reads a column or two of a million rows, so that bytes are time.</summary>
sealed class NumberColumn
{
    readonly byte[]? _small;
    readonly ushort[]? _middle;
    readonly int[]? _large;

    /// <param name="numbers">From 0 on.</param>
    /// <param name="count">More than the greatest.</param>
    public NumberColumn(int[] numbers, int count)
    {
        if (count <= byte.MaxValue + 1)
            _small = Array.ConvertAll(numbers, number => (byte)number);
        else if (count <= ushort.MaxValue + 1)
            _middle = Array.ConvertAll(numbers, number => (ushort)number);
        else
            _large = numbers;
    }

    NumberColumn(byte[] small) => _small = small;

    /// <summary>Reads the numbers of rows that follow each other.</summary>
    public void Read(int start, Span<int> numbers)
    {
        if (_large is not null)
        {
            _large.AsSpan(start, numbers.Length).CopyTo(numbers);
        }
        else if (_middle is not null)
        {
            var middle = _middle.AsSpan(start, numbers.Length);
            for (var i = 0; i < middle.Length; i++)
                numbers[i] = middle[i];
        }
        else
        {
            var small = _small.AsSpan(start, numbers.Length);
            for (var i = 0; i < small.Length; i++)
                numbers[i] = small[i];
        }
    }

    /// <summary>The same column but for some rows, of which each gets one number. Only of numbers that fit a byte.</summary>
    public NumberColumn With(byte number, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            return this;

        var changed = (byte[])_small!.Clone();
        foreach (var row in rows)
            changed[row] = number;
        return new NumberColumn(changed);
    }
}
