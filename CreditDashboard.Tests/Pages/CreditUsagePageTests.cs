using System.Net;
using AngleSharp.Dom;

namespace CreditDashboard.Tests.Pages;

/// <summary>Credit Usage as the server renders it, over the article's sample: what a person sees before any script runs.</summary>
public sealed class CreditUsagePageTests : IAsyncLifetime, IDisposable
{
    const string Page = "/analytics/credit-usage?account=acme";

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
    public async Task ThisCycle_ShowsBothEndsWithTheirZones_AndTheArticlesNumbers()
    {
        var page = await _ann.ReadAsync(Page);
        Assert.Equal(
            ["31 Oct 2026, 09:14 GMT", "to", "30 Nov 2026, 09:14 GMT", "Europe/London, renews in 8 days"],
            page.QuerySelectorAll(".span > span").Select(Visitor.Text));
        Assert.Equal("47 of 100 prospecting credits, 47.0%", Figure(page, "Used"));
        Assert.Equal("53", Figure(page, "Remaining"));
        Assert.Equal("+47 from 0", Figure(page, "Change"));
        Assert.Equal(["4", "+4"], page.QuerySelectorAll("section[aria-label='Conversation credits'] dd").Take(2).Select(Visitor.Text));
        Assert.Equal("5 credits in 3 rows", Figure(page, "Open to dispute"));
    }

    [Fact]
    public async Task Tables_SumToTheTile_AndChannelsAreTheArticles()
    {
        var page = await _ann.ReadAsync(Page);
        Assert.Equal(
            ["Direct 21", "Extension 10", "Web 11", "Bulk 15", "Bulk 15", "Integrations 3", "Salesforce 3", "API 8"],
            Rows(page, "By channel").Select(row => $"{Cell(row, 0)} {Cell(row, 2)}"));
        Assert.Equal(
            ["ben 22", "ann 16", "cat 2", "dee 1", "Unattributed 6"],
            Rows(page, "By user").Select(row => $"{Cell(row, 0)} {Cell(row, 1)}").OrderBy(row => row.StartsWith("Unattributed", StringComparison.Ordinal)));
        Assert.Equal(["Total 21 47 100% +47", "Total 47 100% +47 5"], page.QuerySelectorAll(".cols tr.total").Select(total => string.Join(' ', total.Children.Select(Visitor.Text))));
    }

    [Fact]
    public async Task VerdictLine_SumsToTheTile()
    {
        var page = await _ann.ReadAsync(Page);
        var sums = page.QuerySelectorAll(".verdicts .chip b").Select(sum => int.Parse(sum.TextContent, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(47, sums.Sum());
    }

    [Theory]
    [InlineData("&channel=bulk", "15 of 47 in all, 31.9%")]
    [InlineData("&channel=bulk&channel=api", "23 of 47 in all, 48.9%")]
    [InlineData("&user=-", "6 of 47 in all, 12.8%")]
    [InlineData("&user=nobody", "0 of 47 in all, 0.0%")]
    [InlineData("&window=last-cycle", "1 of 100 prospecting credits, 1.0%")]
    [InlineData("&window=all", "48 prospecting credits")]
    [InlineData("&window=2026-11-05..2026-11-05", "9 prospecting credits")]
    [InlineData("&window=2026-10-31T09:00:00Z..2026-10-31T09:14:01Z", "1 prospecting credits")]
    [InlineData("&window=nonsense", "47 of 100 prospecting credits, 47.0%")]
    public async Task Address_IsTheState(string more, string expected) =>
        Assert.Equal(expected, Figure(await _ann.ReadAsync(Page + more), "Used"));

    [Fact]
    public async Task FilteredToNothing_SaysHowMuchIsHidden_AndOffersToRemoveIt()
    {
        var page = await _ann.ReadAsync($"{Page}&channel=hubspot");
        Assert.Contains("47 credits of this window are hidden by them.", Visitor.Text(page.QuerySelector("main")), StringComparison.Ordinal);
        Assert.Equal("/analytics/credit-usage?account=acme", page.QuerySelector(".state a")?.GetAttribute("href"));
    }

    [Fact]
    public async Task Figures_LeadOn_AndNoAddressHoldsAPerson()
    {
        var page = await _ann.ReadAsync($"{Page}&channel=api");
        var links = page.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Contains("/discrepancies?account=acme&channel=api", links);
        Assert.Contains(links, link => link.Contains("user=u", StringComparison.Ordinal));
        Assert.All(links, link => Assert.DoesNotContain("%40", link.Replace('@', '%'), StringComparison.Ordinal));
    }

    [Fact]
    public async Task NothingImported_SaysWhichTwoFilesMakeThePage()
    {
        await _app.AddAccountAsync("Empty", withRows: false);
        var text = await _ann.TextAsync("/analytics/credit-usage?account=empty");
        Assert.Contains("Two files make this page", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/analytics/credit-usage")]
    [InlineData("/discrepancies")]
    [InlineData("/imports")]
    [InlineData("/settings")]
    public async Task AnothersAccount_AnswersLikeOneThatDoesNotExist(string path)
    {
        await _app.AddPersonAsync("ben@other.example");
        await _app.AddAccountAsync("Other", admin: "ben@other.example");
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync($"{path}?account=other"));
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync($"{path}?account=nowhere"));
        Assert.Equal(await _ann.TextAsync($"{path}?account=other"), await _ann.TextAsync($"{path}?account=nowhere"));
        Assert.Equal(HttpStatusCode.OK, await _ann.StatusAsync(path));
    }

    [Fact]
    public async Task WithoutAnAccount_EveryPageLeadsToTheTwoWaysToBegin()
    {
        await _app.AddPersonAsync("new@other.example");
        using var visitor = _app.Visitor();
        (await visitor.SignInAsync("new@other.example")).Dispose();
        using var answer = await visitor.Http.GetAsync(new Uri("/discrepancies", UriKind.Relative));
        Assert.Equal("/", answer.Headers.Location?.ToString().Replace(_app.Address.ToString(), "/", StringComparison.Ordinal));
        Assert.Contains("Look around first", await visitor.TextAsync("/"), StringComparison.Ordinal);
    }

    static string Figure(IParentNode page, string tile) => Visitor.Text(
        page.QuerySelectorAll(".tile").Single(each => Visitor.Text(each.QuerySelector("h2")) == tile).QuerySelector(".figure"));

    static IEnumerable<IElement> Rows(IParentNode page, string panel) => page.QuerySelectorAll($"section[aria-label='{panel}'] tbody tr");

    static string Cell(IElement row, int index) => Visitor.Text(row.QuerySelectorAll("td")[index]);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
