using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>
/// A cycle's verdicts as an admin sealed them: the document that <c>verdicts</c> gave of it at that moment, which nothing changes any more.
/// The live verdicts go on as the rows have them; what differs is told as <see cref="Amendments"/>.
/// </summary>
public sealed class Seal
{
    public long AccountId { get; init; }

    /// <summary>Included.</summary>
    public required Instant CycleStart { get; init; }

    /// <summary>Not included.</summary>
    public required Instant CycleEnd { get; init; }

    /// <summary>Counts from 1 for each cycle: a later seal supersedes the ones before, which stay.</summary>
    public required int Number { get; init; }
    public required Instant SealedAt { get; init; }

    /// <summary>Who: a person's id or <c>operator</c>.</summary>
    public required string SealedBy { get; init; }
    public required string Reason { get; init; }

    /// <summary>The sum of its prospecting credits; conversation credits are never added to them.</summary>
    public required Credits Prospecting { get; init; }

    /// <summary>The sum of its conversation credits.</summary>
    public required Credits Conversation { get; init; }

    /// <summary>SHA-256 of the document, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The document, compressed with gzip.</summary>
    public required byte[] Document { get; init; }
}
