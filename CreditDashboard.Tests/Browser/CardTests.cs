using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>Cards in a real browser: what would change is shown before anything is saved, and the same list afterwards.</summary>
[Collection(BrowserTests.Name)]
public sealed class CardTests(OpenBrowser browser) : IDisposable
{
    readonly RunningApp _app = new();

    static ILocator Button(Window window, string name) => window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    static ILocator Row(Window window, string table, string text) => window.Find($"{table} tbody tr").Filter(new() { HasText = text });

    [BrowserFact]
    public async Task Assigning_ShowsWhatWouldChange_AndThenWhatChanged()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        await using var window = await browser.OpenAsync(_app);
        await window.SignInAsync();
        await window.GoAsync("/discrepancies?account=acme");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Compare the cards" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Assign Later help article" }).ClickAsync();

        await Button(window, "See what changes").ClickAsync();
        await Assertions.Expect(window.Find("main")).ToContainTextAsync("Nothing is saved yet.");
        var would = await Row(window, ".changes", "").AllInnerTextsAsync();
        await Assertions.Expect(Row(window, ".assigned", "")).ToHaveCountAsync(1);

        await Button(window, "Assign Later help article").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "What changed" })).ToBeVisibleAsync();
        Assert.Equal(would, await Row(window, ".changes", "").AllInnerTextsAsync());
        await Assertions.Expect(Row(window, ".assigned", "31 Oct 2026, 09:14 GMT")).ToContainTextAsync("Later help article");

        await Button(window, "Replace Later help article from 31 Oct 2026, 09:14").ClickAsync();
        await window.Page.GetByLabel("In its place").SelectOptionAsync("per-data-point");
        await Button(window, "See what changes").ClickAsync();
        await Button(window, "Assign Per data point").ClickAsync();
        await Assertions.Expect(Row(window, ".assigned", "31 Oct 2026, 09:14 GMT")).ToContainTextAsync("Per data point");

        await Button(window, "Remove Per data point from 31 Oct 2026, 09:14").ClickAsync();
        await Button(window, "Remove the assignment").ClickAsync();
        await Assertions.Expect(Row(window, ".assigned", "")).ToHaveCountAsync(1);
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task Card_IsTypedIn_WorkedThroughMeanwhile_AndChangedByAVersion()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        await _app.AddCardAsync();
        await using var window = await browser.OpenAsync(_app);
        await window.SignInAsync();
        await window.GoAsync("/settings/new-card?account=acme");
        await FillAsync("Name", "Own card");
        await FillAsync("Id", "Own card");
        await FillAsync("Title", "Contract, annex B");
        await FillAsync("E-mail", "2");
        await FillAsync("Phone", "3");
        await FillAsync("At most for one contact", "4");
        await Assertions.Expect(Row(window, ".examples", "1 e-mail and 1 phone").First).ToContainTextAsync("4");
        await Button(window, "Add the card").ClickAsync();
        await Assertions.Expect(window.Find("main")).ToContainTextAsync("A card's id is 1 to 40 of a-z, 0-9 and dash");
        await FillAsync("Id", "own-card");
        await Button(window, "Add the card").ClickAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "See the card" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Own card");
        await Button(window, "Remove").ClickAsync();
        await Button(window, "Remove it now").ClickAsync();
        await Assertions.Expect(window.Find(".cards")).Not.ToContainTextAsync("own-card");

        // The card that prices the account: its next version is shown account by account before it is saved.
        await window.GoAsync("/settings/new-card?account=acme&of=acme-2026");
        await FillAsync("Version", "3");
        await FillAsync("Both together, from", "2");
        await Button(window, "See what it changes").ClickAsync();
        await Assertions.Expect(window.Find("main")).ToContainTextAsync("would change in 1 account.");
        var would = await Row(window, ".changes", "").AllInnerTextsAsync();
        await Button(window, "Add the version and judge anew").ClickAsync();
        await Assertions.Expect(window.Find("main")).ToContainTextAsync("The card is added as version 3.");
        Assert.Equal(would, await Row(window, ".changes", "").AllInnerTextsAsync());
        Assert.Empty(window.Troubles);

        async Task FillAsync(string label, string text)
        {
            await window.Page.GetByLabel(label, new() { Exact = true }).FillAsync(text);
            await window.Page.Keyboard.PressAsync("Tab");
        }
    }

    public void Dispose() => _app.Dispose();
}
