using CreditDashboard.Components;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Pages.Imports;

/// <summary>What changed in an account since a version of it.</summary>
/// <param name="Changes">By verdict, since the person last looked; null if nothing changed since.</param>
/// <param name="Arisen">The verdicts that arose since the version that was asked for.</param>
public sealed record ChangesReport(string Account, DateTimeZone Zone, AccountChanges? Changes, IReadOnlyList<ArisenVerdict> Arisen);

public sealed class ChangesReader(LedgerReader ledgers, AccessScopes scopes, ChangeDesk changes)
{
    public const int ShownMax = 200;

    /// <summary>What changed, or null if there is no such account for this person.</summary>
    /// <param name="since">The account's version after which to begin; null: what the person saw last.</param>
    public async Task<ChangesReport?> ReadAsync(string personId, string? account, long? since, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, account, ct) is not { } ledger)
            return null;

        var scope = await scopes.ForPersonAsync(personId, ct);
        var slug = ledger.Account.Slug;
        var sinceLook = await changes.SinceLastLookAsync(scope, slug, ct);
        var arisen = (since ?? sinceLook?.Since) is { } from ? await changes.ArisenAsync(scope, slug, from, ShownMax, ct) : [];
        return arisen is null ? null : new(slug, ledger.Cycles.Zone, sinceLook, arisen);
    }
}
