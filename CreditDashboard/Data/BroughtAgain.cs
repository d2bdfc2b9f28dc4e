namespace CreditDashboard.Data;

/// <summary>What kind of rows an import brings, as the store numbers them.</summary>
public enum RowKind : byte
{
    Reveals = 0,
    Deductions = 1,
    Grants = 2,
}

/// <summary>
/// Which of the rows that were there an import brought once more. They are no news then, but they stay when the import that brought them
/// first is withdrawn.
/// </summary>
public sealed class BroughtAgain
{
    public long AccountId { get; init; }

    /// <summary>The import that brought them.</summary>
    public long Version { get; init; }
    public RowKind Kind { get; init; }

    /// <summary><see cref="RowMarks"/> over the rows that were current before that import, in the order of their positions; grants by time, then id.</summary>
    public required byte[] Marks { get; init; }
}
