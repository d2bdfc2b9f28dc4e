using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using CreditDashboard.Tests.Components.Exports;
using NodaTime;

namespace CreditDashboard.Tests.Pages;

/// <summary>
/// The article's sample in money: 25 cents a credit, and 10.5 from 5 November on, when 17 of the cycle's 47 credits were posted. Each figure
/// is in one unit, credits or money, and switching back gives the same page as before.
/// </summary>
public sealed class MoneyPageTests : IAsyncLifetime, IDisposable
{
    const string Usage = "/analytics/credit-usage?account=acme";
    static readonly string[] Pages = [Usage, "/analytics/activity?account=acme", "/discrepancies?account=acme", "/analytics/credit-usage/windows?account=acme"];

    readonly RunningApp _app = new();
    Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        _ann = _app.Visitor();
        (await _ann.SignInAsync()).Dispose();
    }

    Task<bool> StateAsync(string day, decimal price, string currency = "EUR", CreditType type = CreditType.Prospecting) => _app.Get<CostDesk>().StateAsync(
        AccessScope.Operator, "acme", new(NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value, type, price, currency, "Growth"));

    async Task StateBothAsync()
    {
        await StateAsync("2026-09-01", 0.25m);
        await StateAsync("2026-11-05", 0.105m);
    }

    // 30 credits at 0.25 before 5 November, 17 at 0.105 from then on.
    const string Used = "9.285";

    [Fact]
    public async Task WithoutACost_ThereIsNoSwitch_OnlyAHint_AndTheAddressChangesNothing()
    {
        var page = await _ann.ReadAsync(Usage + "&unit=money");
        Assert.Null(page.QuerySelector(".unit"));
        Assert.Equal("/settings?account=acme#costs", page.QuerySelectorAll("a").Single(link => Visitor.Text(link) == "What does a credit cost?").GetAttribute("href"));
        Assert.StartsWith("47 of 100", Figure(page, "Used"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryPart_IsInMoney_AndSumsToTheTile()
    {
        await StateBothAsync();
        var page = await _ann.ReadAsync(Usage + "&unit=money&chart=table&pivot=user&top=all");
        Assert.Equal(["Credits", "Money*"], page.QuerySelectorAll(".unit a").Select(link => Visitor.Text(link) + (link.HasAttribute("aria-current") ? "*" : "")));
        Assert.StartsWith($"{Used} EUR of 14.850 given", Figure(page, "Used"), StringComparison.Ordinal);

        // 53 credits are left, at the price of now.
        Assert.StartsWith("5.565 EUR at the price of now", Figure(page, "Remaining"), StringComparison.Ordinal);
        Assert.Equal($"+{Used} EUR from 0.000", Figure(page, "Change"));
        foreach (var (rows, column) in new[] { ("section[aria-label='By channel'] tbody tr:not(.kind)", 2), ("section[aria-label='By user'] tbody tr", 1), (".pivot tbody tr", -1), (".bridge li:not(:last-child) .n", -2) })
        {
            var cells = page.QuerySelectorAll(rows).Select(row => column == -2 ? row : row.Children[column == -1 ? row.Children.Length - 1 : column]);
            Assert.Equal(decimal.Parse(Used, CultureInfo.InvariantCulture), cells.Sum(Number));
        }

        Assert.Equal(Used, Visitor.Text(page.QuerySelector(".bridge li:last-child .n")));
        Assert.Equal(decimal.Parse(Used, CultureInfo.InvariantCulture), page.QuerySelectorAll(".verdicts .chip b").Sum(Number));
        var total = page.QuerySelectorAll(".twin thead th").Select(Visitor.Text).ToList().IndexOf("Total");
        Assert.Equal(decimal.Parse(Used, CultureInfo.InvariantCulture), page.QuerySelectorAll(".twin tbody tr").Sum(row => Number(row.Children[total])));
        Assert.Equal("EUR per day", Visitor.Text(page.QuerySelectorAll("section h2").First(head => Visitor.Text(head).Contains("per day", StringComparison.Ordinal))));
        Assert.Equal([Used, Used], page.QuerySelectorAll("section[aria-label=Tie-out] li:not(.none) a").Select(Visitor.Text));
        Assert.Contains("without a stated cost", Visitor.Text(page.QuerySelector("section[aria-label='Conversation credits']")), StringComparison.Ordinal);
        Assert.Equal("–", Visitor.Text(page.QuerySelector("section[aria-label='Conversation credits'] dd")));
    }

    [Fact]
    public async Task EachFigure_OpensRowsThatSumToIt()
    {
        await StateBothAsync();
        var page = await _ann.ReadAsync(Usage + "&unit=money");
        var links = page.QuerySelectorAll("section[aria-label='By channel'] td.n a, section[aria-label='By user'] td:nth-child(2) a, .bridge li a").ToList();
        Assert.True(links.Count > 15);
        foreach (var link in links)
        {
            var head = Visitor.Text((await _ann.ReadAsync(link.GetAttribute("href")!)).QuerySelector("section[aria-label=Timeline] h2"));
            Assert.StartsWith("EUR ", head, StringComparison.Ordinal);
            Assert.Equal(Math.Abs(Number(link.QuerySelector(".n") ?? link)), Math.Abs(Number(head[4..])));
        }
    }

    [Fact]
    public async Task SwitchingBack_GivesTheSameCreditsAsBeforeACostWasStated()
    {
        var before = new List<string>();
        foreach (var path in Pages)
            before.Add(Figures(await _ann.ReadAsync(path)));

        await StateBothAsync();
        foreach (var (index, path) in Pages.Index())
        {
            var money = await _ann.ReadAsync(path + "&unit=money");
            Assert.NotEqual(before[index], Figures(money));
            var back = money.QuerySelectorAll(".unit a")[0].GetAttribute("href")!;
            Assert.Equal(path, back);
            Assert.Equal(before[index], Figures(await _ann.ReadAsync(back)));
        }
    }

    [Fact]
    public async Task BeforeTheFirstPrice_MoneyIsUnknown_AndSaidSo_NeverZero()
    {
        await StateAsync("2026-11-05", 0.105m);
        var page = await _ann.ReadAsync(Usage + "&unit=money");
        Assert.StartsWith("30 credits without a stated cost in 13 deductions are not in these figures", Visitor.Text(page.QuerySelector(".cost-note")), StringComparison.Ordinal);
        Assert.StartsWith("1.785 EUR", Figure(page, "Used"), StringComparison.Ordinal);
        Assert.Equal("–", Figure(page, "Remaining"));
        Assert.Equal("–", Figure(page, "Change"));

        var none = await _ann.ReadAsync(Usage + "&unit=money&window=2026-11-02..2026-11-03");
        Assert.StartsWith("28 credits without a stated cost", Visitor.Text(none.QuerySelector(".cost-note")), StringComparison.Ordinal);
        Assert.StartsWith("– EUR", Figure(none, "Used"), StringComparison.Ordinal);
        Assert.DoesNotContain(none.QuerySelectorAll("td.n, .figure").Select(Visitor.Text), text => text is "0" or "0.000" or "+0.000");

        var rows = await _ann.ReadAsync("/analytics/activity?account=acme&unit=money");
        Assert.Contains("–", rows.QuerySelectorAll("td.taken").Select(Visitor.Text));
        Assert.Contains("0.105", rows.QuerySelectorAll("td.taken").Select(Visitor.Text));

        var beside = await _ann.ReadAsync("/analytics/credit-usage/windows?account=acme&unit=money");
        Assert.Equal("30 29", string.Join(' ', beside.QuerySelectorAll(".beside tr").Single(row => Visitor.Text(row.Children[0]) == "Credits without a stated cost").Children.Skip(1).Select(Visitor.Text)));
    }

    [Fact]
    public async Task AnotherCurrency_IsNeverAddedToTheFirst()
    {
        await StateAsync("2026-09-01", 0.25m);
        await StateAsync("2026-11-05", 0.5m, "USD");
        var page = await _ann.ReadAsync(Usage + "&unit=money");
        Assert.StartsWith("8.50 USD", Figure(page, "Used"), StringComparison.Ordinal);
        Assert.Contains("30 credits without a stated cost", Visitor.Text(page.QuerySelector(".cost-note")), StringComparison.Ordinal);
        Assert.Contains("in USD", Visitor.Text(page.QuerySelector(".cost-note")), StringComparison.Ordinal);
        Assert.StartsWith("7.00 EUR", Figure(await _ann.ReadAsync(Usage + "&unit=money&window=2026-11-02..2026-11-03"), "Used"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_HaveTheMoneyAsNumbers_AndNameUnitAndPrices()
    {
        await StateBothAsync();
        var book = ReadBook.Of(await BytesAsync("/analytics/credit-usage.xlsx?account=acme&unit=money"));
        object? About(string name) => book["About"].First(row => (string?)row[0] == name)[1];
        Assert.Equal(9.285, About("EUR used"));
        Assert.StartsWith("EUR", (string?)About("Unit"), StringComparison.Ordinal);
        Assert.Equal(
            ["0.25 EUR a prospecting credit from 1 Sep 2026, Growth", "0.105 EUR a prospecting credit from 5 Nov 2026, Growth"],
            book["About"].Where(row => (string?)row[0] == "Price").Select(row => row[1]));
        Assert.Equal("EUR", book["By channel"][0][3]);
        Assert.Equal(9.285, book["By channel"][^1][3]);
        Assert.Equal(9.285m, book["By user"].Skip(1).SkipLast(1).Sum(row => (decimal)(double)row[5]!));
        Assert.Equal(9.285, book["Bridge"][^1][2]);

        var lines = Encoding.UTF8.GetString(await BytesAsync("/analytics/activity.csv?account=acme&unit=money&channel=bulk")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.EndsWith(",currency", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.EndsWith(",EUR", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(",2.25,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnothersAccount_ShowsNoMoneyEither_AndWhoIsNoAdmin_HasNoForm()
    {
        await StateBothAsync();
        Assert.Contains("0.105", await _ann.TextAsync("/settings?account=acme"), StringComparison.Ordinal);
        Assert.NotNull((await _ann.ReadAsync("/settings?account=acme")).QuerySelector("#costs form"));

        await _app.Get<AccountDesk>().CreateAsync(AccessScope.Operator, new NewAccount("Other", "Europe/London", Instant.FromUtc(2026, 1, 31, 9, 14)));
        foreach (var path in Pages)
            Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync(path.Replace("acme", "nobodys", StringComparison.Ordinal) + "&unit=money"));
    }

    async Task<byte[]> BytesAsync(string path)
    {
        using var response = await _ann.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    static string Figure(IParentNode page, string tile) =>
        Visitor.Text(page.QuerySelectorAll(".tile").Single(each => Visitor.Text(each.QuerySelector("h2")) == tile).QuerySelector(".figure"));

    /// <summary>Every figure of a page, in order.</summary>
    static string Figures(IParentNode page) => string.Join(' ', page.QuerySelectorAll("main .n, main .figure, main .chip b, main .v, main .note, main .sum, main dd").Select(Visitor.Text));

    static decimal Number(IElement element) => Number(Visitor.Text(element));

    static decimal Number(string text) => text == "–" ? 0 : decimal.Parse(text.Replace('−', '-'), NumberStyles.Number, CultureInfo.InvariantCulture);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
