using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CreditDashboard.Components;
using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Tests.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CreditDashboard.Tests.Components;

/// <summary>What the strip says of gaps that the product itself never makes, and of a vendor's figure that no import brings yet.</summary>
public class TieOutStripTests
{
    static readonly Instant SnapshotAt = Instant.FromUtc(2026, 4, 20, 14, 36);
    static readonly BalanceChange Balance = new(new(10_000), Credits.None, Credits.None, new(2_718));
    static readonly TieOutFigures Tied = new(new(7_282), new(7_282), new(7_282), new(7_282), 4_591, Balance);

    [Fact]
    public async Task WhatTies_HasATickAndItsFigure_AndTheBalanceItsTwoEnds()
    {
        var strip = await RenderAsync(Tied with { Vendor = new(VendorSource.UsageReport, new(7_282)) });
        Assert.Equal("Ties out", Visitor.Text(strip.QuerySelector(".lead")));
        Assert.Equal(
            ["Tiles and tables ties: 7,282", "Ledger, 4,591 rows ties: 7,282", "Change of balance ties: 7,282 10,000 to 2,718", "Vendor's usage report ties: 7,282"],
            strip.QuerySelectorAll("li").Select(Visitor.Text));
    }

    [Theory]
    [InlineData(0, "Tiles and tables 7,280 2 less the tables", "/analytics/credit-usage?account=acme&window=last-cycle")]
    [InlineData(1, "Ledger, 4,591 rows 7,285 3 more the rows", "/analytics/activity?account=acme&window=last-cycle")]
    [InlineData(2, "Change of balance 7,281 1 less the rows", "/analytics/activity?account=acme&window=last-cycle")]
    [InlineData(3, "Vendor snapshot, 20 Apr, 15:36 7,288 6 more posted after the last import", "/analytics/control-totals?account=acme")]
    public async Task AGap_SaysHowMuchAndOpensWhatItIsOf(int step, string said, string href)
    {
        var strip = await RenderAsync((TieOutStep)step switch
        {
            TieOutStep.Tables => Tied with { ByUser = new(7_280) },
            TieOutStep.Ledger => Tied with { Ledger = new(7_285) },
            TieOutStep.Balance => Tied with { Balance = Balance with { Closing = new(2_719) } },
            _ => Tied with { Vendor = new(VendorSource.Snapshot, new(7_288), SnapshotAt) },
        });
        Assert.Equal("Does not tie out", Visitor.Text(strip.QuerySelector(".lead")));
        var gap = Assert.Single(strip.QuerySelectorAll("li.gap"));
        Assert.Equal(said, Visitor.Text(gap));
        Assert.Equal(href, gap.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task WhatIsNotKnown_IsNoGap()
    {
        var strip = await RenderAsync(Tied with { Balance = null });
        Assert.Equal("Ties out", Visitor.Text(strip.QuerySelector(".lead")));
        Assert.Equal(["Change of balance not known Import grants", "Vendor not imported What to get"], strip.QuerySelectorAll("li.none").Select(Visitor.Text));
    }

    static async Task<IElement> RenderAsync(TieOutFigures figures)
    {
        var filter = new LedgerFilter { Account = "acme", Window = "last-cycle", Channels = ["web"] };
        var view = TieOutView.Of(TieOut.Of(figures), filter, DateTimeZoneProviders.Tzdb["Europe/London"], SnapshotAt - Duration.FromMinutes(4));
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TieOutStrip>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Of"] = view }))).ToHtmlString());
        return new HtmlParser().ParseDocument(html).QuerySelector("section")!;
    }
}
