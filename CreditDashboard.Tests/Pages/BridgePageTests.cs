using System.Globalization;
using AngleSharp.Dom;

namespace CreditDashboard.Tests.Pages;

/// <summary>The bridge on Credit Usage, and the rows that each of its bars opens on Activity, over the article's sample.</summary>
public sealed class BridgePageTests : IAsyncLifetime, IDisposable
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
    public async Task Everyone_LeadsToTheTile()
    {
        var page = await _ann.ReadAsync(Page);
        Assert.Equal("I count everyone", Chooser(page));
        Assert.Equal(
            [
                "1 Reveals in November, one credit each 14", "2 More than one data point per reveal +5", "3 Bulk contacts found in full +2", "Bulk contacts with partial data +12",
                "Bulk contacts with nothing found +1", "4 Salesforce +2", "API +7", "5 Other users of the account 0", "6 31 October: this cycle, not November +1",
                "7 Paid actions: export +1", "8 Charged with no reveal, twice, or outside the price +3", "Reversals −1", "9 Undecided, or not yet judged 0", "= Shown on this page 47",
            ],
            Lines(page));
        Assert.StartsWith("47 ", Visitor.Text(page.QuerySelector(".tile .figure")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ann_IsChosenByHerId_AndHerNumbersAreTheArticles()
    {
        var page = await _ann.ReadAsync($"{Page}&count={await AnnAsync()}");
        Assert.Equal("I count ann", Chooser(page));
        Assert.Equal("10 +4 0 0 0 0 +28 +1 +1 +4 −1 0 47", string.Join(' ', page.QuerySelectorAll(".bridge .n").Select(Visitor.Text)));
        Assert.Equal("1 Own reveals in November, one credit each 10", Lines(page)[0]);
        Assert.Contains("5 2 other users of the account +28", Lines(page));
    }

    /// <summary>Also the bar of nothing that is a charge not judged and a reveal not judged.</summary>
    [Theory]
    [InlineData(true, "this-cycle")]
    [InlineData(false, "this-cycle")]
    [InlineData(true, "2026-11-05..2026-11-06")]
    [InlineData(false, "all")]
    public async Task EachBar_OpensItsRows_WhichSumToIt(bool onlyAnn, string window)
    {
        var bridge = await _ann.ReadAsync($"{Page}&window={window}{(onlyAnn ? $"&count={await AnnAsync()}" : "")}");
        var links = bridge.QuerySelectorAll(".bridge li:not(:last-child) a");
        Assert.InRange(links.Length, 7, 13);
        foreach (var link in links)
        {
            var figure = Number(Visitor.Text(link.QuerySelector(".n")));
            var page = await _ann.ReadAsync(link.GetAttribute("href")!);
            var rows = page.QuerySelectorAll(".timeline .gives").Select(cell => Number(Visitor.Text(cell))).ToArray();
            Assert.NotEmpty(rows);
            Assert.DoesNotContain(0, rows);
            Assert.Equal(figure, rows.Sum());
            Assert.Equal(figure, Number(Visitor.Text(page.QuerySelector(".panel h2")).Split(' ')[0]));
            Assert.Equal(figure, page.QuerySelectorAll(".day .sum").Sum(day => Number(Visitor.Text(day).Split(' ')[0])));
            Assert.Contains(Visitor.Text(link.QuerySelector("span:nth-child(2)")), Visitor.Text(Chip(page)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RowsOfABar_AreThoseOfTheRules_AndTheChipRemovesThem()
    {
        var bar = $"/analytics/activity?account=acme&bar=discrepancies&count={await AnnAsync()}";
        var page = await _ann.ReadAsync(bar);
        Assert.Equal(["D-24 −1", "D-18 +1", "R-13 −1", "D-10 +3", "D-9 +1", "D-6 +1"], Rows(page));
        Assert.Contains("counted by ann", Visitor.Text(Chip(page)), StringComparison.Ordinal);
        Assert.Equal("In the bar", Visitor.Text(page.QuerySelector(".timeline th:nth-child(7)")));

        // Other filters, and the sides, narrow the bar further; a reveal of it opens its own evidence.
        Assert.Equal(["D-24 −1"], Rows(await _ann.ReadAsync(bar + "&channel=web&side=deductions")));
        Assert.Equal(["R-13 −1"], Rows(await _ann.ReadAsync(bar + "&side=reveals")));
        Assert.Equal(["D-10 +3"], Rows(await _ann.ReadAsync(bar + "&id=R-10")));
        Assert.Single((await _ann.ReadAsync(bar + "&row=r.R-13")).QuerySelectorAll("tr.open"));

        var without = await _ann.ReadAsync(Chip(page)!.GetAttribute("href")!);
        Assert.Null(Chip(without));
        Assert.Equal("47 credits", Visitor.Text(without.QuerySelector(".panel h2")));
        Assert.Contains(Lines(await _ann.ReadAsync(page.QuerySelectorAll(".query a").Single(link => link.TextContent == "Back to the bridge").GetAttribute("href")!)), line => line.EndsWith("+28", StringComparison.Ordinal));
    }

    /// <summary>A reveal that was charged in the next window stands behind a bar of this one, though it lies outside.</summary>
    [Fact]
    public async Task RowsOutsideTheWindow_AreListedWhereTheyMakeTheBar()
    {
        var page = await _ann.ReadAsync($"/analytics/activity?account=acme&bar=window&window=2026-11-05..2026-11-06&count={await AnnAsync()}");
        Assert.All(Rows(page), row => Assert.EndsWith(" −1", row, StringComparison.Ordinal));
        Assert.Contains("R-1 −1", Rows(page));
        Assert.DoesNotContain("R-20 −1", Rows(page));
    }

    [Fact]
    public async Task FilteredPage_CountsItsUsers_AndSaysThatTheBridgeIsOfTheWholeAccount()
    {
        var ann = await AnnAsync();
        var page = await _ann.ReadAsync($"{Page}&user={ann}");
        Assert.Equal("I count ann", Chooser(page));
        Assert.Equal("= The whole account 47", Lines(page)[^1]);
        Assert.Contains("through all channels", Visitor.Text(page.QuerySelector("#bridge footer")), StringComparison.Ordinal);

        var byChannel = await _ann.ReadAsync($"{Page}&channel=web");
        Assert.Equal("I count everyone", Chooser(byChannel));
        Assert.Equal("= The whole account 47", Lines(byChannel)[^1]);
        Assert.All(byChannel.QuerySelectorAll(".bridge a"), link => Assert.DoesNotContain("channel=", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddressThatMakesNoSense_ShowsWhatItCan()
    {
        Assert.Equal("1 Own reveals in November, one credit each 0", Lines(await _ann.ReadAsync(Page + "&count=nobody"))[0]);
        Assert.Null(Chip(await _ann.ReadAsync("/analytics/activity?account=acme&bar=nonsense&count=nobody")));
        Assert.Contains("hidden by them", await _ann.TextAsync("/analytics/activity?account=acme&bar=integration:zoho"), StringComparison.Ordinal);
    }

    async Task<string> AnnAsync()
    {
        var page = await _ann.ReadAsync(Page);
        var link = page.QuerySelectorAll("section[aria-label='By user'] td a.clip").Single(link => link.TextContent == "ann");
        return link.GetAttribute("href")!.Split("user=")[1];
    }

    static string[] Lines(IParentNode page) =>
        [.. page.QuerySelectorAll(".bridge li").Select(line => string.Join(' ', line.QuerySelectorAll(".no, .no + span, .n").Select(Visitor.Text)).Trim())];

    static string Chooser(IParentNode page) => string.Join(' ', page.QuerySelectorAll("#bridge .filter > span, #bridge .filter > b").Select(Visitor.Text));

    static IElement? Chip(IParentNode page) => page.QuerySelector("a.filter.on");

    static string[] Rows(IParentNode page) =>
    [
        .. page.QuerySelectorAll(".timeline tr:has(.gives)")
            .Select(row => $"{row.QuerySelector(".whole")!.GetAttribute("href")!.Split("row=")[^1][2..]} {Visitor.Text(row.QuerySelector(".gives"))}"),
    ];

    static int Number(string text) => int.Parse(text.Replace('−', '-'), NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann.Dispose();
        _app.Dispose();
    }
}
