namespace CreditDashboard.Core.Ledger;

/// <summary>
/// Where the rows of one <see cref="AccountRows"/> stand in another: per index of the first, the index in the second, or
/// <see cref="Gone"/>. Both have their rows in the order of positions, so the indices ascend.
/// </summary>
public sealed class RowMap(int[] reveals, int[] deductions)
{
    public const int Gone = -1;
    const int NotCounted = -1;

    int _revealsInPlace = NotCounted;
    int _deductionsInPlace = NotCounted;

    public static readonly RowMap Empty = new([], []);

    public int[] Reveals { get; } = reveals;
    public int[] Deductions { get; } = deductions;

    /// <summary>Every row stands where it stood.</summary>
    public static RowMap Same(AccountRows rows) => new(Counted(rows.Reveals.Length), Counted(rows.Deductions.Length));

    public Member this[Member row] => row.IsReveal ? Member.Reveal(Reveals[row.Index]) : Member.Deduction(Deductions[row.Index]);

    /// <summary>The rows that are marked, by their indices, ascending.</summary>
    public static RowMap Of(bool[] reveals, bool[] deductions) => new(Marked(reveals), Marked(deductions));

    /// <summary>False for a row that is gone.</summary>
    public bool Holds(Member row) => (row.IsReveal ? Reveals : Deductions)[row.Index] != Gone;

    /// <summary>How many reveals, the first ones, stand where they stood.</summary>
    public int RevealsInPlace => _revealsInPlace == NotCounted ? _revealsInPlace = InPlace(Reveals) : _revealsInPlace;

    /// <summary>How many rows of the ledger, the first ones, stand where they stood.</summary>
    public int DeductionsInPlace => _deductionsInPlace == NotCounted ? _deductionsInPlace = InPlace(Deductions) : _deductionsInPlace;

    /// <summary>Where a row stood before; null if it was not there.</summary>
    public Member? Before(Member now) => Before(now.IsReveal ? Reveals : Deductions, now.Index) is not (>= 0 and var before) ? null
        : now.IsReveal ? Member.Reveal(before) : Member.Deduction(before);

    /// <summary>Where the rows stand after a further change.</summary>
    public RowMap Then(RowMap next) => new(Then(Reveals, next.Reveals), Then(Deductions, next.Deductions));

    static int InPlace(int[] rows)
    {
        var row = 0;
        while (row < rows.Length && rows[row] == row)
            row++;
        return row;
    }

    static int Before(int[] rows, int now)
    {
        // Most rows of a long account stand where they stood.
        if (now < rows.Length && rows[now] == now)
            return now;

        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var asked = middle;
            while (asked < high && rows[asked] == Gone)
                asked++;
            if (asked < high && rows[asked] < now)
                low = asked + 1;
            else
                high = middle;
        }

        while (low < rows.Length && rows[low] == Gone)
            low++;
        return low < rows.Length && rows[low] == now ? low : Gone;
    }

    static int[] Then(int[] rows, int[] next)
    {
        var places = new int[rows.Length];
        for (var row = 0; row < rows.Length; row++)
            places[row] = rows[row] < 0 ? Gone : next[rows[row]];
        return places;
    }

    static int[] Marked(bool[] rows)
    {
        var marked = new int[rows.AsSpan().Count(true)];
        for (int row = 0, next = 0; next < marked.Length; row++)
        {
            row += rows.AsSpan(row).IndexOf(true);
            marked[next++] = row;
        }

        return marked;
    }

    static int[] Counted(int length)
    {
        var rows = new int[length];
        for (var row = 0; row < length; row++)
            rows[row] = row;
        return rows;
    }
}
