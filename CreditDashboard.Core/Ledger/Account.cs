using NodaTime;

namespace CreditDashboard.Core.Ledger;

public enum RenewalPeriod : byte
{
    Month = 0,
    Year = 1,
}

/// <summary>The customer organisation: one pool of credits per credit type, a time zone, and the moments its cycles are counted from.</summary>
public sealed class Account
{
    /// <summary>Number within the store.</summary>
    public long Id { get; init; }

    /// <summary>The account's word in commands and addresses: 1 to 40 of <c>a-z 0-9 -</c>.</summary>
    public required string Slug { get; init; }

    public required string Name { get; init; }

    /// <summary>IANA id of the zone that the account's days, months and renewals are counted in.</summary>
    public required string TimeZone { get; init; }

    public RenewalPeriod Period { get; init; }

    /// <summary>Prospecting credits granted at each renewal, null if that is not known.</summary>
    public long? CreditsPerCycle { get; init; }

    /// <summary>True for the account that the product makes up so that someone can look around; it can be removed.</summary>
    public bool IsSample { get; init; }

    /// <summary>The last change of its rows or verdicts that readers see. A change is written beyond it and then shown by raising it.</summary>
    public long Version { get; set; }
}

/// <summary>From <see cref="At"/> on, the account's cycles are counted from this instant; the cycle then running is cut there.</summary>
public sealed class RenewalAnchor
{
    public long AccountId { get; init; }
    public required Instant At { get; init; }
}

/// <summary>From <see cref="From"/> on, the account is priced by this card. The assignment that begins last before an instant rules it.</summary>
public sealed class CardAssignment
{
    public long AccountId { get; init; }

    /// <summary>Included.</summary>
    public required Instant From { get; init; }

    /// <summary>The card's id, such as <c>help-article</c>.</summary>
    public required string Card { get; init; }

    /// <summary>Which of the versions of an added card, counted from 1, prices the account; 0 for a published card.</summary>
    public int Number { get; init; }
}

public enum GrantKind : byte
{
    Allocation,
    TopUp,
    Goodwill,
    Expiry,
}

/// <summary>Credits given to the account, or, with negative credits and <see cref="GrantKind.Expiry"/>, lapsed.</summary>
public sealed class Grant
{
    public long AccountId { get; init; }
    public required string Id { get; init; }
    public required Instant PostedAt { get; init; }
    public required Credits Credits { get; init; }
    public CreditType CreditType { get; init; }
    public GrantKind Kind { get; init; }
}

/// <summary>
/// A person's declaration that one side of the account is complete for everyone in <c>[From, To)</c>. It is added to the coverage that the
/// landed rows themselves give.
/// </summary>
public sealed class DeclaredCoverage
{
    public long AccountId { get; init; }
    public required Side Side { get; init; }
    public required Instant From { get; init; }

    /// <summary>Not included.</summary>
    public required Instant To { get; init; }
}
