using CreditDashboard.Core.Rates;

namespace CreditDashboard.Components.Cards;

/// <summary>Cards in the words of the pages.</summary>
public static class CardText
{
    /// <summary>What an e-mail or a phone costs, in a cell.</summary>
    public static string Each(RateCard card, Core.Ledger.Credits credits) =>
        Words.Count(credits.Count) + (card.Basis == PriceBasis.PerDataPoint ? " each" : "");

    /// <summary>What both cost together, in a cell: made of the real price of one of each.</summary>
    public static string Both(RateCard card) => card.PriceOf(1, 1) is var range ? Words.Range(range.Min.Count, range.Max.Count) : "";

    public static string Rule(string rule) => rule switch
    {
        "basis" => "Counted by",
        "email" => "E-mail",
        "phone" => "Phone",
        "together" => "Both together",
        "cap" => "At most",
        "single" => "Single reveal",
        "partial" => "Partial data",
        "repeat" => "Shown before",
        "action" or "other_actions" => "Other actions",
        _ => "Credits",
    };

    /// <summary>When it was valid by its own account, null if it does not say.</summary>
    public static string? Effective(EffectiveDays days) => days switch
    {
        { From: { } from, To: { } to } => $"{Times.DayOfYear(from)} to {Times.DayOfYear(to)}",
        { From: { } from } => $"from {Times.DayOfYear(from)}",
        { To: { } to } => $"to {Times.DayOfYear(to)}",
        _ => null,
    };

    public static string Captured(CardSource source) => source.Captured is { } day ? $"captured {Times.DayOfYear(day)}" : "day of capture not known";
}
