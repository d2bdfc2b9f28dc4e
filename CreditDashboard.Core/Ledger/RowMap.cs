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

    static int[] Counted(int length)
    {
        var rows = new int[length];
        for (var row = 0; row < length; row++)
            rows[row] = row;
        return rows;
    }
}
