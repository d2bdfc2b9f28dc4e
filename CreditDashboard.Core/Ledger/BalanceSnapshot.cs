using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>
/// What the vendor's account usage said at an instant: the balance of prospecting credits, the plan, and the live price list. It is evidence;
/// nothing of the account follows from it by itself.
/// </summary>
public sealed class BalanceSnapshot
{
    public long AccountId { get; init; }

    /// <summary>The import that brought it, and its number within that.</summary>
    public long Version { get; init; }
    public int Number { get; init; }

    public required Instant At { get; init; }

    /// <summary>True if whoever took it said when; false if it is the import's instant.</summary>
    public bool IsTimeGiven { get; init; }

    /// <summary>Each null if the snapshot does not say.</summary>
    public long? Total { get; init; }

    /// <inheritdoc cref="Total"/>
    public long? Used { get; init; }

    /// <inheritdoc cref="Total"/>
    public long? Remaining { get; init; }

    /// <inheritdoc cref="Total"/>
    public string? Category { get; init; }

    /// <summary>The vendor's word for how often the plan renews, such as <c>month</c>; null if it does not say.</summary>
    public string? RenewalType { get; init; }

    /// <summary>The running period of the plan, <c>[start, end)</c>; null where the snapshot does not say.</summary>
    public Instant? PlanStart { get; init; }

    /// <inheritdoc cref="PlanStart"/>
    public Instant? PlanEnd { get; init; }

    /// <summary>All of it as JSON, in one way only.</summary>
    public required string Document { get; init; }

    /// <summary>SHA-256 over <see cref="Document"/>, in hexadecimal: the same capture has the same.</summary>
    public required string Digest { get; init; }
}
