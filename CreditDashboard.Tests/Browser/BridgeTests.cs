using System.Text.RegularExpressions;
using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>Why the number is higher than ann expects, with the keyboard, to the rows and back.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class BridgeTests(OpenBrowser browser) : IDisposable
{
    readonly RunningApp _app = new();

    [BrowserFact]
    public async Task Ann_IsChosen_ABarOpensItsRows_AndTheWayBackKeepsHer()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        await using var window = await browser.OpenAsync(_app);
        await window.SignInAsync();
        await window.GoAsync("/analytics/credit-usage?account=acme");
        var bar = window.Find("#bridge").GetByRole(AriaRole.Link, new() { Name = "Reveals in November" });
        await Assertions.Expect(bar).ToContainTextAsync("Reveals in November, one credit each 14");

        await window.Find("#bridge .pick .rz-dropdown").ClickAsync();
        await window.Find(".rz-multiselect-item").Filter(new() { HasText = "ann", Visible = true }).ClickAsync();
        await Assertions.Expect(bar).ToContainTextAsync("Own reveals in November, one credit each 10");
        await Assertions.Expect(window.Page).ToHaveURLAsync(Counted());

        await window.Page.Keyboard.PressAsync("Escape");
        await bar.FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Activity");
        await Assertions.Expect(window.Find(".timeline .gives")).ToHaveCountAsync(10);

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the bridge" }).ClickAsync();
        await Assertions.Expect(window.Find("#bridge .filter b")).ToHaveTextAsync("ann");
        Assert.Empty(window.Troubles);
    }

    [GeneratedRegex(@"[?&]count=u[2-9a-z]{4,}$")]
    private static partial Regex Counted();

    public void Dispose() => _app.Dispose();
}
