using CreditDashboard.Import;
using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>What is worth a look in the sample account: opened, dismissed and brought back; the forecast on the chart; the data team's file.</summary>
[Collection(BrowserTests.Name)]
public sealed class FindingsTests(OpenBrowser browser) : IDisposable
{
    const string ThisCycle = "/analytics/credit-usage?account=north-ridge";

    readonly RunningApp _app = new();

    [BrowserFact]
    public async Task Finding_IsDismissedWithAReason_AndBroughtBack()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle);
        var panel = window.Find("section[aria-label='Worth a look']");
        var title = (await panel.Locator("li b").First.TextContentAsync())!;
        await panel.GetByRole(AriaRole.Button, new() { Name = $"Dismiss: {title}" }).ClickAsync();
        await panel.GetByRole(AriaRole.Textbox, new() { Name = "Dismissed for everyone who sees this account, because" }).FillAsync("A planned campaign.");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Dismiss", Exact = true }).ClickAsync();
        await Assertions.Expect(panel.GetByText(title)).ToHaveCountAsync(0);
        Assert.Empty(await window.HindrancesAsync());

        await panel.GetByRole(AriaRole.Button, new() { Name = "1 dismissed, show" }).ClickAsync();
        await Assertions.Expect(panel.GetByText("A planned campaign.")).ToBeVisibleAsync();
        Assert.Empty(await window.HindrancesAsync());
        await panel.GetByRole(AriaRole.Button, new() { Name = $"Bring back: {title}" }).ClickAsync();
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = $"Dismiss: {title}" })).ToBeVisibleAsync();
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task DaysToCome_StandDashedOnAGroundOfTheirOwn()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle);
        await Assertions.Expect(window.Find(".chart .future")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Find(".chart .apexcharts-series[seriesName=forecast] path[stroke-dasharray='2']").First).ToBeVisibleAsync();
        await window.GoAsync($"{ThisCycle}&window=last-cycle");
        await Assertions.Expect(window.Find(".chart .apexcharts-bar-series")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Find(".chart .future")).ToHaveCountAsync(0);
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task FileForTheDataTeam_IsDownloaded_AndAFigureLeadsToItsReveals()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync("/analytics/data-quality?account=north-ridge");
        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Page.GetByRole(AriaRole.Link, new() { Name = "Download for the data team" }).ClickAsync());
        Assert.StartsWith("data-quality_north-ridge_", download.SuggestedFilename, StringComparison.Ordinal);

        var figure = window.Find("section[aria-label='By channel'] tbody tr:first-child td:nth-child(3) a");
        var count = await figure.TextContentAsync();
        await figure.ClickAsync();
        await Assertions.Expect(window.Find("section[aria-label=Timeline] h2")).ToHaveTextAsync($"{count} reveals");
        Assert.Empty(window.Troubles);
    }

    async Task<Window> SignedInAsync()
    {
        var person = await _app.AddPersonAsync();
        await _app.Get<SampleAccount>().LoadAsync(person, null, CancellationToken.None);
        var window = await browser.OpenAsync(_app);
        await window.SignInAsync();
        return window;
    }

    public void Dispose() => _app.Dispose();
}
