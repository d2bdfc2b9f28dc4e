using NodaTime;

namespace CreditDashboard.Data;

/// <summary>
/// What a person looks at again and again in an account: an address of a page under a name, seen by that person alone. It keeps the words of
/// the address, so "this cycle" is the one that runs when the view is opened, and users and channels that are gone find no rows.
/// </summary>
public sealed class SavedView
{
    public long AccountId { get; init; }
    public required string PersonId { get; init; }

    /// <summary>Counts from 1 for each person in each account.</summary>
    public long Number { get; init; }

    public required string Name { get; set; }

    /// <summary>Path and query on this site, without the account, which is the view's own.</summary>
    public required string Address { get; init; }

    public required Instant SavedAt { get; init; }
}
