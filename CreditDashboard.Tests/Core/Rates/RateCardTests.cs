using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Tests.Core.Rates;

public class RateCardTests
{
    static readonly Instant November = Instant.FromUtc(2026, 11, 1, 0, 0);

    [Fact]
    public void ThreeCardsShip_AndTheArticleAsGivenIsTheDefault()
    {
        Assert.Equal(["help-article", "later-help-article", "per-data-point"], PublishedCards.All.Select(card => card.Id));
        Assert.Same(PublishedCards.Find("help-article"), PublishedCards.Default);
        Assert.Null(PublishedCards.Find("Help-Article"));
    }

    [Fact]
    public void ACard_RulesFromItsInstantToTheNext()
    {
        var dayAfter = November + Duration.FromDays(1);
        var cards = new CardSchedule([Assigned("per-data-point", dayAfter), Assigned("later-help-article", November)]);

        Assert.Equal("help-article", cards.At(November - Duration.Epsilon).Id);
        Assert.Equal("later-help-article", cards.At(November).Id);
        Assert.Equal("later-help-article", cards.At(dayAfter - Duration.Epsilon).Id);
        Assert.Equal("per-data-point", cards.At(dayAfter).Id);
    }

    [Fact]
    public void OfTwoAssignmentsAtOneInstant_TheLaterListedRules()
    {
        var cards = new CardSchedule([Assigned("per-data-point", November), Assigned("later-help-article", November)]);

        Assert.Equal("later-help-article", cards.At(November).Id);
    }

    [Fact]
    public void AnOperatorsCard_CanBeAssigned()
    {
        var own = PublishedCards.Default with { Id = "acme-2026", Email = new Credits(2) };

        Assert.Same(own, new CardSchedule([Assigned("acme-2026", November)], [own]).At(November));
    }

    [Fact]
    public void ACardThatDoesNotExist_CannotBeAssigned()
    {
        var error = Assert.Throws<ArgumentException>(() => new CardSchedule([Assigned("no-such-card", November)]));
        Assert.StartsWith("There is no rate card 'no-such-card'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APublishedCard_IsNeverStoodInFor()
    {
        var shadow = PublishedCards.Default with { Email = new Credits(2) };

        Assert.StartsWith(
            "The card 'help-article' ships with the product", Assert.Throws<ArgumentException>(() => new CardSchedule([], [shadow])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Periods_BeginWithTheDefault()
    {
        var cards = new CardSchedule([Assigned("per-data-point", November)]);

        Assert.Equal([((Instant?)null, "help-article"), (November, "per-data-point")], cards.Periods.Select(period => (period.From, period.Card.Id)));
    }

    public static TheoryData<string, Func<RateCard, RateCard>> Wrong => new()
    {
        { "Id", card => card with { Id = "Acme 2026" } },
        { "Id", card => card with { Id = new string('x', 41) } },
        { "Name", card => card with { Name = " " } },
        { "Name", card => card with { Name = "two\nlines" } },
        { "Version", card => card with { Version = "" } },
        { "title", card => card with { Source = new CardSource("") } },
        { "address", card => card with { Source = new CardSource("Order form", "javascript:alert(1)") } },
        { "to", card => card with { Effective = new EffectiveDays(new LocalDate(2026, 2, 1), new LocalDate(2026, 2, 1)) } },
        { "Email", card => card with { Email = new Credits(-1) } },
        { "Phone", card => card with { Phone = RateCard.CreditsMax + new Credits(1) } },
        { "Together", card => card with { Together = CreditRange.Exactly(RateCard.CreditsMax + new Credits(1)) } },
        { "Cap", card => card with { Cap = new Credits(-1) } },
        { "Actions", card => card with { Actions = [new ActionPrice("search", new Credits(1)), new ActionPrice("search", new Credits(2))] } },
        { "action", card => card with { Actions = [new ActionPrice("Search!", new Credits(1))] } },
        { "perQuantity", card => card with { Actions = [new ActionPrice("search", new Credits(1), 0)] } },
    };

    [Theory, MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void WhatACardCannotHold_IsRefusedByItsField(string field, Func<RateCard, RateCard> change)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => change(PublishedCards.Default));
        Assert.Equal(field, error.ParamName);
        Assert.Matches(@"^[A-Z].+[.]", error.Message);
    }

    [Fact]
    public void APriceOnACard_LiesWithinItsBounds()
    {
        Assert.Throws<ArgumentException>(() => PublishedCards.Default with { Email = new Credits(-1) });
        Assert.Throws<ArgumentException>(() => PublishedCards.Default with { Cap = RateCard.CreditsMax + new Credits(1) });
        Assert.Throws<ArgumentException>(() => new ActionPrice("search", new Credits(1), perQuantity: 0));
        Assert.Throws<ArgumentException>(() => new ActionPrice("reveal", new Credits(1)));
        Assert.Throws<ArgumentException>(() => new CreditRange(new Credits(2), new Credits(1)));
    }

    [Fact]
    public void TheLargestCounts_DoNotOverflow()
    {
        var dear = PublishedCards.PerDataPoint with { Email = RateCard.CreditsMax, Phone = RateCard.CreditsMax, Cap = RateCard.CreditsMax };

        Assert.Equal(RateCard.CreditsMax, dear.PriceOf(int.MaxValue, int.MaxValue).Max);
        Assert.Equal(RateCard.CreditsMax * int.MaxValue, new ActionPrice("search", RateCard.CreditsMax).Of(int.MaxValue));
    }

    [Fact]
    public void TheDistanceToARange_IsCountedOnEitherSide()
    {
        var range = new CreditRange(new Credits(2), new Credits(6));

        Assert.Equal([2, 1, 0, 0, 1], new long[] { 0, 1, 2, 6, 7 }.Select(count => range.DistanceTo(new Credits(count)).Count));
        Assert.Equal([false, true, true, false], new long[] { 1, 2, 6, 7 }.Select(count => range.Holds(new Credits(count))));
        Assert.Equal(new CreditRange(new Credits(3), new Credits(7)), range + CreditRange.Exactly(new Credits(1)));
    }

    static CardAssignment Assigned(string card, Instant from) => new() { From = from, Card = card };
}
