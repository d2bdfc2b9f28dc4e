using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Rates;

/// <summary>The cards that ship with the product, one for each published reading of the article.</summary>
public static class PublishedCards
{
    /// <summary>The article as given: e-mail 1, phone 1, both together 2 to 6.</summary>
    public static readonly RateCard HelpArticle = new()
    {
        Id = "help-article",
        Name = "Help article (as given)",
        Version = "1",
        Source = new CardSource("How credits are deducted"),
        Email = new Credits(1),
        Phone = new Credits(1),
        Together = new CreditRange(new Credits(2), new Credits(6)),
        Cap = new Credits(6),
        Repeat = RepeatRule.MayBeFree,
    };

    /// <summary>A later text of the article: e-mail 1, phone 5, both 6; a repeat of the same contact within the cycle is free.</summary>
    public static readonly RateCard LaterHelpArticle = new()
    {
        Id = "later-help-article",
        Name = "Later help article",
        Version = "1",
        Source = new CardSource("How credits are deducted, a later text"),
        Email = new Credits(1),
        Phone = new Credits(5),
        Together = CreditRange.Exactly(new Credits(6)),
        Cap = new Credits(6),
        Repeat = RepeatRule.FreeWithinCycle,
    };

    /// <summary>The article's sentence "Each data point has a separate credit cost", taken by its word: 1 each, at most 6.</summary>
    public static readonly RateCard PerDataPoint = new()
    {
        Id = "per-data-point",
        Name = "Per data point",
        Version = "1",
        Source = new CardSource("Each data point has a separate credit cost"),
        Basis = PriceBasis.PerDataPoint,
        Email = new Credits(1),
        Phone = new Credits(1),
        Cap = new Credits(6),
        Repeat = RepeatRule.MayBeFree,
    };

    /// <summary>What prices an account before its first assignment.</summary>
    public static RateCard Default => HelpArticle;

    public static IReadOnlyList<RateCard> All { get; } = [HelpArticle, LaterHelpArticle, PerDataPoint];

    /// <summary>The card with that id, or null.</summary>
    public static RateCard? Find(string id) => All.FirstOrDefault(card => card.Id == id);
}
