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
        _rows = [];
        if (last == 0)
            return;

        foreach (var key in keys)
            _starts[key]++;

        _starts[0] = 0;
        for (var key = 1; key <= last; key++)
            _starts[key] += _starts[key - 1];

        _rows = GC.AllocateUninitializedArray<int>(_starts[last]);
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

    /// <summary>No row of any key.</summary>
    public static readonly Buckets None = new([]);

    /// <summary>True if no row has the key.</summary>
    public bool IsEmpty => _rows.Length == 0;

    /// <summary>How many rows have the key.</summary>
    public int Rows => _rows.Length;

    /// <summary>
    /// Both sides of an account by contact, job, request and user. A row is read once and not once a key: reading rows is most of the cost.
    /// </summary>
    public static Dictionary<RowKey, (Buckets Reveals, Buckets Deductions)> Of(RevealRow[] reveals, DeductionRow[] deductions)
    {
        var (shown, paid) = (new Columns(reveals.Length), new Columns(deductions.Length));
        for (var row = 0; row < reveals.Length; row++)
            shown.Set(row, reveals[row].Contact, reveals[row].Job, reveals[row].Request, reveals[row].User);
        for (var row = 0; row < deductions.Length; row++)
            paid.Set(row, deductions[row].Contact, deductions[row].Job, deductions[row].Request, deductions[row].User);
        return new()
        {
            [RowKey.Contact] = (new(shown.Contacts), new(paid.Contacts)),
            [RowKey.Job] = (new(shown.Jobs), new(paid.Jobs)),
            [RowKey.Request] = (new(shown.Requests), new(paid.Requests)),
            [RowKey.User] = (new(shown.Users), new(paid.Users)),
        };
    }

    public static int KeyOf(in RevealRow row, RowKey key) => key switch
    {
        RowKey.Request => row.Request,
        RowKey.Job => row.Job,
        RowKey.Contact => row.Contact,
        RowKey.User => row.User,
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    public static int KeyOf(in DeductionRow row, RowKey key) => key switch
    {
        RowKey.Request => row.Request,
        RowKey.Job => row.Job,
        RowKey.Contact => row.Contact,
        RowKey.User => row.User,
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    /// <summary>The keys of the rows of a side.</summary>
    readonly struct Columns(int rows)
    {
        public int[] Contacts { get; } = GC.AllocateUninitializedArray<int>(rows);
        public int[] Jobs { get; } = GC.AllocateUninitializedArray<int>(rows);
        public int[] Requests { get; } = GC.AllocateUninitializedArray<int>(rows);
        public int[] Users { get; } = GC.AllocateUninitializedArray<int>(rows);

        public void Set(int row, int contact, int job, int request, int user) =>
            (Contacts[row], Jobs[row], Requests[row], Users[row]) = (contact, job, request, user);
    }
}
