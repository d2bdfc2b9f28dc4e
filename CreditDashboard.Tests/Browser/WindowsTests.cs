using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>From the bridge to the windows side by side, in the viewer's own time, to the rows that one of them alone has.</summary>
[Collection(BrowserTests.Name)]
public sealed class WindowsTests(OpenBrowser browser) : IDisposable
{
    readonly RunningApp _app = new();

    [BrowserFact]
    public async Task ARange_IsSetBesideCycleAndMonth_InTheViewersZone_AndAStretchOpensItsRows()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        await using var window = await browser.OpenAsync(_app, zone: "Asia/Tokyo");
        await window.SignInAsync();
        await window.GoAsync("/analytics/credit-usage?account=acme");
        await Assertions.Expect(window.Find("section[aria-label=Tie-out]")).ToContainTextAsync("Ties out");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Compare windows side by side" }).ClickAsync();

        var yours = window.Find(".beside .yours");
        await Assertions.Expect(yours.First).ToContainTextAsync("for you, Asia/Tokyo");
        await Assertions.Expect(yours.First).ToContainTextAsync("31 Oct 2026, 18:14 JST");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Range", Exact = true }).ClickAsync();
        await window.Find("#range-menu").GetByRole(AriaRole.Link, new() { Name = "Last 30 days" }).ClickAsync();
        await Assertions.Expect(window.Find(".beside thead th")).ToHaveTextAsync(["Window", "This cycle", "November 2026", "Chosen range"]);
        await Assertions.Expect(yours.First).ToContainTextAsync("24 Oct 2026, 08:00 JST");

        var stretch = window.Find("section[aria-label='This cycle and the chosen range'] tbody tr:last-of-type td a");
        await Assertions.Expect(stretch).ToHaveTextAsync("+1");
        await stretch.FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Activity");
        await Assertions.Expect(window.Find("section[aria-label=Timeline] h2")).ToHaveTextAsync("1 credit");
        Assert.Empty(window.Troubles);
    }

    public void Dispose() => _app.Dispose();
}
