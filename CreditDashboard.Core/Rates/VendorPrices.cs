using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Rates;

/// <summary>One line of the vendor's live price list: so many credits for each quantity of an action.</summary>
/// <param name="Action">The vendor's word, such as <c>revealEmail</c>.</param>
public readonly record struct VendorPrice(string Action, long Credits, long PerQuantity);

/// <summary>The card that the vendor's live price list makes. Nothing is priced by it until a person assigns it.</summary>
public static class VendorPrices
{
    public const string IdPrefix = "vendor-prices-";
    const string RevealEmail = "revealEmail";
    const string RevealPhone = "revealPhone";

    /// <summary>
    /// The card, or a sentence that says why the list makes none. What the list does not say is as the article has it: how partial data and a
    /// repeat are charged. E-mail and phone together cost their sum.
    /// </summary>
    /// <param name="digest">Of the list, in hexadecimal: the same list makes the same card, whose account it came from.</param>
    public static (RateCard? Card, string Why) CardOf(IReadOnlyList<VendorPrice> prices, string digest, LocalDate captured)
    {
        if (Find(prices, RevealEmail) is not { } email || Find(prices, RevealPhone) is not { } phone)
            return (null, $"Its price list makes no card: it does not price {RevealEmail} and {RevealPhone}.");

        var actions = prices.Where(price => price.Action is not (RevealEmail or RevealPhone)).ToList();
        if (prices.FirstOrDefault(price => Problem(price) is not null) is { Action.Length: > 0 } wrong)
            return (null, $"Its price list makes no card. {Problem(wrong)}");
        var entries = actions.Select(price => new ActionPrice(WordOf(price.Action), new Credits(price.Credits), (int)price.PerQuantity)).ToImmutableArray();
        if (CardFields.OfActions(entries) is { } why)
            return (null, $"Its price list makes no card. {why}");

        return (new RateCard
        {
            Id = IdPrefix + digest[..8],
            Name = "Vendor price list",
            Version = "1",
            Source = new CardSource("The vendor's live price list, as its account usage gave it", captured: captured),
            Email = new Credits(email.Credits),
            Phone = new Credits(phone.Credits),
            Cap = new Credits(email.Credits + phone.Credits),
            Actions = entries,
        }, "");
    }

    /// <summary>As rows of an account have the action, which are in lower case.</summary>
    static string WordOf(string action) => action.ToLowerInvariant();

    static VendorPrice? Find(IReadOnlyList<VendorPrice> prices, string action) =>
        prices.FirstOrDefault(price => price.Action == action) is { Action: not null } found ? found : null;

    static string? Problem(VendorPrice price) =>
        price.Action is RevealEmail or RevealPhone ? price.Credits < 0 || price.Credits > RateCard.CreditsMax.Count / 2 ? CardFields.OfCredits(new Credits(-1)) : null
        : CardFields.OfAction(WordOf(price.Action)) ?? CardFields.OfCredits(new Credits(price.Credits))
            ?? (price.PerQuantity is >= 1 and <= int.MaxValue ? null : CardFields.OfQuantity(0));
}
