using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Tests.Core.Rates;

public class RevealPricesTests
{
    static readonly RateCard Article = PublishedCards.HelpArticle;
    static readonly RateCard Later = PublishedCards.LaterHelpArticle;
    static readonly RateCard PerDataPoint = PublishedCards.PerDataPoint;

    // "Email address only | 1 credit"
    [Fact]
    public void EmailOnly_IsOne() => Assert.Equal("1", new Activity(Article).Reveals(emails: 1).Costs());

    // "Phone number only | 1 credit"
    [Fact]
    public void PhoneOnly_IsOne() => Assert.Equal("1", new Activity(Article).Reveals(phones: 3).Costs());

    // "Email + phone (both revealed together) | Up to 6 credits"
    [Fact]
    public void EmailAndPhone_UpToSix()
    {
        var activity = new Activity(Article).Reveals(emails: 1, phones: 2);

        Assert.Equal("2 to 6", activity.Costs());
        Assert.Equal("email 1: 1, phone 2: 1, together 3: 0 to 4", activity.Lines());
    }

    [Fact]
    public void NothingShown_IsFree()
    {
        var activity = new Activity(Article).Reveals();

        Assert.Equal("0", activity.Costs());
        Assert.Equal("", activity.Lines());
    }

    [Fact]
    public void LaterArticle_PhoneIsFive_AndBothAreSix()
    {
        Assert.Equal("1", new Activity(Later).Reveals(emails: 2).Costs());
        Assert.Equal("5", new Activity(Later).Reveals(phones: 2).Costs());
        Assert.Equal("6", new Activity(Later).Reveals(emails: 1, phones: 1).Costs());
        Assert.Equal("email 1: 1, phone 1: 5", new Activity(Later).Reveals(emails: 1, phones: 1).Lines());
    }

    // "Each data point has a separate credit cost"
    [Fact]
    public void PerDataPoint_CountsEachPoint_UpToTheCap()
    {
        Assert.Equal("3", new Activity(PerDataPoint).Reveals(emails: 1, phones: 2).Costs());
        Assert.Equal("6", new Activity(PerDataPoint).Reveals(emails: 5, phones: 4).Costs());
        Assert.Equal("email 5: 5, phone 4: 4, cap 9: -3", new Activity(PerDataPoint).Reveals(emails: 5, phones: 4).Lines());
    }

    // "Bulk reveals deduct credits for all contacts in the selection, including those for whom only partial data was found"
    [Fact]
    public void Bulk_WithTheEmailOnly_MayCostAsIfBothWereFound()
    {
        var activity = new Activity(Article).Reveals(emails: 1, channel: "bulk");

        Assert.Equal("1 to 6", activity.Costs());
        Assert.Equal("email 1: 1, partial 1: 0 to 5", activity.Lines());
        Assert.Equal("1 to 6", new Activity(Later).Reveals(emails: 1, channel: "bulk").Costs());
    }

    [Fact]
    public void Bulk_WithNothingFound_MayCostWhatWasAsked()
    {
        Assert.Equal("0 to 6", new Activity(Article).Reveals(channel: "csv").Costs());
        Assert.Equal("partial 2: 0 to 6", new Activity(Article).Reveals(channel: "csv").Lines());
        Assert.Equal("0 to 1", new Activity(Article).Reveals(channel: "csv", phonesRequested: false).Costs());
        Assert.Equal("0 to 5", new Activity(Later).Reveals(channel: "csv", emailsRequested: false).Costs());
        Assert.Equal("0", new Activity(Article).Reveals(channel: "csv", emailsRequested: false, phonesRequested: false).Costs());
    }

    [Fact]
    public void Bulk_WithAllThatWasAsked_CostsWhatWasShown()
    {
        Assert.Equal("1", new Activity(Article).Reveals(emails: 1, channel: "bulk", phonesRequested: false).Costs());
        Assert.Equal("2 to 6", new Activity(Article).Reveals(emails: 1, phones: 1, channel: "bulk").Costs());
    }

    [Fact]
    public void Bulk_PerDataPoint_AMissingTypeMayHaveBeenAnyNumber()
    {
        Assert.Equal("2 to 6", new Activity(PerDataPoint).Reveals(emails: 2, channel: "bulk").Costs());
        Assert.Equal("0 to 6", new Activity(PerDataPoint).Reveals(channel: "bulk", phonesRequested: false).Costs());
        Assert.Equal("6", new Activity(PerDataPoint).Reveals(emails: 7, channel: "bulk").Costs());
        Assert.Equal("email 7: 7, cap 7: -1", new Activity(PerDataPoint).Reveals(emails: 7, channel: "bulk").Lines());
    }

    [Fact]
    public void AJob_MakesAnyChannelBulk()
    {
        Assert.Equal("1 to 6", new Activity(Article).Reveals(emails: 1, channel: "salesforce", job: "J-1").Costs());
        Assert.Equal("1", new Activity(Article).Reveals(emails: 1, channel: "salesforce").Costs());
    }

    [Fact]
    public void ARepeat_MayBeFreeOrCharged_WhereTheArticleIsSilent()
    {
        var activity = new Activity(Article)
            .Reveals(emails: 1, contact: "bob", user: "ben@acme.example", channel: "api")
            .Reveals(emails: 1, contact: "bob", day: 400);

        Assert.Equal("0 to 1", activity.Costs());
        Assert.Equal("email 1: 1, repeat 1: -1 to 0", activity.Lines());
    }

