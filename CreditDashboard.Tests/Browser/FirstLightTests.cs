using System.Text.RegularExpressions;
using CreditDashboard.Tests.Pages;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>What a person does with the product on the first day, in a real browser.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class FirstLightTests(OpenBrowser browser) : IDisposable
{
    const string ThisCycle = "/analytics/credit-usage?account=acme";

    readonly RunningApp _app = new();

    [BrowserFact]
    public async Task SetUp_WithTheSample_LeadsToAPopulatedPage_AndIsGoneAfterwards()
    {
        await using var window = await browser.OpenAsync(_app);
        var setUp = $"/set-up?token={_app.SetUpToken()}";
        await window.Page.GotoAsync(setUp);
        await window.Page.GetByLabel("E-mail").FillAsync(RunningApp.Email);
        await window.Page.GetByLabel("Password").FillAsync(RunningApp.Password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create, and load the sample account" }).ClickAsync();

        await Assertions.Expect(window.Page).ToHaveURLAsync(UsagePage());
        await Assertions.Expect(window.Find(".switch")).ToContainTextAsync("Sample");
        await Assertions.Expect(window.Find(".tile .figure").First).Not.ToHaveTextAsync(NoCredits());
        Assert.Empty(window.Troubles);

        await window.Page.GotoAsync(setUp);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no such page");
    }

    [BrowserFact]
    public async Task SetUp_WithoutTheSample_OffersTheTwoWaysToBegin()
    {
        await using var window = await browser.OpenAsync(_app);
        await window.Page.GotoAsync($"/set-up?token={_app.SetUpToken()}");
        await window.Page.GetByLabel("E-mail").FillAsync(RunningApp.Email);
        await window.Page.GetByLabel("Password").FillAsync(RunningApp.Password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create administrator" }).ClickAsync();
        await window.WhenLiveAsync();

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Load the sample account" }).ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(UsagePage());

        await window.GoAsync("/settings");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Remove the sample account" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Remove North Ridge now" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Look around first" })).ToBeVisibleAsync();
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task OwnAccount_FromTheFormToTheFirstNumbers()
    {
        await _app.AddPersonAsync();
        await using var window = await browser.OpenAsync(_app);
        await window.SignInAsync();
        await window.GoAsync("/settings/new-account");
        await window.Page.GetByLabel("Name").FillAsync("Acme");
        await window.Page.GetByLabel("Renews from").FillAsync("2026-01-31T09:14");
        await window.Page.GetByLabel("Prospecting credits").FillAsync("100");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Two files make this page" })).ToBeVisibleAsync();

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Import reveals" }).ClickAsync();
        await window.ChooseAsync(RunningApp.Sample("reveals"), RunningApp.Sample("deductions"));
        await Assertions.Expect(window.Find(".tally").First).ToContainTextAsync("Imported24 ");
        await Assertions.Expect(window.Find(".tally").Last).ToContainTextAsync("Imported25 ");
        await Assertions.Expect(window.Find("section[aria-label=History] tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(window.Find(".nav .foot")).ToContainTextAsync("Ledger imported to");

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "See the credits" }).ClickAsync();
        await Assertions.Expect(Figure(window, "Used")).ToContainTextAsync("47 of 100 prospecting credits");
        await Assertions.Expect(window.Find("section[aria-label='Conversation credits'] dd").First).ToHaveTextAsync("4");
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task Filters_Window_AndChart_StandInTheAddress_AndAReloadShowsTheSame()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle);
        await Assertions.Expect(Figure(window, "Used")).ToContainTextAsync("47");
        await Assertions.Expect(window.Find(".chart svg")).ToBeVisibleAsync();

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Bulk 15" }).ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(Channel("bulk"));
        await Assertions.Expect(Figure(window, "Used")).ToContainTextAsync("15 of 47 in all");
        await window.Page.ReloadAsync();
        await window.WhenLiveAsync();
        await Assertions.Expect(Figure(window, "Used")).ToContainTextAsync("15 of 47 in all");

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Remove the filters" }).ClickAsync();
        await Assertions.Expect(Figure(window, "Used")).ToContainTextAsync("47");
        await window.Page.GetByRole(AriaRole.Combobox, new() { Name = "Users: all" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Option, new() { Name = "ben" }).ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(User());
        await Assertions.Expect(Figure(window, "Used")).ToContainTextAsync("22 of 47 in all");

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Remove the filters" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Previous cycle" }).ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(LastCycle());
        await Assertions.Expect(window.Find(".span")).ToContainTextAsync("30 Sep 2026, 09:14 BST to 31 Oct 2026, 09:14 GMT");
        await Assertions.Expect(Figure(window, "Used")).ToContainTextAsync("1 of 100");
        await window.Page.GoBackAsync();
        await Assertions.Expect(Figure(window, "Used")).ToContainTextAsync("47");
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task ABar_LeadsToItsChannel_AndTheTableShowsTheSameNumbers()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle);
        var bulk = window.Find(".apexcharts-series[seriesName='Bulk'] path[val='9']");
        await bulk.ClickAsync(new() { Force = true });
        await Assertions.Expect(window.Page).ToHaveURLAsync(Channel("bulk"));

        await window.GoAsync(ThisCycle);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Show as a table" }).ClickAsync();
        await Assertions.Expect(window.Find(".twin tfoot td:nth-last-child(2)")).ToHaveTextAsync("47");
        await Assertions.Expect(window.Find(".twin tbody tr:not(:last-child)")).ToHaveCountAsync(31);
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task Discrepancy_OpensItsEvidence()
    {
        await using var window = await SignedInAsync();
        await window.GoAsync(ThisCycle);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Review" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Discrepancies");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "D-10", Exact = true }).ClickAsync();
        var evidence = window.Page.GetByRole(AriaRole.Complementary, new() { Name = "Evidence for D-10" });
        await Assertions.Expect(evidence).ToContainTextAsync("ann paid 4 credits for c-10.");
        await Assertions.Expect(evidence.Locator("tr.differs")).ToContainTextAsync("4 charged");
        await window.Page.ReloadAsync();
        await window.WhenLiveAsync();
        await Assertions.Expect(evidence).ToContainTextAsync("3 credits");
        await evidence.GetByRole(AriaRole.Link, new() { Name = "Close the evidence" }).ClickAsync();
        await Assertions.Expect(evidence).ToHaveCountAsync(0);

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "D-9", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Find(".drawer")).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(window.Find(".drawer")).ToHaveCountAsync(0);
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task OtherAccount_OtherRange_AndSigningOut_AreInTheMenus()
    {
        await using var window = await SignedInAsync();
        await _app.AddAccountAsync("Other", withRows: false);
        await window.GoAsync(ThisCycle);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Range" }).ClickAsync();
        await window.Page.GetByLabel("From").FillAsync("2026-11-05");
        await window.Page.GetByLabel("To, included").FillAsync("2026-11-05");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Show 1 day" }).ClickAsync();
        await Assertions.Expect(Figure(window, "Used")).ToContainTextAsync("9 prospecting credits");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Account Acme" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Other" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Nothing is imported for Other yet.")).ToBeVisibleAsync();

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Signed in as" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
        Assert.Empty(window.Troubles);
    }

    [BrowserFact]
    public async Task BadFile_IsToldByLine_AndTheRestLands()
    {
        await using var window = await SignedInAsync(withRows: false);
        await window.GoAsync("/imports?account=acme");
        var bad = System.Text.Encoding.UTF8.GetBytes("deduction_id,posted_at,credits\nD-1,2026-11-02T10:00:02Z,1\nD-2,2026-11-02T10:00:03Z,five\n");
        await window.ChooseAsync(new FilePayload { Name = "bad.csv", MimeType = "text/csv", Buffer = bad });
        await Assertions.Expect(window.Find(".tally")).ToContainTextAsync("Imported1 Already there0 Refused1");
        var row = window.Find("section[aria-label='bad.csv'] tbody tr");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync("3credits");

        // What was refused may be somebody's counterpart, until someone answers for it that it is nobody's.
        var refused = window.Find("#refused");
        await Assertions.Expect(refused.Locator("tbody")).ToContainTextAsync("D-2");
        Assert.Empty(await window.HindrancesAsync());
        await refused.GetByLabel("All refused rows").CheckAsync();
        await refused.GetByRole(AriaRole.Button, new() { Name = "Set aside 1 row" }).ClickAsync();
        await Assertions.Expect(refused).ToContainTextAsync("Say why these rows need not be imported.");
        await refused.GetByLabel("Why they need not be imported").FillAsync("A test row.");
        await refused.GetByRole(AriaRole.Button, new() { Name = "Set aside 1 row" }).ClickAsync();
        await Assertions.Expect(refused).ToHaveCountAsync(0);

        await window.Page.GetByLabel("Refuse the whole file if one row is bad").CheckAsync();
        await window.ChooseAsync(new FilePayload { Name = "other.txt", MimeType = "text/plain", Buffer = "hello"u8.ToArray() });
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("none of the files");
        Assert.Empty(window.Troubles);
    }

    async Task<Window> SignedInAsync(bool withRows = true)
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync(withRows: withRows);
        var window = await browser.OpenAsync(_app);
        await window.SignInAsync();
        return window;
    }

    static ILocator Figure(Window window, string tile) =>
        window.Find(".tile").Filter(new() { Has = window.Page.GetByRole(AriaRole.Heading, new() { Name = tile, Exact = true }) }).Locator(".figure");

    static Regex Channel(string slug) => new($@"[?&]channel={slug}(&|$)");

    [GeneratedRegex(@"/analytics/credit-usage\?account=north-ridge")]
    private static partial Regex UsagePage();

    [GeneratedRegex(@"[?&]user=u[2-9a-z]{4,}(&|$)")]
    private static partial Regex User();

    [GeneratedRegex(@"[?&]window=last-cycle(&|$)")]
    private static partial Regex LastCycle();

    [GeneratedRegex(@"^0\b")]
    private static partial Regex NoCredits();

    public void Dispose() => _app.Dispose();
}
