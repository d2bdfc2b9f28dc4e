using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components.Vendor;

/// <summary>What the last account snapshot says beyond its balance.</summary>
/// <param name="Dates">Its plan beside the account's cycles; null if it has no dates.</param>
/// <param name="Card">The card that its price list makes; null if it makes none.</param>
/// <param name="IsListed">True if that card can be assigned already.</param>
/// <param name="MayAccept">True if the reader may start a new cycle for the account.</param>
/// <param name="MayAddCard">True if the reader may add cards.</param>
public sealed record PlanOffer(BalanceSnapshot Snapshot, PlanDates? Dates, RateCard? Card, bool IsListed, bool MayAccept, bool MayAddCard);

/// <summary>Reads what a snapshot offers, and carries out what a person accepts of it.</summary>
public sealed class PlanOfferReader(AccountSnapshots snapshots, AccessScopes scopes, AccountDesk accounts, RateCards cards, CardDesk desk)
{
    /// <summary>Null if no snapshot was imported, or there is no such account for this person.</summary>
    public async Task<PlanOffer?> ReadAsync(string personId, string account, CancellationToken ct = default)
    {
        var scope = await scopes.ForPersonAsync(personId, ct);
        if (await snapshots.ReadAsync(scope, account, ct) is not { Balances: [.., var last] } ledger)
            return null;

        var card = BalanceDocument.CardOf(last, ledger.Cycles.Zone).Card;
        var isListed = card is not null && (await cards.AllAsync(ct)).Any(each => each.Id == card.Id);
        return new(last, PlanDates.Of(ledger.Cycles, last.PlanStart, last.PlanEnd), card, isListed, scope.IsAdminOf(ledger.Account.Id), scope.IsAdministrator);
    }

    /// <summary>Takes the plan's start as a new anchor; false if there is no such account for this person, or nothing is offered any more.</summary>
    /// <exception cref="RefusedException">The person is no admin of the account.</exception>
    public async Task<bool> AcceptAsync(string personId, string account, Instant anchor, CancellationToken ct = default)
    {
        if (await ReadAsync(personId, account, ct) is not { Dates: { Say: PlanDatesSay.Offer } dates } offer || dates.Anchor != anchor)
            return false;
        if (!offer.MayAccept)
            throw new RefusedException("Only an admin of the account starts a new cycle.");

        return await accounts.AddAnchorAsync(await scopes.ForPersonAsync(personId, ct), account, anchor, ct);
    }

    /// <summary>Adds the price list as a card; false if there is nothing to add.</summary>
    /// <exception cref="RefusedException">The person is no administrator of the instance.</exception>
    public async Task<bool> AddCardAsync(string personId, string account, Instant asOf, CancellationToken ct = default)
    {
        if (await ReadAsync(personId, account, ct) is not { Card: { } card, IsListed: false })
            return false;

        await desk.AddAsync(await scopes.ForPersonAsync(personId, ct), card, asOf, ct);
        return true;
    }
}
