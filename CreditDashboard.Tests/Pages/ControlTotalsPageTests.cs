using System.Net;
using AngleSharp.Dom;
using CreditDashboard.Components.Vendor;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Data;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CreditDashboard.Tests.Pages;

/// <summary>The vendor's own figures beside the ledger, as the server renders them, and what a person accepts of them.</summary>
public sealed class ControlTotalsPageTests : IAsyncLifetime, IDisposable
{
    const string Page = "/analytics/control-totals?account=acme";

    readonly RunningApp _app = new();
    Visitor _ann = null!;
    string _annId = "";

    public async Task InitializeAsync()
    {
        _annId = await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        _ann = _app.Visitor();
        (await _ann.SignInAsync()).Dispose();
    }

    Task ImportAsync(string account, params string[] samples) => _app.AddVendorFilesAsync(account, samples);

    static string[] Rows(IParentNode page, string table) =>
        [.. page.QuerySelectorAll($"section[aria-label='{table}'] tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Select(Visitor.Text)))];

    [Fact]
    public async Task Report_StandsBesideTheLedger_UserByUser()
    {
        await ImportAsync("acme", "usage-report.csv");
        var page = await _ann.ReadAsync(Page);
        Assert.Equal(
            [
                "ann|12|15|3 less|Not explained.",
                "dee|–|1|1 less|Not in the report.",
                "ben|21|22|1 less|−1: paid actions that have no column in the report.",
                "API credits, no user|6|6|the same|",
                "cat disabled|2|2|the same|",
                "All|41|46|5 less|4 less not explained.",
            ],
            Rows(page, "By user"));
        var shown = await _ann.ReadAsync(page.QuerySelector("section[aria-label='By user'] tbody a")!.GetAttribute("href")!);
        Assert.Contains("15 credits", Visitor.Text(shown.QuerySelector("main")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TieOutStrip_OfTheMonth_HasTheReportsFigure()
    {
        await ImportAsync("acme", "usage-report.csv");
        var strip = (await _ann.ReadAsync("/analytics/credit-usage?account=acme&window=2026-11-01..2026-11-30")).QuerySelector(".tie li.gap")!;
        Assert.Equal("Vendor's usage report, 22 Nov, 12:00 41 5 less the control totals", Visitor.Text(strip));
        Assert.Equal(Page, strip.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task WithoutALedger_ItSaysWhatTheActivityShouldHaveCost()
    {
        await _app.AddAccountAsync("Beta", withRows: false);
        await ImportAsync("beta", "article.reveals.csv", "usage-report.csv", "api-responses.jsonl");
        var page = await _ann.ReadAsync("/analytics/control-totals?account=beta");
        var text = Visitor.Text(page.QuerySelector("main"));
        Assert.Contains("Should have cost 23–61 credits", text, StringComparison.Ordinal);
        Assert.Contains("nothing is called a discrepancy", text, StringComparison.Ordinal);
        Assert.Contains("3 requests, 1 credit reported", text, StringComparison.Ordinal);
        Assert.Contains("ann|12|10|9–15|within|", Rows(page, "By user"));
        Assert.Contains("API credits, no user|6|0|0|6 above the most|Fits the 3–7 revealed through the API, which the report counts on a row of its own.", Rows(page, "By user"));
        Assert.Empty((await _ann.ReadAsync("/discrepancies?account=beta")).QuerySelectorAll("a[aria-current=page] .count"));
    }

    [Fact]
    public async Task NothingImported_SaysWhatToGet()
    {
        Assert.Contains("Nothing of the vendor’s own figures is imported for Acme yet.", await _ann.TextAsync(Page), StringComparison.Ordinal);
        Assert.Equal("Control totals", Visitor.Text((await _ann.ReadAsync(Page)).QuerySelector("nav a[aria-current=page]")));
    }

    [Fact]
    public async Task ReportedCharge_StandsInTheEvidence()
    {
        await ImportAsync("acme", "api-responses.jsonl");
        var activity = await _ann.ReadAsync("/analytics/activity?account=acme&window=all&side=reveals&channel=api");
        var row = activity.QuerySelectorAll("main a[href*='row=']").Select(link => link.GetAttribute("href")!).Distinct();
        var found = new List<string>();
        foreach (var href in row)
            found.Add(Visitor.Text((await _ann.ReadAsync(href)).QuerySelector(".reported")));
        Assert.Contains("API said 1 credit charged for 92562ab7-752a-4276-9bb6-6763ff88767b No row here names this request. A reported charge is evidence, and no deduction.", found);
    }

    [Fact]
    public async Task PlanDates_AreOffered_AndTakenOnlyByAnAdminOfTheAccount()
    {
        await ImportAsync("acme", "account-usage.json");
        Assert.Contains("the first window to change is 30 Jun 2026, 09:14 BST to 31 Jul 2026, 09:14 BST", await _ann.TextAsync("/settings?account=acme"), StringComparison.Ordinal);
        var anchor = Instant.FromUtc(2026, 7, 28, 4, 39, 48) + Duration.FromMilliseconds(755);

        var ben = await _app.AddPersonAsync("ben@other.example");
        await using var scope = _app.Services.CreateAsyncScope();
        var offers = scope.ServiceProvider.GetRequiredService<PlanOfferReader>();
        Assert.Null(await offers.ReadAsync(ben, "acme"));
        Assert.False(await offers.AcceptAsync(ben, "acme", anchor));
        Assert.False(await offers.AcceptAsync(_annId, "acme", anchor + Duration.FromDays(1)));

        Assert.True(await offers.AcceptAsync(_annId, "acme", anchor));
        var ledger = await _app.Get<AccountSnapshots>().ReadAsync(AccessScope.Operator, "acme");
        Assert.Contains(anchor, ledger!.Cycles.Anchors);
        Assert.Equal(PlanDatesSay.Confirm, (await offers.ReadAsync(_annId, "acme"))!.Dates!.Say);
        await Assert.ThrowsAsync<RefusedException>(() => _app.Get<AccountDesk>().AddAnchorAsync(AccessScope.Agent("support"), "acme", anchor + Duration.FromHours(1)));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("nowhere")]
    public async Task AnothersAccount_AnswersLikeOneThatDoesNotExist(string account)
    {
        await _app.AddPersonAsync("ben@other.example");
        await _app.AddAccountAsync("Other", admin: "ben@other.example");
        await ImportAsync("other", "usage-report.csv", "api-responses.jsonl", "account-usage.json");
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync($"/analytics/control-totals?account={account}"));
        await using var scope = _app.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<ReportedChargeReader>().ReadAsync(_annId, account, ["92562ab7-752a-4276-9bb6-6763ff88767b"]));
        Assert.Null(await scope.ServiceProvider.GetRequiredService<PlanOfferReader>().ReadAsync(_annId, account));
        Assert.Null(await _app.Get<ReportedCharges>().BetweenAsync(AccessScope.Admin(_annId, [1]), account, Instant.MinValue, Instant.MaxValue));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
