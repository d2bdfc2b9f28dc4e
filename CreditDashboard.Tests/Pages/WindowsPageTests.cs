using System.Globalization;
using AngleSharp.Dom;

namespace CreditDashboard.Tests.Pages;

/// <summary>Cycle, month and range side by side over the article's sample, and the strip that holds each page's number against the ledger.</summary>
public sealed class WindowsPageTests : IAsyncLifetime, IDisposable
{
    const string Page = "/analytics/credit-usage/windows?account=acme";

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
    public async Task TheCycle_TheMonth_AndTheRange_StandBesideEachOther_WithBothTheirEnds()
    {
        var page = await _ann.ReadAsync($"{Page}&window=2026-11-03..2026-11-05");
        Assert.Equal(["Window", "This cycle", "November 2026", "Chosen range"], page.QuerySelectorAll(".beside thead th").Select(Visitor.Text));
        Assert.Equal("Begins 31 Oct 2026, 09:14 GMT 1 Nov 2026, 00:00 GMT 3 Nov 2026, 00:00 GMT", Row(page, ".beside tr", "Begins"));
        Assert.Equal("Ends, not included 30 Nov 2026, 09:14 GMT 1 Dec 2026, 00:00 GMT 6 Nov 2026, 00:00 GMT", Row(page, ".beside tr", "Ends"));
        Assert.Equal("in UTC 31 Oct 2026, 09:14 UTC 1 Nov 2026, 00:00 UTC 3 Nov 2026, 00:00 UTC", Row(page, ".beside tr", "in UTC"));
        Assert.Equal("Credits 47 46 11", Row(page, ".beside tr", "Credits"));
        Assert.Equal(["This cycle and November 2026", "This cycle and the chosen range", "November 2026 and the chosen range"], page.QuerySelectorAll("section h2").Skip(1).Select(Visitor.Text));

        // The cycle alone is no range to set beside itself.
        var cycle = await _ann.ReadAsync(Page);
        Assert.Equal(["Window", "This cycle", "November 2026"], cycle.QuerySelectorAll(".beside thead th").Select(Visitor.Text));
        Assert.Equal(["This cycle and November 2026"], cycle.QuerySelectorAll("section h2").Skip(1).Select(Visitor.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&window=2026-11-03..2026-11-05")]
    [InlineData("&window=2026-10-20..2026-11-04&channel=web&channel=extension")]
    [InlineData("&window=2026-11-02T10:00:00Z..2026-11-02T12:30:00Z&user=-")]
    [InlineData("&window=all")]
    [InlineData("&window=last-cycle")]
    public async Task EachPair_Reconciles_AndEveryFigureOpensRowsThatSumToIt(string more)
    {
        var page = await _ann.ReadAsync(Page + more);
        var pairs = page.QuerySelectorAll("table.turns");
        Assert.NotEmpty(pairs);
        foreach (var pair in pairs)
        {
            foreach (var column in (int[])[3, 4])
            {
                var figures = pair.QuerySelectorAll("tbody tr, tfoot tr").Select(row => Number(row.Children[column])).ToList();
                Assert.Equal(figures[^1], figures[..^1].Sum());
            }
        }

        foreach (var link in page.QuerySelectorAll("table.turns td a, table.beside tfoot a"))
        {
            var head = Visitor.Text((await _ann.ReadAsync(link.GetAttribute("href")!)).QuerySelector("section[aria-label=Timeline] h2"));
            var shown = head.EndsWith("conversation credits", StringComparison.Ordinal) || head.Length == 0 ? 0 : Number(head.Split(' ')[0]);
            Assert.Equal(Math.Abs(Number(link)), Math.Abs(shown));
        }
    }

    [Fact]
    public async Task TheBridge_LeadsHere_WithTheFiltersThatStand()
    {
        var page = await _ann.ReadAsync("/analytics/credit-usage?account=acme&window=2026-11-03..2026-11-05&channel=web");
        var href = page.QuerySelectorAll("#bridge footer a").Single().GetAttribute("href")!;
        Assert.Equal("/analytics/credit-usage/windows?account=acme&window=2026-11-03..2026-11-05&channel=web", href);
        Assert.Equal("page", (await _ann.ReadAsync(href)).QuerySelector(".nav a")!.GetAttribute("aria-current"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await _ann.StatusAsync("/analytics/credit-usage/windows?account=nobodys"));
    }

    [Theory]
    [InlineData("/analytics/credit-usage?account=acme", "Ties out", "47", "Ledger, 22 rows", "53 left")]
    [InlineData("/analytics/credit-usage?account=acme&user=-", "Ties out whole account", "47", "Ledger, 22 rows", "53 left")]
    [InlineData("/analytics/activity?account=acme", "Ties out", "47", "Ledger, 22 rows", "53 left")]
    [InlineData("/analytics/activity?account=acme&channel=web&window=all", "Ties out whole account", "48", "Ledger, 23 rows", "53 left")]
    [InlineData("/discrepancies?account=acme", "Ties out", "47", "Ledger, 22 rows", "53 left")]
    [InlineData("/discrepancies?account=acme&window=2026-11-03..2026-11-05", "Ties out", "11", "Ledger, 8 rows", "left")]
    public async Task TheStrip_HasTheSameNumber_HoweverItIsCounted(string path, string lead, string figure, string ledger, string left)
    {
        var strip = (await _ann.ReadAsync(path)).QuerySelector("section[aria-label=Tie-out]")!;
        Assert.Equal(lead, Visitor.Text(strip.QuerySelector(".lead")));
        Assert.Equal([figure, figure, figure], strip.QuerySelectorAll("li:not(.none) a").Select(Visitor.Text));
        Assert.Equal(["Tiles and tables", ledger, "Change of balance", "Vendor"], strip.QuerySelectorAll(".k").Select(Visitor.Text));
        Assert.Contains(left, strip.QuerySelectorAll(".v")[2].GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal("not imported What to get", Visitor.Text(strip.QuerySelectorAll(".v")[3]));
        Assert.Equal("/imports?account=acme", strip.QuerySelector("li.none a")!.GetAttribute("href"));
        Assert.Empty(strip.QuerySelectorAll(".gap"));

        var rows = await _ann.ReadAsync(strip.QuerySelectorAll("li a")[1].GetAttribute("href")!);
        Assert.Equal($"{figure} credits", Visitor.Text(rows.QuerySelector("section[aria-label=Timeline] h2")));
    }

    static string Row(IParentNode page, string rows, string head) =>
        string.Join(' ', page.QuerySelectorAll(rows).First(row => Visitor.Text(row.Children[0]).StartsWith(head, StringComparison.Ordinal)).Children.Select(Visitor.Text));

    static long Number(IElement element) => Number(Visitor.Text(element));

    static long Number(string text) => long.Parse(text.Replace('−', '-'), NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
