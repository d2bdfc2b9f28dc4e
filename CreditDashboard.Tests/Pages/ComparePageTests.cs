using AngleSharp.Dom;

namespace CreditDashboard.Tests.Pages;

/// <summary>Credit Usage by other windows, compared, broken down and filtered, as the server renders it over the article's sample.</summary>
public sealed class ComparePageTests : IAsyncLifetime, IDisposable
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

    [Theory]
    [InlineData("", "+47 from 0")]
    [InlineData("&compare=before", "+46 47.0 times, from 1")]
    [InlineData("&compare=none", "–")]
    [InlineData("&compare=before&user=-", "+6 from 0")]
    [InlineData("&window=2026-11-03..2026-11-05", "−18 −62.1%, from 29")]
    [InlineData("&window=all", "–")]
    public async Task Change_IsWhatTheWindowBeforeHadLess(string more, string figure) =>
        Assert.Equal(figure, Figure(await _ann.ReadAsync(Page + more), "Change"));

    [Fact]
    public async Task Change_NamesItsDrivers_AndTheTablesSumToIt()
    {
        var page = await _ann.ReadAsync($"{Page}&compare=before&top=all");
        Assert.Equal(
            ["Bulk +15", "Web +11", "Extension +9", "2 others +11"],
            page.QuerySelectorAll(".mini.parts li").Select(Visitor.Text));
        Assert.Contains("Against 30 Sep, 09:14 to 31 Oct, 09:14. By user: ben +22, 4 others +24.", Visitor.Text(Tile(page, "Change")), StringComparison.Ordinal);
        foreach (var panel in (string[])["By channel", "By user"])
        {
            var changes = page.QuerySelectorAll($"section[aria-label='{panel}'] tbody tr:not(.kind)").Select(row => Visitor.Text(row.Children[^(panel == "By user" ? 2 : 1)]));
            Assert.Equal(46, changes.Sum(change => int.Parse(change, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.DoesNotContain("Change", (await _ann.ReadAsync($"{Page}&compare=none")).QuerySelectorAll("th").Select(Visitor.Text));
    }

    [Fact]
    public async Task LastCycle_StandsInTheTable_DayByDay_AndSumsToItsWhole()
    {
        var page = await _ann.ReadAsync($"{Page}&chart=table");
        Assert.Equal(["Day", "Extension", "Web", "Bulk", "Salesforce", "API", "Total", "Last cycle"], page.QuerySelectorAll(".twin thead th").Select(Visitor.Text));
        Assert.Equal("Total 10 11 15 3 8 47 1", string.Join(' ', page.QuerySelector(".twin tfoot tr")!.Children.Select(Visitor.Text)));

        // The last cycle has a day more than this one: its last day lies beyond the bars.
        Assert.Equal("Beyond the last day", Visitor.Text(page.QuerySelectorAll(".twin tbody tr")[^1].Children[0]));
    }

    [Theory]
    [InlineData("last-7-days", "16 Nov 2026, 00:00 GMT to 23 Nov 2026, 00:00 GMTEurope/London, 7 days", "window=2026-11-09..2026-11-15")]
    [InlineData("2026-11-02T10:00:00Z..2026-11-02T12:30:00Z", "2 Nov 2026, 10:00 GMT to 2 Nov 2026, 12:30 GMTEurope/London, 2 h 30 min", "window=2026-11-02T07%3A30%3A00Z..2026-11-02T10%3A00%3A00Z")]
    [InlineData("this-month", "1 Nov 2026, 00:00 GMT to 1 Dec 2026, 00:00 GMTEurope/London, ends in 9 days", "window=2026-10-01..2026-10-31")]
    public async Task Windows_SayTheirEnds_AndHaveOnesBeforeThem(string window, string said, string before)
    {
        var page = await _ann.ReadAsync($"{Page}&window={window}");
        Assert.Equal(said, Visitor.Text(page.QuerySelector(".span")));
        Assert.EndsWith(before, page.QuerySelector("a[data-key='[']")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(
            ["last-cycle", "last-month", "last-7-days", "last-30-days", "last-90-days", "all"],
            page.QuerySelectorAll("#range-menu a").Select(link => link.GetAttribute("href")!.Split("window=")[1]));
    }

    [Theory]
    [InlineData("by=kind", "Direct 21, Bulk 15, Integrations 3, API 8")]
    [InlineData("by=user", "ben 22, ann 16, Unattributed 6, cat 2, dee 1")]
    [InlineData("by=data", "E-mail 18, Phone 1, E-mail and phone 15, Several that differ 9, No reveal 4")]
    [InlineData("by=action", "Reveal 46, Export 1")]
    [InlineData("by=job", "No job 32, J-1 9, J-2 6")]
    [InlineData("by=nonsense", "Extension 10, Web 11, Bulk 15, Salesforce 3, API 8")]
    public async Task Breakdowns_SumToTheTotal_InTheirOrder(string by, string legend)
    {
        var shown = (await _ann.ReadAsync($"{Page}&{by}")).QuerySelectorAll(".legend button").Select(button => string.Join(' ', button.Children.Skip(1).Select(Visitor.Text))).ToList();
        Assert.Equal(47, shown.Sum(text => int.Parse(text.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(legend, string.Join(", ", shown));
    }

    [Theory]
    [InlineData("data=both", 15)]
    [InlineData("kind=bulk", 15)]
    [InlineData("kind=bulk&kind=api", 23)]
    [InlineData("job=J-1", 9)]
    [InlineData("job=-&kind=bulk", 0)]
    [InlineData("action=export", 1)]
    [InlineData("code=no_reveal", 1)]
    [InlineData("code=discrepancy&user=-", 0)]
    [InlineData("kind=nonsense&data=nonsense&code=nonsense", 47)]
    public async Task Filters_AreThoseOfActivity_ToTheCredit(string filter, int credits)
    {
        Assert.Equal(credits, int.Parse(Figure(await _ann.ReadAsync($"{Page}&{filter}"), "Used").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        var activity = await _ann.ReadAsync($"/analytics/activity?account=acme&{filter}");
        Assert.Equal($"{credits} {(credits == 1 ? "credit" : "credits")}", Visitor.Text(activity.QuerySelector("section[aria-label=Timeline] h2")));
    }

    [Fact]
    public async Task MoreFilters_AreLinks_AndOneThatIsOnHasAButton()
    {
        var links = (await _ann.ReadAsync(Page)).QuerySelectorAll("#more-filters a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Contains("/analytics/credit-usage?account=acme&kind=integration", links);
        Assert.Contains("/analytics/credit-usage?account=acme&action=export", links);
        Assert.Contains("/analytics/credit-usage?account=acme&code=discrepancy", links);

        var page = await _ann.ReadAsync($"{Page}&kind=integration");
        Assert.Equal("Channel kindIntegrations", string.Concat(page.QuerySelector(".filter.on")!.Children.Take(2).Select(Visitor.Text)));
        Assert.Empty(page.QuerySelectorAll("#more-filters ul[aria-label='Channel kind']"));
    }

    [Fact]
    public async Task TwoFields_SumBothWays_AndEveryFigureOpensItsRows()
    {
        var page = await _ann.ReadAsync($"{Page}&by=kind&pivot=user");
        Assert.Equal("ben 5 15 0 2 22", string.Join(' ', page.QuerySelector(".pivot tbody tr")!.Children.Select(Visitor.Text)));
        Assert.Equal("Total 21 15 8 3 47", string.Join(' ', page.QuerySelector(".pivot tfoot tr")!.Children.Select(Visitor.Text)));
        foreach (var figure in page.QuerySelectorAll(".pivot a"))
        {
            var head = Visitor.Text((await _ann.ReadAsync(figure.GetAttribute("href")!)).QuerySelector("section[aria-label=Timeline] h2"));
            Assert.Equal(figure.TextContent, head.Split(' ')[0]);
        }
    }

    [Fact]
    public async Task Cumulative_EndsWithTheTotal()
    {
        var page = await _ann.ReadAsync($"{Page}&per=cumulative&chart=table");
        var last = page.QuerySelectorAll(".twin tbody tr").Last(row => row.Children[0].TextContent.Contains("Nov", StringComparison.Ordinal));
        Assert.Equal("10 11 15 3 8 47", string.Join(' ', last.Children.Skip(1).SkipLast(1).Select(Visitor.Text)));
        Assert.Equal(["Day", "Week", "Cumulative"], page.QuerySelectorAll("[aria-label=Bars] a").Select(Visitor.Text));
    }

    static string Figure(IParentNode page, string tile) => Visitor.Text(Tile(page, tile).QuerySelector(".figure"));

    static IElement Tile(IParentNode page, string tile) => page.QuerySelectorAll(".tile").Single(each => Visitor.Text(each.QuerySelector("h2")) == tile);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
