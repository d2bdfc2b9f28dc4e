using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>What an agent says in the evidence, and an admin in the settings, with the keyboard and in either theme.</summary>
[Collection(BrowserTests.Name)]
public sealed class PinTests(OpenBrowser browser) : IDisposable
{
    readonly RunningApp _app = new();

    async Task<Window> SignedInAsync(bool dark = false, int width = 1440)
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        var window = await browser.OpenAsync(_app, width, dark);
        await window.SignInAsync();
        return window;
    }

    static async Task OpenAsync(Window window, string row)
    {
        await window.GoAsync("/discrepancies?account=acme&window=all");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = row, Exact = true }).ClickAsync();
        await Assertions.Expect(window.Find(".drawer h2")).ToHaveTextAsync(row);
    }

    static ILocator Button(Window window, string name) => window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [BrowserTheory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    public async Task Difference_IsAcceptedWithAReason_Marked_Filtered_AndWithdrawn(int width, bool dark)
    {
        await using var window = await SignedInAsync(dark, width);
        await OpenAsync(window, "D-10");
        await Button(window, "Accept difference").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Find("#reason")).ToBeFocusedAsync();
        Assert.Empty(await window.HindrancesAsync());
        await window.Page.Keyboard.TypeAsync("As agreed in May.");
        await window.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(window.Find(".pins [role=status]")).ToBeFocusedAsync();
        await Assertions.Expect(window.Find(".pins .said")).ToContainTextAsync("Difference accepted: R-10 and D-10");
        await Assertions.Expect(window.Find(".pins .said")).ToContainTextAsync("As agreed in May. By ann.lindqvist");
        await Assertions.Expect(window.Find(".sentence")).ToContainTextAsync("An agent accepted what differs.");
        await Assertions.Expect(window.Find("tr.open .accepted")).ToHaveTextAsync("Accepted");
        Assert.Empty(await window.HindrancesAsync());

        await window.GoAsync("/discrepancies?account=acme&window=all&accepted=hidden");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "D-10", Exact = true })).ToHaveCountAsync(0);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "D-6", Exact = true })).ToHaveCountAsync(1);
        await window.GoAsync("/discrepancies?account=acme&window=all&accepted=only");
        await Assertions.Expect(window.Find("td.id a")).ToHaveTextAsync(["D-10"]);

        await window.GoAsync("/settings/pins?account=acme");
        Assert.Empty(await window.HindrancesAsync());
        await Button(window, "Withdraw the pin on R-10 and D-10").ClickAsync();
        await window.Find("#reason").FillAsync("It was another month.");
        await Button(window, "Withdraw").ClickAsync();
        await Assertions.Expect(window.Find("main")).ToContainTextAsync("Nothing is pinned.");
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task Match_IsForbidden_AndTheEvidenceFollowsItsRow()
    {
        await using var window = await SignedInAsync();
        await OpenAsync(window, "D-10");
        await Button(window, "Forbid match").ClickAsync();
        await Assertions.Expect(window.Find("#reason")).ToBeFocusedAsync();
        await window.Find("#reason").FillAsync("The vendor says so.");
        await Button(window, "Forbid match").ClickAsync();

        await Assertions.Expect(window.Find(".drawer h2")).ToHaveTextAsync("D-10");
        await Assertions.Expect(window.Find(".drawer .chip").First).ToContainTextAsync("No reveal");
        await Assertions.Expect(window.Find(".pins [role=status]")).ToContainTextAsync("“Charged above the card” to “Charged with no reveal”");
        await Assertions.Expect(window.Find(".drawer .kv").First).ToContainTextAsync("An agent said that the two do not belong together.");
        await Button(window, "Withdraw the pin on R-10 and D-10").ClickAsync();
        await window.Find("#reason").FillAsync("The vendor was wrong.");
        await Button(window, "Withdraw").ClickAsync();
        await Assertions.Expect(window.Find(".drawer .chip").First).ToContainTextAsync("Overcharged");
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task UnmatchedRow_IsMatchedWithARowThatCameNear()
    {
        await using var window = await SignedInAsync();
        await OpenAsync(window, "R-11");
        var near = window.Page.GetByRole(AriaRole.Button, new() { Name = "Match with this row" }).First;
        var name = await near.GetAttributeAsync("aria-label");
        await near.ClickAsync();
        await window.Find("#reason").FillAsync("One click, two rows.");
        await Button(window, "Confirm match").ClickAsync();
        await Assertions.Expect(window.Find(".pins .said")).ToContainTextAsync($"Match confirmed: R-11 and {name!.Split(' ')[^1]}");
        await Assertions.Expect(window.Find(".sentence")).ToContainTextAsync("An agent confirmed this match");
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task Cycle_IsSealedInTheSettings_AndLaterRowsAreAmendments()
    {
        await using var window = await SignedInAsync();
        _app.Time.Now = new DateTimeOffset(2026, 12, 20, 12, 0, 0, TimeSpan.Zero);
        await window.GoAsync("/settings?account=acme");
        await Button(window, "Seal this cycle").ClickAsync();
        await window.Find("#reason").FillAsync("The books of November are closed.");
        await Button(window, "Seal this cycle").ClickAsync();
        await Assertions.Expect(window.Find("section[aria-label='Sealed cycles'] td").First).ToContainTextAsync("31 Oct 2026");
        Assert.Empty(await window.HindrancesAsync());

        var late = System.IO.Path.Combine(System.IO.Directory.CreateTempSubdirectory("late-").FullName, "late.csv");
        await System.IO.File.WriteAllTextAsync(late, "deduction_id,posted_at,credits,user,channel,contact_id\nD-99,2026-11-20T10:00:00Z,6,ann@acme.example,web,c-99\n");
        await _app.Get<Importer>().RunAsync(AccessScope.Operator, "acme", [ImportFile.At(late)], new ImportRequest());
        System.IO.Directory.Delete(System.IO.Path.GetDirectoryName(late)!, recursive: true);

        await window.GoAsync("/analytics/credit-usage?account=acme&window=last-cycle");
        await Assertions.Expect(window.Find(".seal-line")).ToContainTextAsync("by ann.lindqvist: 47 credits, 4 conversation credits.");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "1 amendment since (+6 credits)" }).ClickAsync();
        await Assertions.Expect(window.Find("section[aria-label=Amendments] tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Find("section[aria-label=Amendments] tbody tr")).ToContainTextAsync("D-99");
        Assert.Empty(await window.HindrancesAsync());
        Assert.Empty(window.Troubles);
    }

    public void Dispose() => _app.Dispose();
}
