using System.Net;
using AngleSharp.Dom;

namespace CreditDashboard.Tests.Pages;

/// <summary>Activity, a contact and what is found, over the article's sample.</summary>
public sealed class ActivityPageTests : IAsyncLifetime, IDisposable
{
    const string ThisCycle = "/analytics/activity?account=acme";

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
    public async Task Credits_AreThoseOfCreditUsage_ByDay()
    {
        var page = await _ann.ReadAsync(ThisCycle);
        Assert.Equal("47 credits", Visitor.Text(page.QuerySelector(".panel h2")));
        Assert.StartsWith("4 conversation credits, 23 deductions, 22 reveals", Visitor.Text(page.QuerySelector(".panel .sub")), StringComparison.Ordinal);
        Assert.Equal("Rows 1 to 25 of 27", Visitor.Text(page.QuerySelector(".panel footer span")));

        var days = page.QuerySelectorAll(".timeline .day").Select(Visitor.Text).ToArray();
        Assert.Equal("Saturday 21 Nov 20260 credits", days[0]);
        Assert.StartsWith("Monday 2 Nov 2026", days[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PairAndJob_AreOneRow_WithWhatWasShownAndCharged()
    {
        var rows = await RowsAsync(ThisCycle + "&window=2026-11-02..2026-11-02");
        Assert.Equal(
            [
                "17:00:02 ben Extension c-12 1 e-mail 1 1 Wrong user",
                "16:00:00 ben Web c-11 1 e-mail 0 1 Never charged",
                "15:00:02 ann Extension c-10 1 e-mail 4 1 Overcharged",
            ],
            rows[..3]);
        Assert.Contains("12:00:09 ben Bulk J-1 3 contacts 9 3–18 OK, group", rows);
        Assert.Contains("13:00:00 ann Extension c-99 no reveal 1 – No reveal", rows);
        Assert.Contains("14:00:04 cat API c-8 as D-8 1 – Charged twice", rows);
    }

    [Fact]
    public async Task Pages_ByPosition_ShowEachRowOnce_ThereAndBack()
    {
        var first = await _ann.ReadAsync(ThisCycle + "&window=all");
        var older = await _ann.ReadAsync(Link(first, "Older"));
        var again = await _ann.ReadAsync(Link(older, "Newer"));
        Assert.Equal("Rows 26 to 28 of 28", Visitor.Text(older.QuerySelector(".panel footer span")));
        Assert.Equal(28, Tokens(first).Concat(Tokens(older)).Distinct().Count());
        Assert.Equal(Tokens(first), Tokens(again));
    }

    [Theory]
    [InlineData("code=no_reveal", "D-6")]
    [InlineData("code=discrepancy&channel=web", "D-24 D-13 R-11")]
    [InlineData("channel=bulk&side=reveals", "R-25 R-5a R-5c R-5b")]
    [InlineData("id=J-1", "D-5")]
    [InlineData("id=R-10", "D-10")]
    [InlineData("id=R-10&side=deductions", "D-10")]
    [InlineData("user=nobody", "")]
    public async Task Filters_StandInTheAddress(string filter, string ids) =>
        Assert.Equal(ids, string.Join(' ', Ids(await _ann.ReadAsync($"{ThisCycle}&{filter}"))));

    [Fact]
    public async Task Row_OpensItsEvidence_WhereverItStands()
    {
        var page = await _ann.ReadAsync("/analytics/activity?account=acme&window=all&row=d.D-0");
        Assert.Equal("D-0", Visitor.Text(page.QuerySelector(".drawer h2")));
        Assert.Contains("ann paid 1 credit for c-0", Visitor.Text(page.QuerySelector(".drawer .sentence")), StringComparison.Ordinal);
        Assert.Equal("Rows 28 to 28 of 28", Visitor.Text(page.QuerySelector(".panel footer span")));
        Assert.Single(page.QuerySelectorAll("tr.open"));

        // A reveal stands in the row of what paid for it.
        var revealed = await _ann.ReadAsync(ThisCycle + "&row=r.R-10");
        Assert.Contains("c-10", Visitor.Text(revealed.QuerySelector("tr.open")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/analytics/activity?account=acme&row=d.D-999")]
    [InlineData("/analytics/activity?account=acme&row=R-10")]
    [InlineData("/analytics/activity?account=nobodys")]
    [InlineData("/contacts/c-1?account=nobodys")]
    [InlineData("/contacts/c-999?account=acme")]
    [InlineData("/find?account=nobodys&q=D-1")]
    public async Task WhatDoesNotExist_AndWhatIsOfOthers_AnswerAlike(string path)
    {
        await _app.AddPersonAsync("eve@other.example");
        await _app.AddAccountAsync("Nobodys", admin: "eve@other.example");
        using var stranger = _app.Visitor();
        await _app.AddPersonAsync("new@acme.example");
        (await stranger.SignInAsync("new@acme.example")).Dispose();
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync(path));
    }

    [Fact]
    public async Task Contact_TellsWhatWasFirstShown_AndWhyTheLaterOneWasCharged()
    {
        var page = await _ann.ReadAsync("/contacts/c-1?account=acme");
        Assert.Equal("Contact c-1", Visitor.Text(page.QuerySelector("h1")));
        Assert.Equal(["2credits", "2", "1data point"], page.QuerySelectorAll(".strip dd").Select(Visitor.Text));
        Assert.StartsWith("1 e-mail 2 Nov 2026, 10:00 ann", Cells(page.QuerySelector(".first tbody tr")!), StringComparison.Ordinal);
        var story = page.QuerySelectorAll(".story li").Select(Visitor.Text).ToArray();
        Assert.Equal(2, story.Length);
        Assert.Contains("D-20", story[1], StringComparison.Ordinal);
        Assert.Contains("Shown before", story[1], StringComparison.Ordinal);

        var free = Visitor.Text((await _ann.ReadAsync("/contacts/c-2?account=acme")).QuerySelector(".story"));
        Assert.Contains("nothing was charged", free, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ListsWhatHasAnId_AndSaysWhatWasSearched()
    {
        Assert.Contains("Job J-1", Cells((await _ann.ReadAsync("/find?account=acme&q=J-1")).QuerySelector(".hits a")!), StringComparison.Ordinal);
        Assert.Contains("first letters of users", await _ann.TextAsync("/find?account=acme&q=none"), StringComparison.Ordinal);
        var found = await _ann.ReadAsync("/find?account=acme&q=ANN");
        var user = Assert.Single(found.QuerySelectorAll(".hits a")).GetAttribute("href")!;
        Assert.DoesNotContain("ann", user, StringComparison.OrdinalIgnoreCase);
        Assert.All((await _ann.ReadAsync(user)).QuerySelectorAll(".timeline td.who"), cell => Assert.Equal("ann", Visitor.Text(cell)));
    }

    [Fact]
    public async Task Figures_OfCreditUsage_LeadToTheirRows()
    {
        var usage = await _ann.ReadAsync("/analytics/credit-usage?account=acme");
        var figures = usage.QuerySelectorAll("a[title='The rows behind this figure']");
        Assert.NotEmpty(figures);
        foreach (var figure in figures)
        {
            var page = await _ann.ReadAsync(figure.GetAttribute("href")!);
            var head = Visitor.Text(page.QuerySelector(".panel h2"));
            Assert.Equal(figure.TextContent, head.Split(' ')[0]);
        }
    }

    async Task<string[]> RowsAsync(string path) =>
        [.. (await _ann.ReadAsync(path)).QuerySelectorAll(".timeline tr:not(.day)").Skip(1).Select(Cells)];

    static string Cells(IElement row) => string.Join(' ', row.Children.Select(Visitor.Text));

    static string[] Tokens(IParentNode page) => [.. page.QuerySelectorAll(".timeline .whole").Select(link => link.GetAttribute("href")!.Split("row=")[1])];

    static IEnumerable<string> Ids(IParentNode page) => Tokens(page).Select(token => token[2..]);

    static string Link(IParentNode page, string name) => page.QuerySelectorAll("footer a").First(link => link.TextContent == name).GetAttribute("href")!;

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann.Dispose();
        _app.Dispose();
    }
}
