using System.Net;
using CreditDashboard.Data;
using CreditDashboard.Import;

namespace CreditDashboard.Tests.Pages;

/// <summary>Discrepancies over the article's sample.</summary>
public sealed class DiscrepanciesPageTests : IAsyncLifetime, IDisposable
{
    readonly RunningApp _app = new();
    Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        _ann = _app.Visitor();
        (await _ann.SignInAsync()).Dispose();
    }

    [Fact]
    public async Task RefusedRow_IsLinkedFromWhatWaitsForIt_AndCanBeSetAside()
    {
        Assert.DoesNotContain("refused", await _ann.TextAsync("/discrepancies?account=acme"), StringComparison.Ordinal);
        var bad = "reveal_id,occurred_at,user,channel,emails_found,phones_found\nR-99,yesterday,,web,1,0\n"u8.ToArray();
        await _app.Get<Importer>().RunAsync(
            AccessScope.Operator, "acme", [new ImportFile("bad.csv", bad.Length, _ => new(new MemoryStream(bad)))], new ImportRequest());

        var page = await _ann.ReadAsync("/discrepancies?account=acme&code=late_or_missing");
        Assert.Contains("Imports refused 1 row: what they may answer is undecided", Visitor.Text(page.QuerySelector("main")), StringComparison.Ordinal);
        Assert.Equal("/imports?account=acme#refused", page.QuerySelector("main p.muted a")!.GetAttribute("href"));
        Assert.Contains("The import refused 1 row that may answer this charge", Visitor.Text(page.QuerySelector("details.group")), StringComparison.Ordinal);
        Assert.Contains("Reveal R-99", Visitor.Text((await _ann.ReadAsync("/imports?account=acme")).QuerySelector("#refused tbody")), StringComparison.Ordinal);

        await _app.Get<RefusedDesk>().SetAsideAsync(AccessScope.Operator, "acme", [1], "A test row.");
        Assert.Null((await _ann.ReadAsync("/imports?account=acme")).QuerySelector("#refused"));
    }

    [Fact]
    public async Task EachRow_StandsUnderItsClassAndCode()
    {
        var page = await _ann.ReadAsync("/discrepancies?account=acme");
        var groups = page.QuerySelectorAll("details.group").ToDictionary(
            group => group.QuerySelector("code")!.TextContent, group => group.QuerySelectorAll("td.id").Select(id => Visitor.Text(id)).ToArray());
        Assert.Equal(["D-6"], groups["no_reveal"]);
        Assert.Equal(["D-9"], groups["duplicate"]);
        Assert.Equal(["D-10"], groups["overcharged"]);
        Assert.Equal(["D-12"], groups["wrong_user"]);
        Assert.Equal(["D-22"], groups["wrong_channel"]);
        Assert.Equal(["D-13"], groups["wrong_credit_type"]);
        Assert.Equal(["R-11"], groups["never_charged"]);
        Assert.Equal(["D-24"], groups["undercharged"]);
        Assert.Equal(["R-16"], groups["pending"]);
        Assert.Equal(["D-27"], groups["out_of_coverage"]);
        Assert.Equal(["D-18"], groups["reversed"]);
        Assert.DoesNotContain("ok", groups.Keys);
        Assert.DoesNotContain("cycle_shift", groups.Keys);
        Assert.Equal(
            ["Refundable", "Needs evidence", "Not refundable", "In your favour", "Not judged yet", "Given back"],
            page.QuerySelectorAll(".section-head h2").Select(Visitor.Text));
    }

    [Fact]
    public async Task Strip_KeepsTheTypesOfCreditsApart()
    {
        var page = await _ann.ReadAsync("/discrepancies?account=acme");
        Assert.Equal(
            ["5credits, 3 rows", "0credits, 1 conversation, 1 row", "0credits, 2 rows", "2rows", "1credits, 2 rows"],
            page.QuerySelectorAll(".strip dd").Select(Visitor.Text));
    }

    [Theory]
    [InlineData("code=no_reveal", "no_reveal")]
    [InlineData("code=undecided", "")]
    [InlineData("code=not_judged", "pending out_of_coverage")]
    [InlineData("channel=api", "duplicate")]
    [InlineData("channel=bulk", "")]
    [InlineData("window=2026-11-07..2026-11-07", "out_of_coverage")]
    public async Task Filters_StandInTheAddress(string filter, string codes)
    {
        var page = await _ann.ReadAsync($"/discrepancies?account=acme&{filter}");
        Assert.Equal(codes, string.Join(' ', page.QuerySelectorAll("details.group code").Select(Visitor.Text)));
    }

    [Fact]
    public async Task Row_OpensItsEvidence_AndAnUnknownVerdictIsNotThere()
    {
        var page = await _ann.ReadAsync("/discrepancies?account=acme");
        var link = page.QuerySelectorAll("td.id a").Single(each => each.TextContent == "D-10").GetAttribute("href")!;
        var evidence = (await _ann.ReadAsync(link)).QuerySelector("aside.drawer")!;
        Assert.StartsWith("ann paid 4 credits for c-10.", Visitor.Text(evidence.QuerySelector(".sentence")), StringComparison.Ordinal);
        Assert.Contains("R-10", Visitor.Text(evidence), StringComparison.Ordinal);
        Assert.Equal(["Credits", "1 expected", "4 charged", "differs"], evidence.QuerySelectorAll("tr.differs td").Select(Visitor.Text));
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync("/discrepancies?account=acme&verdict=00000000000000000000000000000001"));
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync("/discrepancies?account=acme&verdict=zzz"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
