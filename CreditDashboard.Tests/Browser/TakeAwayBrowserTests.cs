using System.Text;
using CreditDashboard.Tests.Components.Exports;
using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>Credit Usage taken away by hand and by key: as a file, on paper, and kept as a view.</summary>
[Collection(BrowserTests.Name)]
public sealed class TakeAwayBrowserTests(OpenBrowser browser) : IDisposable
{
    const string ThisCycle = "/analytics/credit-usage?account=acme";

    readonly RunningApp _app = new();

    [BrowserFact]
    public async Task KeyE_OpensTheFiles_AndOneIsWhatThePageShows()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle + "&channel=bulk");
        await window.Page.Keyboard.PressAsync("e");
        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Page.GetByRole(AriaRole.Link, new() { Name = "Excel workbook" }).ClickAsync());
        Assert.Equal("credit-usage_acme_2026-10-31_2026-11-30.xlsx", download.SuggestedFilename);
        var book = ReadBook.Of(await File.ReadAllBytesAsync(await download.PathAsync()));
        Assert.Equal(15d, book["About"].Single(row => Equals(row[0], "Credits used"))[1]);
        await Assertions.Expect(window.Find("#export-menu")).ToBeHiddenAsync();
        Assert.Empty(await window.HindrancesAsync());
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task OnPaper_ThePageFitsA4_AndNothingOnItIsToBePressed()
    {
        await using var window = await SignedInAsync(dark: true);
        await window.GoAsync(ThisCycle);
        await Assertions.Expect(window.Find(".chart .apexcharts-bar-series")).ToHaveCountAsync(1);
        var pdf = Encoding.Latin1.GetString(await window.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
        Assert.Contains("/MediaBox [0 0 594.9", pdf, StringComparison.Ordinal);
        Assert.InRange(pdf.Split("/Type /Page\n").Length - 1, 3, 5);

        await window.Page.SetViewportSizeAsync(703, 1000); // the width between A4's margins
        await window.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(window.Find(".paper-head")).ToContainTextAsync("none, every user and channel");
        await Assertions.Expect(window.Find(".paper-notes")).ToBeVisibleAsync();
        await Assertions.Expect(window.Find(".paper-only .twin tfoot")).ToContainTextAsync("47");
        foreach (var pressed in new[] { ".nav", ".bar", ".btn", ".query", ".menu" })
            Assert.Equal(0, await window.Find(pressed).Filter(new() { Visible = true }).CountAsync());
        Assert.Equal("rgb(255, 255, 255)", await window.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.panel')).backgroundColor"));
        Assert.True(await window.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.main table')].every(table => table.scrollWidth <= 703 && table.getBoundingClientRect().right <= 704)"));
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task AView_IsSaved_Opened_Renamed_AndDeleted()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle + "&window=last-30-days&channel=bulk");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        await window.Page.GetByLabel("Name of this view").FillAsync("Bulk, 30 days");
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Bulk, 30 days" }).First).ToBeVisibleAsync();
        await Assertions.Expect(window.Find("#save-view")).ToBeHiddenAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Save view" })).ToBeFocusedAsync();

        await window.GoAsync(ThisCycle);
        await window.Page.Keyboard.PressAsync("v");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Bulk, 30 days" }).ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(_app.Address + "analytics/credit-usage?account=acme&window=last-30-days&channel=bulk");
        await Assertions.Expect(window.Find("#views-menu")).ToBeHiddenAsync();

        await window.Page.Keyboard.PressAsync("v");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Rename Bulk, 30 days" }).ClickAsync();
        await window.Page.GetByLabel("New name", new() { Exact = true }).FillAsync("Bulk");
        Assert.Empty(await window.HindrancesAsync());
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Delete Bulk" }).ClickAsync();
        await Assertions.Expect(window.Find("#views-menu")).ToHaveCountAsync(0);
        Assert.Empty(window.Troubles);
    }

    async Task<Window> SignedInAsync(bool dark = false)
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        var window = await browser.OpenAsync(_app, dark: dark);
        await window.SignInAsync();
        return window;
    }

    public void Dispose() => _app.Dispose();
}
