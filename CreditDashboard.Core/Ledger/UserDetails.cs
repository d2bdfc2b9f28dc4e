using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>What the vendor's usage report says of a user; the ledger itself does not know it.</summary>
/// <param name="Group">Null if the user is in none.</param>
/// <param name="DisabledSince">Null if the user is not disabled.</param>
public sealed record UserDetails(string? Group, Instant? DisabledSince);
