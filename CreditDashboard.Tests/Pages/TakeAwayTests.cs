using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using CreditDashboard.Components;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Tests.Components.Exports;

namespace CreditDashboard.Tests.Pages;

/// <summary>What leaves the pages as a file or on paper, read back and held against the page.</summary>
public sealed partial class TakeAwayTests : IAsyncLifetime, IDisposable
{
    const string Query = "?account=acme&by=user&pivot=channel&top=all";

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
    [InlineData("")]
    [InlineData("&channel=bulk&channel=web")]
    [InlineData("&window=last-cycle&compare=none")]
    [InlineData("&window=all&per=cumulative")]
    [InlineData("&user=nobody")]
    public async Task Workbook_HasThePagesFigures(string more)
    {
        var page = await _ann.ReadAsync($"/analytics/credit-usage{Query}{more}&chart=table");
        var book = ReadBook.Of(await BytesAsync($"/analytics/credit-usage.xlsx{Query}{more}"));
        Assert.Equal(["About", "By channel", "By user"], book.Keys.Take(3));
        Assert.Equal(["Bridge", "Pivot", "Verdicts", "Open to dispute", "Conversation credits"], book.Keys.Skip(4));

        var used = Number(page.QuerySelector(".tile .figure")!.ChildNodes[0].TextContent);
        Assert.Equal((double)used, About(book, "Credits used"));
        if (page.QuerySelector("section[aria-label='By channel']") is null)
            return;

        Assert.Equal((double)Number(Visitor.Text(page.QuerySelector("section[aria-label='Conversation credits'] dd"))), book["Conversation credits"][^1][1]);
        Assert.Equal(Figures(page, "section[aria-label='By channel'] tbody tr:not(.kind)", [0, 1, 2]), Figures(Body(book["By channel"]), [1, 2, 3]));
        Assert.Equal(Figures(page, "section[aria-label='By user'] tbody tr", [0, 1]), Figures(Body(book["By user"]), [0, 5]));
        Assert.Equal(used, Body(book["By user"]).Sum(row => (long)(double)row[5]!));
        Assert.Equal(
            page.QuerySelectorAll(".pivot tbody tr").Select(row => string.Join(' ', row.Children.Skip(1).Select(cell => Number(Visitor.Text(cell))))),
            Body(book["Pivot"]).Select(row => string.Join(' ', row.Skip(1))));
        var chart = book[book.Keys.ElementAt(3)];
        var place = page.QuerySelectorAll(".twin thead th").Select(Visitor.Text).ToList().IndexOf("Total");
        Assert.Equal(
            page.QuerySelectorAll(".twin tbody tr").Sum(row => Number(Visitor.Text(row.Children[place]))),
            Body(chart).Sum(row => (long)((double?)row[Array.IndexOf(chart[0], "Total")] ?? 0)));
        Assert.Equal(
            page.QuerySelectorAll(".bridge li:not(:last-child) .n").Select(figure => Number(Visitor.Text(figure))), Body(book["Bridge"]).Select(row => (long)(double)row[2]!));
        foreach (var (sheet, total) in new[] { ("By channel", 3), ("By user", 5), ("Verdicts", 1) })
            Assert.Equal((double)used, book[sheet][^1][total]);
    }

    [Fact]
    public async Task About_SaysOfWhatAndOfWhenTheFileIs()
    {
        var book = ReadBook.Of(await BytesAsync($"/analytics/credit-usage.xlsx{Query}&channel=bulk"));
        Assert.Equal<object?>(["Credit Usage", "Acme"], book["About"][0]);
        Assert.Equal("31 Oct 2026, 09:14 GMT", About(book, "Window from"));
        Assert.Equal("30 Nov 2026, 09:14 GMT", About(book, "Window to (not in it)"));
        Assert.Equal("2026-10-31T09:14:00Z to 2026-11-30T09:14:00Z", About(book, "Window in UTC"));
        Assert.Equal("Europe/London", About(book, "Time zone"));
        Assert.Equal("1 of 5: Bulk", About(book, "Channels"));
        Assert.EndsWith(", ties", (string?)About(book, "Ties out, whole account: Tiles and tables"), StringComparison.Ordinal);
        Assert.Equal("not imported", About(book, "Ties out, whole account: Vendor"));
        Assert.Equal("last cycle, 30 Sep 2026, 09:14 BST to 22 Oct 2026, 12:00 BST", About(book, "Compared with"));
        Assert.Equal("2026-11-22T12:00:00Z", About(book, "Generated at, UTC"));
        Assert.Equal("/analytics/credit-usage?account=acme&window=2026-10-31T09%3A14%3A00Z..2026-11-30T09%3A14%3A00Z&channel=bulk&by=user&pivot=channel&top=all", About(book, "Page"));
        Assert.Equal(15d, About(book, "Credits used"));
        Assert.Equal(47d, About(book, "Credits used, whole account"));
    }

