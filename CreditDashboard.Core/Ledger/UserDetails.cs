using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>What the vendor's usage report says of a user; the ledger itself does not know it.</summary>
/// <param name="Group">Null if the user is in none.</param>
/// <param name="DisabledSince">Null if the user is not disabled, or the report does not say since when.</param>
public sealed record UserDetails(string? Group, Instant? DisabledSince)
{
    const string DisabledStatus = "disabled";

    /// <summary>As the report writes it; null if it does not say.</summary>
    public string? Country { get; init; }

    /// <summary>As the report writes it, such as <c>active</c>; null if it does not say.</summary>
    public string? Status { get; init; }

    /// <inheritdoc cref="Country"/>
    public string? Role { get; init; }

    /// <summary>When the user's address was verified; null if it was not, or the report does not say.</summary>
    public Instant? VerifiedAt { get; init; }

    /// <summary>When credits were last used and when the user last signed in, as the report says; null if it does not.</summary>
    public Instant? LastUsage { get; init; }

    /// <inheritdoc cref="LastUsage"/>
    public Instant? LastLogin { get; init; }

    /// <summary>True if the report says so, by a status or by a time.</summary>
    public bool IsDisabled => DisabledSince is not null || IsDisabledStatus(Status);

    public static bool IsDisabledStatus(string? status) => string.Equals(status, DisabledStatus, StringComparison.OrdinalIgnoreCase);
}
