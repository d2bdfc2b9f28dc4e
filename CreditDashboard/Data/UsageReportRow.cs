using NodaTime;

namespace CreditDashboard.Data;

/// <summary>A usage report of the vendor's that an import brought. Rows are only ever added.</summary>
public sealed class UsageReportRow
{
    public long AccountId { get; init; }

    /// <summary>The import, and the number of the report within it.</summary>
    public long Version { get; init; }
    public int Number { get; init; }

    /// <summary>When it was made: as whoever imported it said, or the import's instant.</summary>
    public required Instant TakenAt { get; init; }

    /// <summary>Those it holds, ascending, such as <c>2026-10 2026-11</c>.</summary>
    public required string Months { get; init; }

    /// <summary>SHA-256 over the document before it was compressed: the same report has the same, however its rows were ordered.</summary>
    public required string Digest { get; init; }

    /// <summary><see cref="UsageReportDocument"/>, compressed; null if an earlier row of the same digest holds it.</summary>
    public byte[]? Document { get; init; }
}
