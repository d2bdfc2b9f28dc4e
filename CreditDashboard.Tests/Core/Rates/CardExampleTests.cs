using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDashboard.Tests.Core.Rates;

/// <summary>A card worked through and read out.</summary>
public class CardExampleTests
{
    // As the article has them.
    const string Article = """
        Lusha charges credits based on the types of data revealed per contact, not per contact unlock. Each data point has a separate credit cost:
        Email address only | 1 credit |
        Phone number only | 1 credit |
        Email + phone (both revealed together) | Up to 6 credits |
        Bulk reveals deduct credits for all contacts in the selection, including those for whom only partial data was found
        If you see this line item in your dashboard, it counts independently from your standard prospecting credits.
        """;

    static string[] Costs(RateCard card) => [.. CardExamples.Of(card).Select(example => $"{example.Case}: {example.Price?.Range.ToString() ?? "not priced"}")];

    [Fact]
    public void TheArticle_WorkedThrough() => Assert.Equal(
        [
            "1 e-mail: 1", "1 phone: 1", "1 e-mail and 1 phone: 2 to 6", "2 phones: 1", "1 e-mail and 2 phones: 2 to 6", "Nothing found: 0",
            "In a bulk selection: 1 e-mail, the phone not found: 1 to 6", "In a bulk selection: nothing found: 0 to 6",
            "1 e-mail and 1 phone once more, in the same cycle: 0 to 6", "1 e-mail and 1 phone once more, in the next cycle: 0 to 6",
        ],
        Costs(PublishedCards.HelpArticle));

    [Fact]
    public void TheLaterText_WorkedThrough() => Assert.Equal(
        ["1 e-mail: 1", "1 phone: 5", "1 e-mail and 1 phone: 6", "2 phones: 5", "1 e-mail and 2 phones: 6", "Nothing found: 0", "In a bulk selection: 1 e-mail, the phone not found: 1 to 6"],
        Costs(PublishedCards.LaterHelpArticle)[..7]);

    [Fact]
    public void PartialData_CanBePricedAsShown()
    {
        var card = PublishedCards.HelpArticle with { Partial = PartialRule.AsShown };
        Assert.Equal(["In a bulk selection: 1 e-mail, the phone not found: 1", "In a bulk selection: nothing found: 0"], Costs(card)[6..8]);
    }

    [Fact]
    public void OtherActions_AreRoundedUp()
    {
        var card = PublishedCards.HelpArticle with { Actions = [new ActionPrice("search", new Credits(1), 25)] };
        Assert.Equal("search, 26: 2", Costs(card)[^1]);
        Assert.Contains("The action search costs 1 credit for every 25 begun, counted per request.", CardSentences.Of(card).Select(sentence => sentence.Text));
    }

    [Fact]
    public void TheArticlesWords_StandOnlyWhereTheCardSaysTheSame()
    {
        foreach (var quoted in PublishedCards.All.SelectMany(CardSentences.Of).Select(sentence => sentence.Article).OfType<string>())
            Assert.Contains(quoted, Article, StringComparison.Ordinal);

        Assert.Null(CardSentences.Of(PublishedCards.LaterHelpArticle).Single(sentence => sentence.Rule == "phone").Article);
        Assert.Equal("Phone number only | 1 credit", CardSentences.Of(PublishedCards.HelpArticle).Single(sentence => sentence.Rule == "phone").Article);
    }

    [Fact]
    public void EveryCard_HasExamplesWhoseLinesSum_AndASentenceForEachPolicy() => Prop.ForAll(RandomCards.All.ToArbitrary(), card =>
        CardExamples.Of(card).All(example => example.Price is { } price
            && price.Lines.Sum(line => line.Min.Count) == price.Range.Min.Count && price.Lines.Sum(line => line.Max.Count) == price.Range.Max.Count)
        && new[] { "basis", "email", "phone", "cap", "single", "partial", "repeat", "other_actions", "credit_type" }
            .All(rule => CardSentences.Of(card).Any(sentence => sentence.Rule == rule && sentence.Text.EndsWith('.'))))
        .QuickCheckThrowOnFailure();
}
