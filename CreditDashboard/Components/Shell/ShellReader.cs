using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Components.Shell;

public sealed record ShellAccount(string Slug, string Name, bool IsSample);

/// <param name="Accounts">The accounts of the person, by name.</param>
/// <param name="Current">The one that the page shows, null if there is none.</param>
/// <param name="ImportedTo">The instant of the ledger's last row, as people read it; null if there is none.</param>
/// <param name="Discrepancies">Verdicts of the running cycle that are to be looked at and that no agent accepted; null without an account.</param>
public sealed record Shell(IReadOnlyList<ShellAccount> Accounts, ShellAccount? Current, string? ImportedTo, int? Discrepancies)
{
    /// <summary>Of the account that is shown; 0 without one.</summary>
    public long Version { get; init; }

    /// <summary>What changed since the person last looked; null if nothing did.</summary>
    public AccountChanges? Changes { get; init; }
}

public sealed class ShellReader(IDbContextFactory<StoreContext> contexts, AccessScopes scopes, LedgerReader ledger, ChangeDesk changes, TimeProvider time)
{
    public async Task<Shell> ReadAsync(string personId, string? slug, CancellationToken ct)
    {
        var scope = await scopes.ForPersonAsync(personId, ct);
        await using var store = await contexts.CreateDbContextAsync(ct);
        var accounts = await scope.Filter(store.Accounts.AsNoTracking())
            .OrderBy(account => account.Name).ThenBy(account => account.Slug)
            .Select(account => new ShellAccount(account.Slug, account.Name, account.IsSample))
            .ToListAsync(ct);
        var current = string.IsNullOrEmpty(slug) ? accounts.FirstOrDefault() : accounts.Find(account => account.Slug == slug);
        if (current is null || await ledger.OpenAsync(personId, current.Slug, ct) is not { } snapshot)
            return new(accounts, current, null, null);

        var zone = snapshot.Cycles.Zone;
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var last = snapshot.Rows.Deductions is [.., var row] ? row.PostedAt : (Instant?)null;
        var verdicts = new VerdictWindow(snapshot.Judgement, Window.OfCycle(snapshot.Cycles.Holding(now), "this-cycle"), now);
        var accepted = new AcceptedDifferences(snapshot.Judgement);
        return new(
            accounts,
            current,
            last is { } at ? $"{Times.Moment(at, zone)} {Times.Abbreviation(at, zone)}" : null,
            verdicts.Of(code => code.Disposition() is Disposition.Discrepancy or Disposition.Undecided).Count(verdict => accepted.Of(verdict) is null))
        {
            Version = snapshot.Account.Version,
            Changes = await changes.SinceLastLookAsync(scope, current.Slug, ct),
        };
    }
}
