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

/// <summary>
/// What a contact of a bulk selection costs when something was asked for and not found. Article: bulk reveals deduct credits "for all
/// contacts in the selection, including those for whom only partial data was found".
/// </summary>
public enum PartialRule : byte
{
    /// <summary>From the price of what was found up to the price had each requested type been found; the article does not say more.</summary>
    UpToAsked = 0,

    /// <summary>The price of what was found, as for a single reveal.</summary>
    AsShown = 1,
}

/// <summary>Which published text a card follows.</summary>
public sealed record CardSource
{
    /// <param name="title">Its title, or the sentence that the card rests on.</param>
    /// <param name="address">Where it was published, null if that is not known.</param>
    /// <param name="captured">The day it was read, null if that is not known.</param>
    /// <exception cref="ArgumentException">The title is empty or too long, or the address is none of the web.</exception>
    public CardSource(string title, string? address = null, LocalDate? captured = null)
    {
        Title = CardFields.Checked(title, CardFields.OfTitle(title), nameof(title));
        Address = CardFields.Checked(address, CardFields.OfAddress(address), nameof(address));
        Captured = captured;
    }

    public string Title { get; }
    public string? Address { get; }
    public LocalDate? Captured { get; }
}

/// <summary>
/// The days <c>[From, To)</c> that a card was valid on by its own account; an absent end is open. They inform: what prices a row is the card
/// assigned.
/// </summary>
public readonly record struct EffectiveDays
{
    /// <exception cref="ArgumentException">The days end before they begin.</exception>
    public EffectiveDays(LocalDate? from, LocalDate? to)
    {
        (From, To) = (from, CardFields.Checked(to, CardFields.OfEnd(from, to), nameof(to)));
    }

    public LocalDate? From { get; }

    /// <summary>Not included.</summary>
    public LocalDate? To { get; }
}

/// <summary>The price of an action other than a reveal: so many credits for each quantity begun.</summary>
public sealed record ActionPrice
{
    /// <param name="action">The action's word in the rows of an account, such as <c>search</c>.</param>
    /// <param name="credits">From 0 to <see cref="RateCard.CreditsMax"/>.</param>
    /// <param name="perQuantity">At least 1.</param>
    /// <exception cref="ArgumentException">The action is no word of rows or is <c>reveal</c>, or a number lies outside its bounds.</exception>
    public ActionPrice(string action, Credits credits, int perQuantity = 1)
    {
        Action = CardFields.Checked(action, CardFields.OfAction(action), nameof(action));
        Credits = CardFields.Checked(credits, CardFields.OfCredits(credits), nameof(credits));
        PerQuantity = CardFields.Checked(perQuantity, CardFields.OfQuantity(perQuantity), nameof(perQuantity));
    }

    public string Action { get; }
    public Credits Credits { get; }
    public int PerQuantity { get; }

    /// <summary>The credits for a quantity, rounded up to a whole <see cref="PerQuantity"/> per request; none for none.</summary>
    public Credits Of(int quantity) => Credits * ((Math.Max(quantity, 0L) + PerQuantity - 1) / PerQuantity);
}

/// <summary>
/// What each action costs and which published text says so. Where the article is silent or two published versions disagree, the choice is a
/// setting here. Each field is checked as it is set: what a card cannot hold throws an <see cref="ArgumentException"/> that names it.
/// </summary>
public sealed record RateCard
{
    /// <summary>The most that any one price of a card can be.</summary>
    public static readonly Credits CreditsMax = new(1_000_000);

    // Stands for "however many": of a requested type that was not found, nobody can say how many there were.
    const int AnyNumber = int.MaxValue;

    /// <summary>The card's word in commands and addresses, such as <c>help-article</c>: 1 to 40 of <c>a-z 0-9 -</c>.</summary>
    public required string Id { get; init => field = CardFields.Checked(value, CardFields.OfId(value), nameof(Id)); }

    public required string Name { get; init => field = CardFields.Checked(value, CardFields.OfName(value), nameof(Name)); }

    /// <summary>What its publisher or its operator calls this version; a changed card has another.</summary>
    public required string Version { get; init => field = CardFields.Checked(value, CardFields.OfVersion(value), nameof(Version)); }

    public required CardSource Source { get; init; }

    public EffectiveDays Effective { get; init; }

    /// <summary>The only credits that the card prices. Conversation credits have no published price, and their amount is never judged.</summary>
    public CreditType CreditType { get; init; }

    public PriceBasis Basis { get; init; }

    /// <summary>Article: "Email address only | 1 credit".</summary>
    public required Credits Email { get; init => field = CardFields.Checked(value, CardFields.OfCredits(value), nameof(Email)); }

    /// <summary>Article: "Phone number only | 1 credit".</summary>
    public required Credits Phone { get; init => field = CardFields.Checked(value, CardFields.OfCredits(value), nameof(Phone)); }

    /// <summary>
    /// The price of both per type. Article: "Email + phone (both revealed together) | Up to 6 credits". Null: their sum, as it always is
    /// per data point.
    /// </summary>
    public CreditRange? Together { get; init => field = CardFields.Checked(value, CardFields.OfRange(value), nameof(Together)); }

    /// <summary>The most that one contact costs, whatever was found. Article: "Up to 6 credits".</summary>
    public required Credits Cap { get; init => field = CardFields.Checked(value, CardFields.OfCredits(value), nameof(Cap)); }

    public PartialRule Partial { get; init; }

    public RepeatRule Repeat { get; init; }

    /// <summary>The prices of other actions, each once. An action that is not among them has no price.</summary>
    public ImmutableArray<ActionPrice> Actions { get; init => field = CardFields.Checked(value, CardFields.OfActions(value), nameof(Actions)); } = [];

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
}
