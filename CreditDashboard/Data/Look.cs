using NodaTime;

namespace CreditDashboard.Data;

/// <summary>The version of an account that a person has seen last, by their own word.</summary>
public sealed class Look
{
    public long AccountId { get; init; }
    public required string PersonId { get; init; }
    public long Version { get; set; }
    public required Instant At { get; set; }
}
