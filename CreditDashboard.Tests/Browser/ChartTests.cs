using CreditDashboard.Data;
using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;
using NodaTime;

namespace CreditDashboard.Tests.Browser;

/// <summary>The chart of Credit Usage as it is drawn: days are chosen by drawing over them, and marks say what happened.</summary>
[Collection(BrowserTests.Name)]
public sealed class ChartTests(OpenBrowser browser) : IDisposable
{
    readonly RunningApp _app = new();

    [BrowserFact]
    public async Task DrawingOverBars_ChoosesTheirDays_AndAClickStillFilters()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync("/analytics/credit-usage?account=acme&window=2026-11-01..2026-11-10");
        await Assertions.Expect(window.Find(".plot path.apexcharts-bar-area").First).ToBeVisibleAsync();
        var grid = (await window.Find(".plot .apexcharts-grid-borders").First.BoundingBoxAsync())!;
        await window.Page.Mouse.MoveAsync(grid.X + (grid.Width * 0.12f), grid.Y + 60);
        await window.Page.Mouse.DownAsync();
        await window.Page.Mouse.MoveAsync(grid.X + (grid.Width * 0.30f), grid.Y + 60, new() { Steps = 4 });
        await window.Page.Mouse.MoveAsync(grid.X + (grid.Width * 0.48f), grid.Y + 60, new() { Steps = 4 });
        await Assertions.Expect(window.Find(".plot .drawn")).ToBeVisibleAsync();
        await window.Page.Mouse.UpAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("window=2026-11-02..2026-11-05"));
        await Assertions.Expect(window.Find(".plot .drawn")).ToHaveCountAsync(0);

        await window.Find(".plot path.apexcharts-bar-area[val='6']").First.ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("window=2026-11-02..2026-11-05&channel="));
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task PlanChange_Renewal_AndImport_AreMarked_AlsoWhereDaysAreAreas()
    {
        await using var window = await SignedInAsync();
        await _app.Get<AccountDesk>().AddAnchorAsync(AccessScope.Operator, "acme", Instant.FromUtc(2026, 11, 4, 10, 0));
        await window.GoAsync("/analytics/credit-usage?account=acme&window=2026-10-25..2026-11-22");
        await Assertions.Expect(window.Find(".plot")).ToContainTextAsync("Plan changed 4 Nov, 10:00");
        await Assertions.Expect(window.Find(".plot")).ToContainTextAsync("Renewed 31 Oct, 09:14");
        await Assertions.Expect(window.Find(".plot")).ToContainTextAsync("Imported to 8 Nov");

        await window.GoAsync("/analytics/credit-usage?account=acme&window=2026-09-01..2026-11-22&per=day");
        await Assertions.Expect(window.Find(".plot .apexcharts-area-series path").First).ToBeAttachedAsync();
        await Assertions.Expect(window.Find(".plot text.mark").Filter(new() { HasText = "Plan changed" })).ToHaveCountAsync(1);

        // Bars again in the place of areas.
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Week", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Find(".plot path.apexcharts-bar-area").First).ToBeVisibleAsync();
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

    public void Dispose() => _app.Dispose();
}
