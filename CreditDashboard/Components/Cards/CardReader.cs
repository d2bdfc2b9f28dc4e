using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Components.Cards;

/// <summary>An account that a card is assigned to, from when, in the account's zone.</summary>
public sealed record CardUse(string Slug, string Account, Instant From, DateTimeZone Zone);

/// <param name="IsPublished">True if it ships with the product.</param>
/// <param name="Uses">The newest first.</param>
public sealed record CardEntry(RateCard Card, bool IsPublished, IReadOnlyList<CardUse> Uses);

/// <param name="Account">The account that the pages beside are about, null if there is none.</param>
/// <param name="MayAdd">True for an administrator of the instance.</param>
public sealed record CardList(string? Account, IReadOnlyList<CardEntry> Cards, bool MayAdd);

/// <summary>One version of a card with all there is to say of it.</summary>
/// <param name="Shown">The version that is shown.</param>
/// <param name="Versions">All of them, the newest first.</param>
/// <param name="AddedBy">Who added each, by its number; their address, or what acted.</param>
public sealed record CardReport(
    string? Account, CardVersion Shown, IReadOnlyList<CardVersion> Versions, IReadOnlyDictionary<int, string> AddedBy, IReadOnlyList<CardUse> Uses, bool MayAdd)
{
    public RateCard Card => Shown.Card;
    public bool IsPublished => Shown.Number == 0;
    public bool IsNewest => Shown == Versions[0];
}

/// <summary>Reads the cards with what a person may know of their use. The cards themselves are everyone's who is signed in.</summary>
public sealed class CardReader(IDbContextFactory<StoreContext> contexts, AccessScopes scopes, RateCards cards, LedgerReader ledgers)
{
    /// <summary>The list, or null if there is no such account for this person.</summary>
    public async Task<CardList?> ReadAsync(string personId, string account, CancellationToken ct)
    {
        var (slug, isThere) = await AccountAsync(personId, account, ct);
        if (!isThere)
            return null;

        var scope = await scopes.ForPersonAsync(personId, ct);
        var uses = await UsesAsync(scope, null, ct);
        return new(
            slug,
            [.. (await cards.AllAsync(ct)).Select(card => new CardEntry(card, PublishedCards.Find(card.Id) is not null, [.. uses[card.Id].Select(each => each.Use)]))],
            scope.IsAdministrator);
    }

    /// <summary>The card, or null if there is no such card, version or account for this person.</summary>
    /// <param name="version">Its number; the newest if null.</param>
    public async Task<CardReport?> ReadCardAsync(string personId, string account, string id, int? version, CancellationToken ct)
    {
        var (slug, isThere) = await AccountAsync(personId, account, ct);
        var versions = isThere ? await cards.VersionsAsync(id, ct) : [];
        if (versions.FirstOrDefault(each => version is null || each.Number == version) is not { } shown)
            return null;

        var scope = await scopes.ForPersonAsync(personId, ct);
        return new(
            slug, shown, versions, await AddedByAsync(versions, ct), [.. (await UsesAsync(scope, id, ct))[id].Select(each => each.Use)], scope.IsAdministrator);
    }

    // A person without an account may read the cards as well: an administrator of the instance may be admin of none.
    async Task<(string? Slug, bool IsThere)> AccountAsync(string personId, string account, CancellationToken ct)
    {
        var slug = (await ledgers.OpenAsync(personId, account, ct))?.Account.Slug;
        return (slug, slug is not null || account.Length == 0);
    }

    async Task<ILookup<string, (string Card, CardUse Use)>> UsesAsync(AccessScope scope, string? id, CancellationToken ct)
    {
        await using var store = await contexts.CreateDbContextAsync(ct);
        var rows = await scope.Filter(store.Accounts.AsNoTracking())
            .Join(store.CardAssignments, account => account.Id, assignment => assignment.AccountId, (account, assignment) => new { account.Slug, account.Name, account.TimeZone, assignment.Card, assignment.From })
            .Where(row => id == null || row.Card == id)
            .OrderByDescending(row => row.From).ThenBy(row => row.Slug)
            .ToListAsync(ct);
        return rows.Select(row => (row.Card, Use: new CardUse(row.Slug, row.Name, row.From, DateTimeZoneProviders.Tzdb[row.TimeZone]))).ToLookup(row => row.Card);
    }

    async Task<IReadOnlyDictionary<int, string>> AddedByAsync(IReadOnlyList<CardVersion> versions, CancellationToken ct)
    {
        var actors = versions.Select(version => version.Actor).ToList();
        await using var store = await contexts.CreateDbContextAsync(ct);
        var people = await store.Users.AsNoTracking().Where(person => actors.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Email ?? "", ct);
        return versions.ToDictionary(version => version.Number, version => people.GetValueOrDefault(version.Actor) ?? (version.Actor.Length == 0 ? "the product" : "the operator"));
    }
}
