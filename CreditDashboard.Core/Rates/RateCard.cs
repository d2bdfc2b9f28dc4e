using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Rates;

/// <summary>What a contact's price is counted by.</summary>
public enum PriceBasis : byte
{
    /// <summary>One price for e-mail however many addresses there are, one for phone, one for both together.</summary>
    PerType = 0,

    /// <summary>Each address and each number has its price. Article: "Each data point has a separate credit cost".</summary>
    PerDataPoint = 1,
}

/// <summary>
/// What it costs to reveal a contact that was revealed before. Of the data points found, only those above the most that an earlier reveal
/// of the contact found are new.
/// </summary>
public enum RepeatRule : byte
{
    /// <summary>The article does not say: however long ago, from the price of what is new to the price of all that was shown.</summary>
    MayBeFree = 0,

    /// <summary>Within one cycle the price of what is new, and no more.</summary>
    FreeWithinCycle = 1,
}

/// <summary>Which published text a card follows.</summary>
/// <param name="Title">Its title, or the sentence that the card rests on.</param>
/// <param name="Address">Where it was published, null if that is not known.</param>
/// <param name="Captured">The day it was read, null if that is not known.</param>
public sealed record CardSource(string Title, string? Address = null, LocalDate? Captured = null);

/// <summary>The price of an action other than a reveal: so many credits for each quantity begun.</summary>
public sealed record ActionPrice
{
    /// <param name="action">The action's word, such as <c>search</c>.</param>
    /// <param name="credits">From 0 to <see cref="RateCard.CreditsMax"/>.</param>
    /// <param name="perQuantity">At least 1.</param>
    /// <exception cref="ArgumentException">The action is empty or <c>reveal</c>, or a number lies outside its bounds.</exception>
    public ActionPrice(string action, Credits credits, int perQuantity = 1)
    {
        if (action is "" or Reveal.RevealAction)
            throw new ArgumentException("A card prices actions other than reveals by their word.", nameof(action));
        if (perQuantity < 1)
            throw new ArgumentException($"The action '{action}' must be priced for a quantity of at least 1.", nameof(perQuantity));

        Action = action;
        Credits = RateCard.Checked(credits);
        PerQuantity = perQuantity;
    }

    public string Action { get; }
    public Credits Credits { get; }
    public int PerQuantity { get; }

    /// <summary>The credits for a quantity, rounded up to a whole <see cref="PerQuantity"/> per request; none for none.</summary>
    public Credits Of(int quantity) => Credits * ((Math.Max(quantity, 0L) + PerQuantity - 1) / PerQuantity);
}

/// <summary>
/// What each action costs and which published text says so. Where the article is silent or two published versions disagree, the choice is a
/// setting here.
/// </summary>
public sealed record RateCard
{
    /// <summary>The most that any one price of a card can be.</summary>
    public static readonly Credits CreditsMax = new(1_000_000);

    // Stands for "however many": of a requested type that was not found, nobody can say how many there were.
    const int AnyNumber = int.MaxValue;

    /// <summary>The card's word in commands and addresses, such as <c>help-article</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }
    public required string Version { get; init; }
    public required CardSource Source { get; init; }

    /// <summary>The first day it was valid by its own account. It informs; what prices a row is the card assigned.</summary>
    public LocalDate? EffectiveFrom { get; init; }

    /// <summary>Not included. It informs, as <see cref="EffectiveFrom"/> does.</summary>
    public LocalDate? EffectiveTo { get; init; }

    /// <summary>The only credits that the card prices. Conversation credits have no published price.</summary>
    public CreditType CreditType { get; init; }

    public PriceBasis Basis { get; init; }

    /// <summary>Article: "Email address only | 1 credit".</summary>
    public required Credits Email { get; init => field = Checked(value); }

    /// <summary>Article: "Phone number only | 1 credit".</summary>
    public required Credits Phone { get; init => field = Checked(value); }

    /// <summary>
    /// The price of both per type. Article: "Email + phone (both revealed together) | Up to 6 credits". Null: their sum, as it always is
    /// per data point.
    /// </summary>
    public CreditRange? Together
    {
        get;
        init => field = value is { } range ? new CreditRange(Checked(range.Min), Checked(range.Max)) : null;
    }

    /// <summary>The most that one contact costs, whatever was found.</summary>
    public required Credits Cap { get; init => field = Checked(value); }

    public RepeatRule Repeat { get; init; }

    /// <summary>The prices of other actions. An action that is not among them has no price.</summary>
    public ImmutableArray<ActionPrice> Actions { get; init; } = [];

    /// <summary>The price of an action other than a reveal, null if the card has none.</summary>
    public ActionPrice? PriceOf(string action)
    {
        foreach (var entry in Actions)
        {
            if (entry.Action == action)
                return entry;
        }

        return null;
    }

    /// <summary>The price of a contact of whom so much was found, revealed alone and for the first time; free if nothing was.</summary>
    public CreditRange PriceOf(int emails, int phones)
    {
        var range = PriceWithoutCap(emails, phones);
        return new CreditRange(Credits.Min(range.Min, Cap), Credits.Min(range.Max, Cap));
    }

    /// <summary>The most that a contact costs if each requested type that is missing had been found too.</summary>
    internal Credits MostAsked(int emails, int phones, bool isEmailMissing, bool isPhoneMissing) =>
        PriceOf(isEmailMissing ? AnyNumber : emails, isPhoneMissing ? AnyNumber : phones).Max;

    /// <summary>The lines that <see cref="PriceOf(int, int)"/> is the sum of.</summary>
    internal IEnumerable<PriceLine> LinesOf(int emails, int phones)
    {
        var found = (long)emails + phones;
        var uncapped = PriceWithoutCap(emails, phones);
        var range = PriceOf(emails, phones);
        var (email, phone) = (Email * Units(emails), Phone * Units(phones));
        if (emails > 0)
            yield return new PriceLine(PriceRule.Email, emails, email, email);
        if (phones > 0)
            yield return new PriceLine(PriceRule.Phone, phones, phone, phone);
        if (uncapped != CreditRange.Exactly(email + phone))
            yield return new PriceLine(PriceRule.Together, found, uncapped.Min - email - phone, uncapped.Max - email - phone);
        if (uncapped != range)
            yield return new PriceLine(PriceRule.Cap, found, range.Min - uncapped.Min, range.Max - uncapped.Max);
    }

    CreditRange PriceWithoutCap(int emails, int phones) =>
        Basis == PriceBasis.PerType && emails > 0 && phones > 0 && Together is { } together
            ? together
            : CreditRange.Exactly((Email * Units(emails)) + (Phone * Units(phones)));

    int Units(int found) => Basis == PriceBasis.PerType ? Math.Min(found, 1) : found;

    internal static Credits Checked(Credits credits) => credits >= Credits.None && credits <= CreditsMax
        ? credits
        : throw new ArgumentException($"A price on a card must lie between 0 and {CreditsMax} credits, not at {credits}.");
}
