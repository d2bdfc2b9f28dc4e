using AngleSharp.Dom;
using CreditDashboard.Data;
using CreditDashboard.Import;

namespace CreditDashboard.Tests.Pages;

/// <summary>Worth a look, the forecast, and the rows behind a finding, over the sample account as the server renders it.</summary>
public sealed class FindingsPageTests : IAsyncLifetime, IDisposable
{
    const string Page = "/analytics/credit-usage?account=north-ridge";

    readonly RunningApp _app = new();
    Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        var person = await _app.AddPersonAsync();
        await _app.Get<SampleAccount>().LoadAsync(person, null, CancellationToken.None);
        _ann = _app.Visitor();
        (await _ann.SignInAsync()).Dispose();
    }

    static IElement[] Findings(IParentNode page) => [.. page.QuerySelectorAll("ul.looks:not(.aside) li")];

    static string Note(IParentNode page, string tile) =>
        Visitor.Text(page.QuerySelectorAll(".tile").Single(each => Visitor.Text(each.QuerySelector("h2")) == tile).QuerySelector(".note"));

    [Fact]
    public async Task EachFinding_LeadsToItsRows_AndNoAddressHoldsAPerson()
    {
        var page = await _ann.ReadAsync(Page);
        var links = Findings(page).Select(finding => finding.QuerySelector("a.rows")!).ToArray();
        Assert.InRange(links.Length, 4, 7);
        Assert.All(links, link => Assert.DoesNotContain(".lindqvist", link.GetAttribute("href"), StringComparison.Ordinal));
        foreach (var link in links.Take(3))
        {
            var rows = await _ann.ReadAsync(link.GetAttribute("href")!);
            Assert.EndsWith($" of {Visitor.Text(link).Split(' ')[0]}", Visitor.Text(rows.QuerySelector("section[aria-label='Timeline'] footer span")), StringComparison.Ordinal);
            Assert.Contains("Worth a look", Visitor.Text(rows.QuerySelector("main")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AFindingThatIsNoMore_ShowsNoRows() =>
        Assert.Contains("No rows by these filters.", await _ann.TextAsync("/analytics/activity?account=north-ridge&finding=unusual_day.2001-01-01"), StringComparison.Ordinal);

    [Fact]
    public async Task Dismissed_IsOutOfSight_AndCounted()
    {
        var before = await _ann.ReadAsync(Page);
        var first = Findings(before)[0];
        var key = System.Web.HttpUtility.ParseQueryString(first.QuerySelector("a.rows")!.GetAttribute("href")!.Split('?')[1])["finding"]!;
        await _app.Get<FindingDesk>().DismissAsync(AccessScope.Operator, "north-ridge", key, "We know.");
        var after = await _ann.ReadAsync(Page);
        Assert.DoesNotContain(Visitor.Text(first.QuerySelector("b")), Findings(after).Select(finding => Visitor.Text(finding.QuerySelector("b"))));
        Assert.Contains("1 dismissed, show", Visitor.Text(after.QuerySelector("section[aria-label='Worth a look']")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecast_IsSaidOnTheTiles_InTheRunningCycleOfTheWholeAccount()
    {
        var page = await _ann.ReadAsync(Page);
        Assert.Matches(@"^[\d,]+ at renewal, [\d,]+ to [\d,]+\. By .+ over 7 weeks; \d+\.\d% off on average over the last 6 cycles\.$", Note(page, "Used"));
        Assert.Matches("last|run out|Ran out", Note(page, "Remaining"));
        Assert.Contains("A weekday takes", Visitor.Text(page.QuerySelector(".tiles")), StringComparison.Ordinal);

        Assert.Contains("deductions, net of", Note(await _ann.ReadAsync($"{Page}&window=last-cycle"), "Used"), StringComparison.Ordinal);
        Assert.Contains("of the filters", Note(await _ann.ReadAsync($"{Page}&channel=bulk"), "Used"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwinOfTheChart_SaysWhatIsStillExpected()
    {
        var page = await _ann.ReadAsync($"{Page}&chart=table");
        Assert.Contains("Still expected", page.QuerySelectorAll(".twin th").Select(Visitor.Text));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
