namespace CreditDashboard.Core.Ledger;

/// <summary>
/// Where the rows of one <see cref="AccountRows"/> stand in another: per index of the first, the index in the second, or
/// <see cref="Gone"/>. Both have their rows in the order of positions, so the indices ascend.
/// </summary>
public sealed record RowMap(int[] Reveals, int[] Deductions)
{
    public const int Gone = -1;

    public static readonly RowMap Empty = new([], []);

    /// <summary>Every row stands where it stood.</summary>
    public static RowMap Same(AccountRows rows) => new(Counted(rows.Reveals.Length), Counted(rows.Deductions.Length));

    public Member this[Member row] => row.IsReveal ? Member.Reveal(Reveals[row.Index]) : Member.Deduction(Deductions[row.Index]);

    /// <summary>The rows that are marked, by their indices, ascending.</summary>
    public static RowMap Of(bool[] reveals, bool[] deductions) => new(Marked(reveals), Marked(deductions));

    /// <summary>False for a row that is gone.</summary>
    public bool Holds(Member row) => (row.IsReveal ? Reveals : Deductions)[row.Index] != Gone;

    /// <summary>Where the rows stand after a further change.</summary>
    public RowMap Then(RowMap next) => new(Then(Reveals, next.Reveals), Then(Deductions, next.Deductions));

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
            if (rows[row])
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
