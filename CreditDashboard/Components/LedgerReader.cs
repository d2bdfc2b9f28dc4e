using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Components;

/// <summary>
/// Opens the ledger of an account for a person. Who may see what is asked of the database at every reading: a circuit outlives the
/// rights that it was opened with.
/// </summary>
public sealed class LedgerReader(IDbContextFactory<StoreContext> contexts, AccessScopes scopes, AccountSnapshots snapshots)
{
    /// <summary>The ledger, or null if there is no such account for this person. Without a slug it is the first account by name.</summary>
    public async Task<AccountSnapshot?> OpenAsync(string personId, string? slug, CancellationToken ct)
    {
        var scope = await scopes.ForPersonAsync(personId, ct);
        if (string.IsNullOrEmpty(slug))
        {
            await using var store = await contexts.CreateDbContextAsync(ct);
            slug = await scope.Filter(store.Accounts.AsNoTracking())
                .OrderBy(account => account.Name).ThenBy(account => account.Slug)
                .Select(account => account.Slug).FirstOrDefaultAsync(ct);
        }

        return slug is null ? null : await snapshots.ReadAsync(scope, slug, ct);
    }
}
