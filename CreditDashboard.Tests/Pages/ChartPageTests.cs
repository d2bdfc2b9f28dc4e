using System.Globalization;
using AngleSharp.Dom;

namespace CreditDashboard.Tests.Pages;

/// <summary>The chart by hour, day and week, read from its table twin: whatever a bar is, the bars sum to the tile.</summary>
public sealed class ChartPageTests : IAsyncLifetime, IDisposable
{
    const string Page = "/analytics/credit-usage?account=acme&chart=table";

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
    [InlineData("&window=2026-11-02..2026-11-02", "Credits per hour", 24, 27)]
    [InlineData("&window=2026-11-02..2026-11-03&by=user", "Credits per hour", 48, 28)]
    [InlineData("&window=2026-11-02..2026-11-04", "Credits per day", 3, 29)]
    [InlineData("&window=2026-11-02T10:04:00Z..2026-11-02T12:30:00Z", "Credits per hour", 3, 18)]
    [InlineData("&window=2026-11-02..2026-11-03&per=day", "Credits per day", 2, 28)]

    // Clocks are set back at 02:00 on this day, whose hour from 01:00 is there twice.
    [InlineData("&window=2026-10-25..2026-10-25&compare=none", "Credits per hour", 25, 0)]
    [InlineData("&window=2026-09-01..2026-11-22", "Credits per week", 12, 48)]
    [InlineData("&window=2026-09-01..2026-11-22&per=day", "Credits per day", 83, 48)]
    [InlineData("&window=2026-11-01..2026-11-22&per=hour", "Credits per day", 22, 46)]
    public async Task Bars_AreWhatFitsTheWindow_AndSumToItsCredits(string more, string title, int bars, long total)
    {
        // A window of nothing has no chart: its tile says so.
        var page = await _ann.ReadAsync(Page + more);
        Assert.StartsWith(total.ToString(CultureInfo.InvariantCulture), Visitor.Text(page.QuerySelector(".tile .figure")), StringComparison.Ordinal);
        if (total == 0)
            return;

        Assert.Contains(title, page.QuerySelectorAll("section h2").Select(Visitor.Text));
        var place = page.QuerySelectorAll(".twin thead th").Select(Visitor.Text).ToList().IndexOf("Total");
        var rows = page.QuerySelectorAll(".twin tbody tr").Where(row => !Visitor.Text(row.Children[0]).StartsWith("Beyond", StringComparison.Ordinal)).ToList();
        Assert.Equal(bars, rows.Count);
        Assert.Equal(total, rows.Sum(row => Number(row.Children[place])));
        foreach (var row in rows.Where(row => Number(row.Children[place]) != 0))
        {
            var head = Visitor.Text((await _ann.ReadAsync(row.QuerySelector("a")!.GetAttribute("href")!)).QuerySelector("section[aria-label=Timeline] h2"));
            Assert.Equal(Number(row.Children[place]), long.Parse(head.Split(' ')[0], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Hours_AreNamedWithTheirDay()
    {
        var page = await _ann.ReadAsync($"{Page}&window=2026-11-02..2026-11-02");
        Assert.Equal(["Mon 2 Nov, 00:00", "Mon 2 Nov, 01:00", "Mon 2 Nov, 02:00"], page.QuerySelectorAll(".twin tbody tr").Take(3).Select(row => Visitor.Text(row.Children[0])));
        Assert.Equal(["Hour", "Day", "Week", "Cumulative"], page.QuerySelectorAll(".seg[aria-label=Bars] a").Select(Visitor.Text));
    }

    static long Number(IElement element) => long.Parse(Visitor.Text(element).Replace('−', '-'), NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
