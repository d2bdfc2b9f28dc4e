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
    IReadOnlyList<string> Members)
{
    /// <summary>The card from null on, and then each that was assigned.</summary>
    public required IReadOnlyList<(Instant? From, RateCard Card)> Periods { get; init; }

    /// <summary>The cards that can be assigned.</summary>
    public required IReadOnlyList<RateCard> Cards { get; init; }

    /// <summary>When the running cycle began.</summary>
    public required Instant CycleStart { get; init; }

    /// <summary>True if the reader may change what is set here.</summary>
    public required bool IsAdmin { get; init; }
}

/// <summary>Reads what is set for an account, and removes the sample.</summary>
public sealed class SettingsDesk(
    IDbContextFactory<StoreContext> contexts, AccessScopes scopes, LedgerReader ledgers, AccountDesk accounts, RateCards cards, TimeProvider time)
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
            members)
        {
            Periods = ledger.Cards.Periods,
            Cards = await cards.AllAsync(ct),
            CycleStart = ledger.Cycles.Holding(now).Start,
            IsAdmin = (await scopes.ForPersonAsync(personId, ct)).IsAdminOf(ledger.Account.Id),
        };
    }

    public async Task<bool> RemoveSampleAsync(string personId, string account, CancellationToken ct) =>
        await accounts.RemoveSampleAsync(await scopes.ForPersonAsync(personId, ct), account, ct);
}