    [Fact]
    public async Task Zip_HasTheSameTablesAsTheWorkbook()
    {
        var book = ReadBook.Of(await BytesAsync($"/analytics/credit-usage.xlsx{Query}"));
        await using var zip = new ZipArchive(new MemoryStream(await BytesAsync($"/analytics/credit-usage.zip{Query}")));
        Assert.Equal(book.Keys.Select(name => name.ToLowerInvariant().Replace(' ', '-') + ".csv"), zip.Entries.Select(entry => entry.FullName));
        foreach (var (name, rows) in book)
        {
            using var text = new StreamReader(await zip.GetEntry(name.ToLowerInvariant().Replace(' ', '-') + ".csv")!.OpenAsync());
            Assert.Equal(rows.Count, (await text.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        }

        using var users = new StreamReader(await zip.GetEntry("by-user.csv")!.OpenAsync());
        Assert.Contains("\r\nTotal,,,,", await users.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&channel=bulk")]
    [InlineData("&side=reveals")]
    [InlineData("&window=all&bar=window")]
    public async Task Activity_LeavesWithAllItsRows(string more)
    {
        var head = Visitor.Text((await _ann.ReadAsync($"/analytics/activity?account=acme{more}")).QuerySelector("section[aria-label=Timeline] footer"));
        var lines = Encoding.UTF8.GetString(await BytesAsync($"/analytics/activity.csv?account=acme{more}")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("\uFEFFat,at_utc,row,id,user,channel,contact,", lines[0], StringComparison.Ordinal);
        Assert.Contains($" of {lines.Length - 1}", head, StringComparison.Ordinal);
        var times = lines[1..].Select(line => line.Split(',')[1]).ToList();
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task Activity_SumsToThePagesCredits()
    {
        var lines = Encoding.UTF8.GetString(await BytesAsync("/analytics/activity.csv?account=acme&side=deductions")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(47, lines.Select(line => Comma().Split(line)).Where(cells => cells[9] == "prospecting").Sum(cells => long.Parse(cells[10], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task NamesThatLookLikeFormulas_AreHarmlessInEveryFile()
    {
        await _app.AddAccountAsync("Hostile", withRows: false);
        var rows = "deduction_id,posted_at,credits,user,channel,contact_id,job_id\n=D-1,2026-11-02T10:00:00Z,3,+ann@acme.example,web,=HYPERLINK(1),\n@D-2,2026-11-02T11:00:00Z,2,-ben@acme.example,bulk,,-J-1\n";
        await _app.Get<Importer>().RunAsync(AccessScope.Operator, "hostile", [new ImportFile("file", rows.Length, _ => new(new MemoryStream(Encoding.UTF8.GetBytes(rows))))], new ImportRequest());

        var activity = Encoding.UTF8.GetString(await BytesAsync("/analytics/activity.csv?account=hostile"));
        Assert.Contains(",'=D-1,'+ann@acme.example,web,'=HYPERLINK(1),", activity, StringComparison.Ordinal);
        Assert.Contains(",'@D-2,'-ben@acme.example,bulk,,'-J-1,", activity, StringComparison.Ordinal);

        var book = ReadBook.Of(await BytesAsync("/analytics/credit-usage.xlsx?account=hostile&by=job"));
        Assert.Contains(book["By user"], row => Equals(row[1], "+ann@acme.example"));
        await using var zip = new ZipArchive(new MemoryStream(await BytesAsync("/analytics/credit-usage.zip?account=hostile&by=job")));
        foreach (var entry in zip.Entries)
        {
            using var text = new StreamReader(await entry.OpenAsync());
            var cells = (await text.ReadToEndAsync()).Split("\r\n").SelectMany(line => line.Split(','));
            Assert.DoesNotContain(cells, cell => cell is ['=' or '+' or '@' or '-', ..] && !long.TryParse(cell, CultureInfo.InvariantCulture, out _));
        }
    }

    [Theory]
    [InlineData("/analytics/credit-usage.xlsx")]
    [InlineData("/analytics/credit-usage.zip")]
    [InlineData("/analytics/activity.csv")]
    public async Task AnothersAccount_AnswersLikeOneThatDoesNotExist(string file)
    {
        await _app.AddPersonAsync("ben@other.example");
        await _app.AddAccountAsync("Other", admin: "ben@other.example");
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync($"{file}?account=other"));
        Assert.Equal(await _ann.TextAsync($"{file}?account=other"), await _ann.TextAsync($"{file}?account=nowhere"));
        Assert.Equal(HttpStatusCode.OK, await _ann.StatusAsync(file));
        using var nobody = _app.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, await nobody.StatusAsync(file));
    }

    [Theory]
    [InlineData("/analytics/credit-usage.xlsx", "credit-usage_acme_2026-10-31_2026-11-30.xlsx")]
    [InlineData("/analytics/credit-usage.zip", "credit-usage_acme_2026-10-31_2026-11-30.zip")]
    [InlineData("/analytics/activity.csv", "activity_acme_2026-10-31_2026-11-30.csv")]
    public async Task NameOfAFile_HasNoPerson_AndNothingKeepsIt(string file, string name)
    {
        using var answer = await _ann.Http.GetAsync(new Uri($"{file}?account=acme&user={await UserIdAsync()}", UriKind.Relative));
        Assert.Equal(name, answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Export_IsTheAddressOfThePage()
    {
        var page = await _ann.ReadAsync("/analytics/credit-usage?window=last-30-days&channel=bulk&by=user");
        Assert.Equal(
            ["/analytics/credit-usage.xlsx?account=acme&window=last-30-days&channel=bulk&by=user", "/analytics/credit-usage.zip?account=acme&window=last-30-days&channel=bulk&by=user"],
            page.QuerySelectorAll("#export-menu a[download]").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Paper_SaysInWordsWhatButtonsSay_AndWhatTheNumbersMean()
    {
        var page = await _ann.ReadAsync($"/analytics/credit-usage?account=acme&channel=bulk&channel=api&user={await UserIdAsync()}");
        Assert.Equal(
            ["Account", "Acme", "Window", "31 Oct 2026, 09:14 GMT to 30 Nov 2026, 09:14 GMT, Europe/London, renews in 8 days", "Users", "1 of 5: ann", "Channels", "2 of 5: Bulk, API"],
            page.QuerySelectorAll(".paper-head :is(dt, dd)").Select(Visitor.Text).Take(8));
        Assert.Equal("22 Nov 2026, 12:00 GMT", Visitor.Text(page.QuerySelector(".paper-head dd:last-child")));
        var notes = Visitor.Text(page.QuerySelector(".paper-notes"));
        Assert.All(Enum.GetValues<CreditDashboard.Core.Verdicts.Disposition>(), each => Assert.Contains(Dispositions.Word(each), notes, StringComparison.Ordinal));
        Assert.Contains("both revealed together up to 6", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SavedViews_AreListedForTheirOwner_AndOpenAlsoWhereWhatTheyNameIsGone()
    {
        var scope = await _app.Get<AccessScopes>().ForPersonAsync(await PersonIdAsync());
        await _app.Get<SavedViewDesk>().SaveAsync(scope, "acme", "Long gone", "/analytics/credit-usage?user=u-gone&channel=gone");
        var page = await _ann.ReadAsync("/analytics/credit-usage");
        var link = page.QuerySelector("#views-menu a")!.GetAttribute("href")!;
        Assert.Equal("/analytics/credit-usage?account=acme&user=u-gone&channel=gone", link);
        Assert.Equal(HttpStatusCode.OK, await _ann.StatusAsync(link));
        Assert.Contains("No credits by these filters.", await _ann.TextAsync(link), StringComparison.Ordinal);
    }

    async Task<string> PersonIdAsync()
    {
        await using var context = await _app.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<StoreContext>>().CreateDbContextAsync();
        return context.Users.Single(person => person.Email == RunningApp.Email).Id;
    }

    /// <summary>The opaque id of ann, from a link of the page.</summary>
    async Task<string> UserIdAsync()
    {
        var page = await _ann.ReadAsync("/analytics/credit-usage?account=acme");
        var ann = page.QuerySelectorAll("section[aria-label='By user'] tbody tr").Single(row => Visitor.Text(row.Children[0]) == "ann");
        return ann.QuerySelector("a")!.GetAttribute("href")!.Split("user=")[1];
    }

    async Task<byte[]> BytesAsync(string path)
    {
        using var answer = await _ann.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    static object? About(Dictionary<string, List<object?[]>> book, string name) => book["About"].Single(row => Equals(row[0], name))[1];

    /// <summary>The rows between the head and the total.</summary>
    static List<object?[]> Body(List<object?[]> sheet) => sheet[1..^1];

    static IEnumerable<string> Figures(IParentNode page, string rows, int[] columns) =>
        page.QuerySelectorAll(rows).Select(row => string.Join(' ', columns.Select(column => column == 0 ? Visitor.Text(row.Children[0]) : $"{Number(Visitor.Text(row.Children[column]))}")));

    static IEnumerable<string> Figures(List<object?[]> rows, int[] columns) => rows.Select(row => string.Join(' ', columns.Select(column => $"{row[column]}")));

    static long Number(string text) => text == Words.Unknown ? 0 : long.Parse(text.Replace('−', '-'), NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

    /// <summary>A comma that no quotes are around.</summary>
    [GeneratedRegex(@",(?=(?:[^""]*""[^""]*"")*[^""]*$)")]
    private static partial Regex Comma();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
