using CreditDashboard.Data;
using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>What a person does while a page is still on its way: nothing of it is lost, and nothing goes blank.</summary>
[Collection(BrowserTests.Name)]
public sealed class TakeOverTests(OpenBrowser browser) : IDisposable
{
    const string ThisCycle = "/analytics/credit-usage?account=acme";

    readonly RunningApp _app = new();

    [BrowserFact]
    public async Task LeavingBeforeTheChartIsDrawn_LeavesAPageThatHearsClicks()
    {
        await using var window = await SignedInAsync();
        var asked = new TaskCompletionSource<IRoute>();
        await window.Page.RouteAsync("**/js/chart*.js*", asked.SetResult);
        await window.GoAsync(ThisCycle);
        var script = await asked.Task;
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Review" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Discrepancies");

        var drawn = window.Page.WaitForResponseAsync("**/lib/apexcharts*.js*");
        await script.ContinueAsync();
        await drawn;
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "D-10", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Find(".drawer h2")).ToHaveTextAsync("D-10");
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task LinkIsFollowed_BeforeThePageHearsClicks()
    {
        await using var window = await SignedInAsync();
        await window.Page.RouteAsync("**/_blazor/negotiate*", _ => { });
        await window.Page.GotoAsync("/discrepancies?account=acme");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "D-10", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Find(".drawer h2")).ToHaveTextAsync("D-10");
        await Assertions.Expect(window.Find("[data-live=true]")).ToHaveCountAsync(0);
    }

    [BrowserTheory]
    [InlineData(ThisCycle, "Credit Usage")]
    [InlineData("/analytics/activity?account=acme&row=d.D-10", "Activity")]
    [InlineData("/discrepancies?account=acme", "Discrepancies")]
    [InlineData("/imports?account=acme", "Imports")]
    [InlineData("/contacts/c-1?account=acme", "c-1")]
    [InlineData("/analytics/credit-usage?account=nobodys", "Not found")]
    public async Task CircuitTakesThePageUp_AsTheServerRenderedIt(string path, string title)
    {
        await using var window = await SignedInAsync();
        await window.Page.AddInitScriptAsync(
            """
            window.seen = new Set();
            const look = () => seen.add([document.title, document.querySelector("h1")?.textContent, document.querySelectorAll(".skeleton").length].join(" | "));
            document.addEventListener("DOMContentLoaded", () => { look(); new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true }); });
            """);
        await window.GoAsync(path);
        await Assertions.Expect(window.Page).ToHaveTitleAsync($"{title} · CreditDashboard");
        var heading = await window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();
        Assert.Equal([$"{title} · CreditDashboard | {heading} | 0"], await window.Page.EvaluateAsync<string[]>("[...seen]"));
        Assert.All(window.Troubles, trouble => Assert.Contains("404", trouble, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Import_GoesOnWithoutItsPage_IsFoundAgain_AndTheNavigationHearsOfIt()
    {
        await using var window = await SignedInAsync(withRows: false);
        await window.GoAsync("/imports?account=acme");
        using (await _app.Get<AccountWriter>().EnterAsync(AccessScope.Operator, "acme"))
        {
            await window.ChooseAsync(RunningApp.Sample("deductions"));
            await Assertions.Expect(window.Find(".stages .now")).ToContainTextAsync("Waiting: somebody else");
            await OpenAsync("Settings");
            await OpenAsync("Imports");
            await Assertions.Expect(window.Find(".stages .now")).ToContainTextAsync("Waiting: somebody else");
            await OpenAsync("Settings");
            await Assertions.Expect(window.Find(".nav .foot")).ToHaveTextAsync("Nothing imported yet");
        }

        await Assertions.Expect(window.Find(".nav .foot")).ToContainTextAsync("Ledger imported to");
        await OpenAsync("Imports");
        await Assertions.Expect(window.Find("section[aria-label=History] tbody tr")).ToHaveCountAsync(1);
        Assert.Empty(window.Troubles);

        async Task OpenAsync(string page)
        {
            await window.Find(".nav").GetByRole(AriaRole.Link, new() { Name = page }).ClickAsync();
            await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(page);
        }
    }

    async Task<Window> SignedInAsync(bool withRows = true)
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync(withRows: withRows);
        var window = await browser.OpenAsync(_app);
        await window.SignInAsync();
        return window;
    }

    public void Dispose() => _app.Dispose();
}
