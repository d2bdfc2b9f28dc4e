using System.Text.RegularExpressions;
using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>Windows, comparison and breakdowns of Credit Usage by hand and by key.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class CompareTests(OpenBrowser browser) : IDisposable
{
    const string ThisCycle = "/analytics/credit-usage?account=acme";

    readonly RunningApp _app = new();

    [BrowserFact]
    public async Task Keys_MoveTheWindow_OpenTheComparison_AndTurnTheChartIntoATable()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle);
        await Assertions.Expect(window.Find(".chart .apexcharts-line-series path[stroke-width='1.5']")).ToHaveCountAsync(1);
        await window.Page.Keyboard.PressAsync("[");
        await Assertions.Expect(window.Page).ToHaveURLAsync(LastCycle());
        await Assertions.Expect(window.Find(".span")).ToContainTextAsync("ended 22 days ago");
        await window.Page.Keyboard.PressAsync("]");
        await Assertions.Expect(window.Find(".span")).ToContainTextAsync("renews in 8 days");

        await window.Page.Keyboard.PressAsync("c");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "last cycle", Exact = true }).ClickAsync();
        await Assertions.Expect(Figure(window, "Change")).ToContainTextAsync("+46");
        await Assertions.Expect(window.Find("#compare-menu")).ToBeHiddenAsync();

        await window.Page.Keyboard.PressAsync("t");
        await Assertions.Expect(window.Find(".twin thead th").Last).ToHaveTextAsync("Last cycle");
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task AFigureOfTwoFields_LeadsToItsRows_AndBack()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "By Channel" }).ClickAsync();
        await window.Find("#by-menu").GetByRole(AriaRole.Link, new() { Name = "User" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "and nothing" }).ClickAsync();
        await window.Find("#pivot-menu").GetByRole(AriaRole.Link, new() { Name = "Channel kind" }).ClickAsync();
        await window.Find(".pivot tbody tr").Filter(new() { HasText = "Bulk" }).GetByRole(AriaRole.Link, new() { Name = "15", Exact = true }).First.ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Activity");
        await Assertions.Expect(window.Find("section[aria-label=Timeline] h2")).ToHaveTextAsync("15 credits");
        await window.Page.GoBackAsync();
        await Assertions.Expect(window.Find(".pivot tfoot td").Last).ToHaveTextAsync("47");
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task Filters_AndTheLink_KeepTheWindowsTwoEnds()
    {
        await using var window = await SignedInAsync();
        await window.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await window.GoAsync(ThisCycle);
        await window.Page.Keyboard.PressAsync("f");
        await window.Find("#more-filters").GetByText("Channel kind").ClickAsync();
        await window.Find("#more-filters").GetByRole(AriaRole.Link, new() { Name = "Integrations" }).ClickAsync();
        await Assertions.Expect(Figure(window, "Used")).ToContainTextAsync("3 of 47");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        var link = await window.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.EndsWith("/analytics/credit-usage?account=acme&window=2026-10-31T09%3A14%3A00Z..2026-11-30T09%3A14%3A00Z&kind=integration", link, StringComparison.Ordinal);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Range" }).ClickAsync();
        await window.Page.GetByText("To the second").ClickAsync();
        await window.Page.GetByLabel("Begins").FillAsync("2026-11-02T10:00");
        await window.Page.GetByLabel("Ends, not included").FillAsync("2026-11-02T18:00");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Show 8 h" }).ClickAsync();
        await Assertions.Expect(window.Find(".span")).ToContainTextAsync("2 Nov 2026, 18:00 GMT");
        Assert.Empty(window.Troubles);
    }

    async Task<Window> SignedInAsync()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        var window = await browser.OpenAsync(_app);
        await window.SignInAsync();
        return window;
    }

    static ILocator Figure(Window window, string tile) =>
        window.Find(".tile").Filter(new() { Has = window.Page.GetByRole(AriaRole.Heading, new() { Name = tile, Exact = true }) }).Locator(".figure");

    [GeneratedRegex(@"[?&]window=last-cycle(&|$)")]
    private static partial Regex LastCycle();

    public void Dispose() => _app.Dispose();
}
