using CreditDashboard.Components;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Pages.Settings;

/// <summary>What is set for an account.</summary>
public sealed record AccountFacts(
    string Slug,
    string Name,
    bool IsSample,
    DateTimeZone Zone,
    RenewalPeriod Period,
    IReadOnlyList<Instant> Anchors,
    long? CreditsPerCycle,
    RateCard Card,
    Instant Now,
    IReadOnlyList<string> Members);

/// <summary>Reads what is set for an account, and removes the sample.</summary>
public sealed class SettingsDesk(
    IDbContextFactory<StoreContext> contexts, AccessScopes scopes, LedgerReader ledgers, AccountDesk accounts, TimeProvider time)
{
    /// <summary>The facts, or null if there is no such account for this person.</summary>
    public async Task<AccountFacts?> ReadAsync(string personId, string account, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, account, ct) is not { } ledger)
            return null;

        await using var store = await contexts.CreateDbContextAsync(ct);
        var members = await store.Members.AsNoTracking()
            .Where(member => member.AccountId == ledger.Account.Id)
            .Join(store.Users, member => member.PersonId, person => person.Id, (_, person) => person.Email ?? "")
            .OrderBy(email => email)
            .ToListAsync(ct);
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        return new(
            ledger.Account.Slug,
            ledger.Account.Name,
            ledger.Account.IsSample,
            ledger.Cycles.Zone,
            ledger.Account.Period,
            ledger.Cycles.Anchors,
            ledger.Account.CreditsPerCycle,
            ledger.Cards.At(now),
            now,
            members);
    }

    public async Task<bool> RemoveSampleAsync(string personId, string account, CancellationToken ct) =>
        await accounts.RemoveSampleAsync(await scopes.ForPersonAsync(personId, ct), account, ct);
}
