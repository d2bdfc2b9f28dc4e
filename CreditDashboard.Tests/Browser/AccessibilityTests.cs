using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>Axe finds nothing serious on any page, in either theme, wide or narrow, and nothing hangs over the edge.</summary>
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(OpenBrowser browser) : IDisposable
{
    static readonly string[] Paths =
    [
        "/analytics/credit-usage?account=acme",
        "/analytics/credit-usage?account=acme&chart=table&user=-",
        "/analytics/credit-usage?account=acme&channel=hubspot",
        "/analytics/credit-usage?account=empty",
        "/analytics/credit-usage/windows?account=acme&window=2026-11-03..2026-11-09",
        "/analytics/activity?account=acme",
        "/analytics/activity?account=acme&row=d.D-10",
        "/analytics/activity?account=acme&bar=discrepancies",
        "/analytics/activity?account=acme&side=reveals&found=partial",
        "/analytics/activity?account=acme&finding=unusual_day.2026-11-05",
        "/analytics/activity?account=empty",
        "/analytics/data-quality?account=acme",
        "/analytics/data-quality?account=acme&user=nobody",
        "/analytics/data-quality?account=empty",
        "/analytics/control-totals?account=acme",
        "/analytics/control-totals?account=empty",
        "/contacts/c-1?account=acme",
        "/find?account=acme",
        "/find?account=acme&q=J-1",
        "/discrepancies?account=acme",
        "/discrepancies?account=acme&code=reversed",
        "/discrepancies?account=acme&fit=shown",
        "/imports?account=acme",
        "/imports?account=empty",
        "/settings?account=acme",
        "/settings?account=acme&card=acme-2026",
        "/settings/cards?account=acme",
        "/settings/cards/help-article?account=acme",
        "/settings/cards/acme-2026?account=acme&fit=shown",
        "/settings/cards/acme-2026?account=acme&version=1",
        "/settings/new-card?account=acme",
        "/settings/new-card?account=acme&of=acme-2026",
        "/settings/new-account",
        NotThere,
    ];

    const string NotThere = "/analytics/credit-usage?account=nobodys";

    readonly RunningApp _app = new();

    [BrowserTheory]
    [InlineData(1440, false)]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task EveryPage_CanBeUsedByEveryone(int width, bool dark)
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        await _app.AddAccountAsync("Empty", withRows: false);
        await _app.AddCardAsync();
        await _app.AddVendorFilesAsync("acme");
        await using var window = await browser.OpenAsync(_app, width, dark);
        List<string> hindrances = [];
        await window.Page.GotoAsync($"/set-up?token={_app.SetUpToken()}");
        await LookAsync("/sign-in");
        await window.SignInAsync();
        foreach (var path in Paths)
            await LookAsync(path);

        // With the evidence open.
        await window.GoAsync("/discrepancies?account=acme");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "D-10", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Find(".drawer")).ToBeVisibleAsync();
        hindrances.AddRange((await window.HindrancesAsync()).Select(each => $"evidence: {each}"));
        Assert.True(hindrances.Count == 0, string.Join(Environment.NewLine, hindrances.Distinct()));

        async Task LookAsync(string path)
        {
            await window.Page.GotoAsync(path);
            if (path == NotThere)
                await Assertions.Expect(window.Find("header[data-live=true] ~ main h1")).ToHaveTextAsync("There is no such page");
            else if (await window.Find(".frame").CountAsync() > 0)
                await window.WhenLiveAsync();
            hindrances.AddRange((await window.HindrancesAsync()).Select(each => $"{path}: {each}"));
            var overhang = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            if (overhang > 0)
                hindrances.Add($"{path}: {overhang} px hang over the edge");
        }
    }

    public void Dispose() => _app.Dispose();
}
