using System.Text;
using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using CreditDashboard.Tests.Core.Rates;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDashboard.Tests.Data;

/// <summary>A card as a JSON document.</summary>
public class CardJsonTests
{
    const string Smallest = """{"id": "acme", "name": "Acme", "version": "1", "source": {"title": "Order form"}, "email": 1, "phone": 5, "cap": 6}""";

    [Fact]
    public void ACard_ComesBackAsItWasWritten() => Prop.ForAll(RandomCards.All.ToArbitrary(), card =>
    {
        var text = CardJson.Write(card);
        var (read, problems) = CardJson.Read(text);
        return problems.Count == 0
            && read! with { Actions = [] } == card with { Actions = [] }
            && read!.Actions.SequenceEqual(card.Actions)
            && CardJson.Write(read) == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void WhatIsLeftOut_IsAsTheArticleHasIt()
    {
        var (card, _) = CardJson.Read(Smallest);
        Assert.Equal(
            """{"id":"acme","name":"Acme","version":"1","effective":{"from":null,"to":null},"source":{"title":"Order form","address":null,"captured":null},"credit_type":"prospecting","basis":"per_type","email":1,"phone":5,"together":null,"cap":6,"partial":"up_to_asked","repeat":"may_be_free","actions":[]}""",
            CardJson.Write(card!));
    }

    [Fact]
    public void EveryPublishedCard_CanBeWrittenAndRead() =>
        Assert.All(PublishedCards.All, card => Assert.Equal(card, CardJson.Read(CardJson.Write(card)).Card));

    [Fact]
    public void EveryProblem_IsToldWithItsKey()
    {
        var (card, problems) = CardJson.Read("""
            {"id": "Acme!", "version": 3, "effective": {"from": "2026-02-30", "to": null}, "source": {"title": "", "address": "ftp://x", "page": 2},
             "basis": "each", "email": -1, "phone": "five", "together": {"min": 6, "max": 2}, "partial": true, "price": 1,
             "actions": [{"action": "reveal", "credits": 1}, {"action": "search", "credits": 1.5, "per_quantity": 0}, 7]}
            """);

        Assert.Null(card);
        Assert.Equal(
            [
                "actions[0].action", "actions[1].credits", "actions[1].per_quantity", "actions[2]", "basis", "cap", "effective.from", "email", "id", "name", "partial",
                "phone", "price", "source.address", "source.page", "source.title", "together.max", "version",
            ],
            problems.Select(problem => problem.Key).Order(StringComparer.Ordinal));
        Assert.All(problems, problem => Assert.Matches(@"^[A-Z].*[.\]]", problem.Why));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("""{"id": "a", "id": "b"}""", "")]
    [InlineData("""{"id": "acme", "name": "Acme", "version": "1", "email": 1, "phone": 5, "cap": 6}""", "source")]
    [InlineData("""{"id": "acme", "name": "Acme", "version": "1", "source": {"title": "x"}, "email": 1, "phone": 5, "cap": 6, "basis": "per_data_point", "together": {"min": 1, "max": 2}}""", "together")]
    [InlineData("""{"id": "acme", "name": "Acme", "version": "1", "source": {"title": "x"}, "email": 1, "phone": 5, "cap": 6, "actions": [{"action": "a", "credits": 1}, {"action": "a", "credits": 2}]}""", "actions")]
    [InlineData("""{"id": "acme", "name": "Acme", "version": "1", "source": {"title": "x"}, "email": 1, "phone": 5, "cap": 6, "effective": {"from": "2026-02-01", "to": "2026-01-01"}}""", "effective.to")]
    public void ADocumentThatIsNoCard_IsRefused(string text, string key)
    {
        var (card, problems) = CardJson.Read(text);
        Assert.Null(card);
        Assert.Equal(key, Assert.Single(problems).Key);
    }

    [Fact]
    public void ALongDocument_IsRefused() => Assert.NotEmpty(CardJson.Read(Encoding.UTF8.GetBytes(Smallest + new string(' ', 64 * 1024))).Problems);
}
