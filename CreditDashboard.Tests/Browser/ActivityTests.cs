using System.Text.RegularExpressions;
using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>Reading the timeline row by row, and finding a row, with the keyboard.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class ActivityTests(OpenBrowser browser) : IDisposable
{
    const string ThisCycle = "/analytics/activity?account=acme";

    readonly RunningApp _app = new();

    [BrowserFact]
    public async Task Keys_MoveTheRow_TheEvidenceFollows_AndAReloadShowsTheSame()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle + "&window=2026-11-02..2026-11-02");
        var evidence = window.Find(".drawer h2");
        await window.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(evidence).ToHaveTextAsync("D-12");
        await window.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(evidence).ToHaveTextAsync("R-11");
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(evidence).ToHaveTextAsync("D-10");
        await window.Page.Keyboard.PressAsync("k");
        await Assertions.Expect(evidence).ToHaveTextAsync("R-11");
        await Assertions.Expect(window.Page).ToHaveURLAsync(OpenRow());

        await window.Page.ReloadAsync();
        await window.WhenLiveAsync();
        await Assertions.Expect(window.Find("tr.open")).ToContainTextAsync("c-11");
        await window.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(evidence).ToHaveCountAsync(0);
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task Evidence_OpensWhereTheRowStands_WithoutAJump()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle);
        var row = window.Find("tr a.whole").Last;
        await row.ScrollIntoViewIfNeededAsync();
        var before = await window.Page.EvaluateAsync<int>("scrollY");
        await row.ClickAsync();
        await Assertions.Expect(window.Find(".drawer")).ToBeVisibleAsync();
        Assert.NotEqual(0, before);
        Assert.NotEqual(0, await window.Page.EvaluateAsync<int>("scrollY"));
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task Slash_FindsAnId_AContact_AndAUser_WhoseNameStaysOutOfTheAddress()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync("/discrepancies?account=acme");
        await FindAsync("D-10");
        await Assertions.Expect(window.Find(".drawer h2")).ToHaveTextAsync("D-10");
        await FindAsync("c-1");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Contact c-1");
        await FindAsync("BEN@");
        await Assertions.Expect(window.Page).ToHaveURLAsync(OfAUser());
        await FindAsync("no such thing");
        await Assertions.Expect(window.Find(".found")).ToContainTextAsync("Nothing in Acme has this id or name.");
        await window.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(window.Find(".found")).ToHaveCountAsync(0);
        Assert.Empty(window.Troubles);

        async Task FindAsync(string text)
        {
            // A page that has just opened takes the focus to its heading, for those who listen to it.
            await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
            await window.Page.Keyboard.PressAsync("/");
            await Assertions.Expect(window.Find(".bar .find input")).ToBeFocusedAsync();
            await window.Page.Keyboard.TypeAsync(text);
            await window.Page.Keyboard.PressAsync("Enter");
        }
    }

    async Task<Window> SignedInAsync()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        var window = await browser.OpenAsync(_app);
        await window.SignInAsync();
        return window;
    }

    [GeneratedRegex(@"[?&]row=r\.R-11(&|$)")]
    private static partial Regex OpenRow();

    [GeneratedRegex(@"/analytics/activity\?account=acme&window=all&user=u[2-9a-z]{4,}$")]
    private static partial Regex OfAUser();

    public void Dispose() => _app.Dispose();
}
