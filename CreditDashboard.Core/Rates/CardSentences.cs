using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Rates;

/// <summary>One thing that a card says, in a sentence.</summary>
/// <param name="Rule">What it is about, such as <c>email</c> or <c>repeat</c>.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Article">The article's own words where they say the same; null where the article is silent or says otherwise.</param>
public sealed record CardSentence(string Rule, string Text, string? Article = null);

/// <summary>A card read out: each price and each policy. Rendered from the card alone.</summary>
public static class CardSentences
{
    const string EachDataPoint = "Each data point has a separate credit cost";

    public static IReadOnlyList<CardSentence> Of(RateCard card) =>
    [
        card.Basis == PriceBasis.PerType
            ? new("basis", "A contact costs by the types of data shown, however many of each.", "Lusha charges credits based on the types of data revealed per contact, not per contact unlock.")
            : new("basis", "A contact costs by each e-mail address and each phone number shown.", EachDataPoint),
        .. Prices(card),
        new("cap", $"One contact costs at most {Many(card.Cap)}, whatever was found.", card.Cap == PublishedCards.HelpArticle.Cap ? "Up to 6 credits" : null),
        new("single", "A single reveal costs what it showed, and nothing if it showed nothing."),
        card.Partial == PartialRule.UpToAsked
            ? new(
                "partial",
                "In a bulk selection a contact of whom something asked for was not found may cost as much as if it had been found; with nothing found, from nothing up to that.",
                "Bulk reveals deduct credits for all contacts in the selection, including those for whom only partial data was found")
            : new("partial", "In a bulk selection, too, a contact costs what was found, and nothing if nothing was."),
        card.Repeat == RepeatRule.MayBeFree
            ? new("repeat", "A contact shown before, however long ago, costs at least what is new and at most all that was shown: the article does not say what a repeat costs.")
            : new("repeat", "A contact shown before in the same cycle costs what is new, and no more."),
        .. card.Actions.Select(entry => new CardSentence("action", entry.PerQuantity == 1
            ? $"The action {entry.Action} costs {Many(entry.Credits)} each."
            : $"The action {entry.Action} costs {Many(entry.Credits)} for every {entry.PerQuantity} begun, counted per request.")),
        new("other_actions", card.Actions.IsEmpty ? "Paid actions other than reveals have no price: they are counted, their amount is not judged." : "Actions that are not named have no price: they are counted, their amount is not judged."),
        card.CreditType == CreditType.Prospecting
            ? new("credit_type", "It prices prospecting credits. Conversation credits are counted apart, their amount is never judged.", "it counts independently from your standard prospecting credits")
            : new("credit_type", "It prices conversation credits, whose amount is never judged. Prospecting credits have no price under it."),
    ];

    static IEnumerable<CardSentence> Prices(RateCard card)
    {
        var article = PublishedCards.HelpArticle;
        if (card.Basis == PriceBasis.PerDataPoint)
        {
            yield return new("email", $"Each e-mail address costs {Many(card.Email)}.", card.Email == article.Email ? EachDataPoint : null);
            yield return new("phone", $"Each phone number costs {Many(card.Phone)}.", card.Phone == article.Phone ? EachDataPoint : null);
            yield break;
        }

        yield return new("email", $"An e-mail alone costs {Many(card.Email)}.", card.Email == article.Email ? "Email address only | 1 credit" : null);
        yield return new("phone", $"A phone alone costs {Many(card.Phone)}.", card.Phone == article.Phone ? "Phone number only | 1 credit" : null);
        yield return card.Together is not { } together
            ? new("together", "E-mail and phone together cost the sum of the two.")
            : new(
                "together",
                together.Min == together.Max ? $"E-mail and phone together cost {Many(together.Max)}." : $"E-mail and phone together cost {together.Min} to {Many(together.Max)}.",
                together.Max == article.Together?.Max ? "Email + phone (both revealed together) | Up to 6 credits" : null);
    }

    static string Many(Credits credits) => credits.Count == 1 ? "1 credit" : $"{credits} credits";
}
