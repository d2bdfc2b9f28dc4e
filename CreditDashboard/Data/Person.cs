using Microsoft.AspNetCore.Identity;

namespace CreditDashboard.Data;

/// <summary>Someone who signs in.</summary>
public sealed class Person : IdentityUser
{
    // Ids that grow with time, so that ordering by them tells who came first.
    public Person() => Id = Guid.CreateVersion7().ToString();

    /// <summary>True for the instance's administrators: people and settings, no account data by itself.</summary>
    public bool IsAdministrator { get; set; }

    /// <summary>True for support agents, who see every account.</summary>
    public bool IsAgent { get; set; }
}

/// <summary>A person who is admin of an account.</summary>
public sealed class AccountMember
{
    public long AccountId { get; init; }
    public required string PersonId { get; init; }
}