    [Fact]
    public void ARepeat_WithMoreThanBefore_CostsAtLeastWhatIsNew()
    {
        Assert.Equal("1 to 6", EmailThenBoth(Article));
        Assert.Equal("5", EmailThenBoth(Later));
        Assert.Equal("1 to 2", EmailThenBoth(PerDataPoint));

        static string EmailThenBoth(RateCard card) =>
            new Activity(card).Reveals(emails: 1, contact: "bob").Reveals(emails: 1, phones: 1, contact: "bob").Costs();
    }

    [Fact]
    public void WhatIsNew_IsCountedFromTheMostThatOneEarlierRevealFound()
    {
        var activity = new Activity(PerDataPoint)
            .Reveals(emails: 2, contact: "bob").Reveals(emails: 1, phones: 1, contact: "bob").Reveals(emails: 4, phones: 1, contact: "bob");

        Assert.Equal("2 to 5", activity.Costs());
        Assert.Equal("email 4: 4, phone 1: 1, repeat 3: -3 to 0", activity.Lines());
    }

    [Fact]
    public void LaterArticle_ARepeatWithinTheCycleIsFree()
    {
        var activity = new Activity(Later).Reveals(emails: 1, phones: 1, contact: "bob").Reveals(emails: 1, phones: 1, contact: "bob");
        var prices = activity.Prices();

        Assert.Equal("0", activity.Costs());
        Assert.Equal("email 1: 1, phone 1: 5, repeat 2: -6", activity.Lines());
        Assert.True(prices[1].IsRepeat);
        Assert.Equal((0, 6), (prices[1].Max, prices[1].MaxWithoutRepeat));
        Assert.Equal((1, 1), (prices[1].EarlierEmails, prices[1].EarlierPhones));
    }

    [Fact]
    public void LaterArticle_ARepeatInAnotherCycleCostsAgain()
    {
        var prices = new Activity(Later).Reveals(emails: 1, contact: "bob").Reveals(emails: 1, contact: "bob", day: 30).Prices();

        Assert.False(prices[1].IsRepeat);
        Assert.Equal((1, 1), (prices[1].Min, prices[1].Max));
    }

    [Fact]
    public void LaterArticle_ARepeatInBulk_AsksForWhatIsMissingAndNew()
    {
        var prices = new Activity(Later).Reveals(emails: 1, contact: "bob").Reveals(emails: 1, contact: "bob", channel: "bulk").Prices();

        Assert.Equal((0, 5, 0, 6), (prices[1].Min, prices[1].Max, prices[1].ShownMax, prices[1].MaxWithoutRepeat));
        Assert.True(prices[1].IsIncomplete);
    }

    [Fact]
    public void ARepeatInBulk_MayCostAsIfForTheFirstTime()
    {
        var activity = new Activity(Article).Reveals(emails: 1, contact: "bob").Reveals(emails: 1, contact: "bob", channel: "bulk");

        Assert.Equal("0 to 6", activity.Costs());
        Assert.Equal("email 1: 1, repeat 1: -1 to 0, partial 1: 0 to 5", activity.Lines());
    }

    [Fact]
    public void WithoutAContactId_NothingRepeats() =>
        Assert.Equal("1", new Activity(Article).Reveals(emails: 1).Reveals(emails: 1).Costs());

    [Fact]
    public void AnEarlierRevealThatFoundNothing_TakesNothingOff() =>
        Assert.Equal("1", new Activity(Article).Reveals(contact: "bob").Reveals(emails: 1, contact: "bob").Costs());

    [Fact]
    public void ConversationCredits_HaveNoPrice_YetTheirRevealsCountAsEarlier()
    {
        var activity = new Activity(Article).Reveals(emails: 1, contact: "bob", creditType: CreditType.Conversation);

        Assert.Equal("not priced", activity.Costs());
        Assert.Equal("not priced", activity.Lines());
        Assert.Equal("0 to 1", activity.Reveals(emails: 1, contact: "bob").Costs());
    }

    [Fact]
    public void AnotherAction_IsRoundedUpPerRequest()
    {
        var card = Article with { Actions = [new ActionPrice("search", new Credits(1), perQuantity: 25)] };

        Assert.Equal("1", new Activity(card).Does("search", 25).Costs());
        Assert.Equal("2", new Activity(card).Does("search", 26).Costs());
        Assert.Equal("0", new Activity(card).Does("search", 0).Costs());
        Assert.Equal("action 60: 3", new Activity(card).Does("search", 60).Lines());
        Assert.Equal("not priced", new Activity(card).Does("export", 1).Costs());
        Assert.Equal("not priced", new Activity(card).Does("search", 1, CreditType.Conversation).Costs());
    }

    [Fact]
    public void EachReveal_IsPricedByTheCardOfItsInstant()
    {
        var cards = new CardSchedule([new CardAssignment { From = Instant.FromUtc(2026, 11, 2, 13, 0), Card = "later-help-article" }]);
        var prices = new Activity(cards).Reveals(phones: 1).Reveals(phones: 1).Prices();

        Assert.Equal((1, 5), (prices[0].Max, prices[1].Max));
    }
}
