using System.Net;
using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Tests.Pages;

/// <summary>The pages of the rate cards, and what the settings and the discrepancies show of them.</summary>
public sealed class CardPagesTests : IAsyncLifetime, IDisposable
{
    readonly RunningApp _app = new();
    Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        await _app.AddCardAsync();
        _ann = _app.Visitor();
        (await _ann.SignInAsync()).Dispose();
    }

    [Fact]
    public async Task List_NamesEachCard_ItsPricesItsSourceAndItsUse()
    {
        var page = await _ann.ReadAsync("/settings/cards?account=acme");
        var rows = page.QuerySelectorAll(".cards tbody tr").Select(row => string.Join(" | ", row.QuerySelectorAll("td > *, td.n, td.version").Select(Visitor.Text))).ToArray();
        Assert.Equal(
            [
                "Help article (as given) | help-article | 1 | 1 | 1 | 2–6 | 6 | How credits are deducted | address not known, day of capture not known | Every account until another is",
                "Later help article | later-help-article | 1 | 1 | 5 | 6 | 6 | How credits are deducted, a later text | address not known, day of capture not known | no account",
                "Per data point | per-data-point | 1 | 1 each | 1 each | 2 | 6 | Each data point has a separate credit cost | address not known, day of capture not known | no account",
                "Acme order form | acme-2026 | 2 | 1 | 4 | 6 | 6 | Order form, page 2 | captured 5 Jan 2026 | Acme from 3 Nov 2026, 00:00 GMT",
            ],
            rows);
        Assert.Equal("https://example.com/order", page.QuerySelector(".cards .source a")!.GetAttribute("href"));
        Assert.Contains("Add a card", Visitor.Text(page.QuerySelector(".head")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_IsReadOut_WorkedThroughAndTracedToTheArticle()
    {
        var page = await _ann.ReadAsync("/settings/cards/help-article?account=acme");
        var together = page.QuerySelectorAll(".says dd").Single(said => said.TextContent.Contains("E-mail and phone together cost 2 to 6 credits.", StringComparison.Ordinal));
        Assert.Equal("Email + phone (both revealed together) | Up to 6 credits", Visitor.Text(together.QuerySelector("q")));
        Assert.Contains("the article does not say what a repeat costs.", Visitor.Text(page.QuerySelector(".says")), StringComparison.Ordinal);
        Assert.Equal(
            CardExamples.Of(PublishedCards.HelpArticle).Select(example => example.Case),
            page.QuerySelectorAll(".examples tbody tr td:first-child").Select(Visitor.Text));
        Assert.Equal(["1", "1", "2–6", "1", "2–6", "0", "1–6", "0–6", "0–6", "0–6"], page.QuerySelectorAll(".examples tbody td.n").Select(Visitor.Text));
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync("/settings/cards/gold?account=acme"));
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync("/settings/cards/gold"));
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync("/settings/cards/help-article?account=nobodys"));
    }

    [Fact]
    public async Task OlderVersion_IsShownAsSuch()
    {
        var newest = await _ann.TextAsync("/settings/cards/acme-2026?account=acme");
        Assert.Contains("A phone alone costs 4 credits.", newest, StringComparison.Ordinal);
        Assert.Contains("The action search costs 1 credit for every 25 begun, counted per request.", newest, StringComparison.Ordinal);
        Assert.Contains("Acme3 Nov 2026, 00:00 GMT", newest, StringComparison.Ordinal);

        var older = await _ann.TextAsync("/settings/cards/acme-2026?account=acme&version=1");
        Assert.Contains("This is an older version, 1. The newest is 2.", older, StringComparison.Ordinal);
        Assert.Contains("A phone alone costs 5 credits.", older, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync("/settings/cards/acme-2026?account=acme&version=7"));
    }

    [Fact]
    public async Task Fit_IsComputedWhenItIsAskedFor()
    {
        Assert.Contains("Compare the cards", await _ann.TextAsync("/discrepancies?account=acme"), StringComparison.Ordinal);
        Assert.Empty((await _ann.ReadAsync("/discrepancies?account=acme")).QuerySelectorAll(".fit"));

        var page = await _ann.ReadAsync("/discrepancies?account=acme&fit=shown");
        Assert.Equal(
            [
                "Help article (as given) | not in force | 14 | 2 | 4 | Assign", "Per data point | not in force | 12 | 4 | 12 | Assign",
                "Acme order form | in force since 3 Nov 2026 | 11 | 5 | 16 |", "Later help article | not in force | 11 | 5 | 17 | Assign",
            ],
            page.QuerySelectorAll(".fit tbody tr").Select(row => string.Join(" | ", row.QuerySelectorAll("td").Select(Visitor.Text)).Trim()));
        Assert.Contains("Evidence only: nothing is applied by itself.", Visitor.Text(page.QuerySelector("main")), StringComparison.Ordinal);
        var assign = page.QuerySelector(".fit td:last-child a")!.GetAttribute("href")!;
        var form = (await _ann.ReadAsync(assign.Split('#')[0])).QuerySelector("#assign-card option[selected]");
        Assert.Equal("help-article", form!.GetAttribute("value"));
    }

    [Fact]
    public async Task Settings_ListTheCardsOfTheAccount_AndNameTheZone()
    {
        var page = await _ann.ReadAsync("/settings?account=acme");
        Assert.Equal(
            ["the beginning | Help article (as given) | 1", "3 Nov 2026, 00:00 GMT | Acme order form | 2"],
            page.QuerySelectorAll(".assigned tbody tr").Select(row => string.Join(" | ", row.QuerySelectorAll("td").Take(3).Select(Visitor.Text))));
        Assert.Equal("From, Europe/London", Visitor.Text(page.QuerySelector("label[for=assign-from]")));
        Assert.Equal("2026-10-31T09:14", page.QuerySelector("#assign-from")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Agent_SeesCardsAndFit_AndChangesNothing()
    {
        var id = await _app.AddPersonAsync("sam@desk.example");
        await _app.Get<Store>().WriteAsync(context => context.Users.Where(person => person.Id == id)
            .ExecuteUpdateAsync(row => row.SetProperty(person => person.IsAgent, true).SetProperty(person => person.IsAdministrator, false)));
        using var sam = _app.Visitor();
        (await sam.SignInAsync("sam@desk.example")).Dispose();

        var fit = await sam.ReadAsync("/discrepancies?account=acme&fit=shown");
        Assert.Equal(4, fit.QuerySelectorAll(".fit tbody tr").Length);
        Assert.DoesNotContain("Assign", fit.QuerySelectorAll(".fit tbody a").Select(Visitor.Text));
        Assert.Empty((await sam.ReadAsync("/settings?account=acme")).QuerySelectorAll(".assign, .assigned button"));
        Assert.DoesNotContain("Add a card", await sam.TextAsync("/settings/cards?account=acme"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await sam.StatusAsync("/settings/new-card?account=acme"));
    }

    [Fact]
    public async Task Stranger_SeesTheCards_AndNotWhoUsesThem()
    {
        await _app.AddPersonAsync("eve@other.example");
        await _app.AddAccountAsync("Other", "eve@other.example", withRows: false);
        using var eve = _app.Visitor();
        (await eve.SignInAsync("eve@other.example")).Dispose();

        Assert.DoesNotContain("Acme from", await eve.TextAsync("/settings/cards?account=other"), StringComparison.Ordinal);
        Assert.Contains("None of your accounts.", await eve.TextAsync("/settings/cards/acme-2026?account=other"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await eve.StatusAsync("/settings/cards?account=acme"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
