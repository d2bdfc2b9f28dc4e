using NodaTime;

namespace CreditDashboard.Data;

/// <summary>Someone looked at a finding of an account and needs to see it no more. It may be brought back; what was said stays on record.</summary>
public sealed class DismissedFinding
{
    public long AccountId { get; init; }

    /// <summary>The finding's key; opaque ids alone stand in it.</summary>
    public required string Finding { get; init; }

    /// <summary>Counts from 1 for each finding: one that was brought back may be dismissed again.</summary>
    public required int Number { get; init; }

    public required string Reason { get; init; }

    /// <summary>A person's id or <c>operator</c>.</summary>
    public required string DismissedBy { get; init; }
    public required Instant DismissedAt { get; init; }
    public string? BroughtBackBy { get; set; }

    /// <summary>Null while the finding is dismissed.</summary>
    public Instant? BroughtBackAt { get; set; }
}
