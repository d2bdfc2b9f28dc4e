using System.Net;
using AngleSharp.Dom;
using CreditDashboard.Data;
using CreditDashboard.Import;

namespace CreditDashboard.Tests.Pages;

/// <summary>Data quality as the server renders it, its file, and the rows behind its figures.</summary>
public sealed class DataQualityPageTests : IAsyncLifetime, IDisposable
{
    const string Page = "/analytics/data-quality?account=acme";
    const string File = "/analytics/data-quality.csv?account=acme";

    readonly RunningApp _app = new();
    Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        _ann = _app.Visitor();
        (await _ann.SignInAsync()).Dispose();
    }

    static string[] Cells(IElement row) => [.. row.QuerySelectorAll("td").Select(Visitor.Text)];

    static IElement[] Rows(IParentNode page, string table) => [.. page.QuerySelectorAll($"section[aria-label='{table}'] tbody tr")];

    [Theory]
    [InlineData("")]
    [InlineData("&window=last-cycle")]
    [InlineData("&window=all")]
    [InlineData("&channel=bulk")]
    public async Task EveryTable_SumsToTheTotal(string more)
    {
        var page = await _ann.ReadAsync(Page + more);
        var tables = page.QuerySelectorAll("table.quality");
        Assert.Equal(3, tables.Length);
        Assert.All(tables, table =>
        {
            var total = Cells(table.QuerySelector("tr.total")!);
            foreach (var column in new[] { 1, 2, 3, 5 })
                Assert.Equal(total[column], table.QuerySelectorAll("tbody tr").Sum(row => int.Parse(Cells(row)[column], System.Globalization.CultureInfo.InvariantCulture)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public async Task Figures_AreTheFilesRows()
    {
        var page = await _ann.ReadAsync(Page);
        var total = Cells(page.QuerySelector("section[aria-label='By channel'] tr.total")!);
        var lines = (await TextAsync(File)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("reveal_id,occurred_at,channel,contact_id,job_id,request_id,emails_requested,emails_found,phones_requested,phones_found,came_back", lines[0]);
        Assert.Equal(total[2], lines.Count(line => line.EndsWith(",partial", StringComparison.Ordinal)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(total[3], lines.Count(line => line.EndsWith(",empty", StringComparison.Ordinal)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotContain(lines, line => line.Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_IsOfThePagesFilters_AndNamedAfterItsWindow()
    {
        var page = await _ann.ReadAsync($"{Page}&channel=bulk");
        var href = page.QuerySelector(".head a")!.GetAttribute("href")!;
        Assert.Contains("channel=bulk", href, StringComparison.Ordinal);
        using var answer = await _ann.Http.GetAsync(new Uri(href, UriKind.Relative));
        Assert.Equal("data-quality_acme_2026-10-31_2026-11-30.csv", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.All((await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1), line => Assert.Contains(",bulk,", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoCell_StartsAFormula()
    {
        await _app.AddAccountAsync("Odd", withRows: false);
        const string Rows = "reveal_id,occurred_at,channel,contact_id,emails_found,phones_found\n=1+1,2026-11-10T10:00:00Z,web,@SUM(A1),1,0\n-2,2026-11-10T10:01:00Z,web,+3,1,0\n＝4,2026-11-10T10:02:00Z,web,=5,1,0\n";
        var bytes = System.Text.Encoding.UTF8.GetBytes(Rows);
        var report = await _app.Get<Importer>().RunAsync(AccessScope.Operator, "odd", [new ImportFile("odd", bytes.Length, _ => new(new MemoryStream(bytes)))], new ImportRequest());
        Assert.Equal(3, report!.Files.Single().Imported);
        var cells = (await TextAsync("/analytics/data-quality.csv?account=odd")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).SelectMany(line => line.Split(','))
            .Select(cell => cell.Trim('"')).Where(cell => cell.Length > 0).ToArray();
        Assert.Contains("'=1+1", cells);
        Assert.Contains("'＝4", cells);
        Assert.All(cells, cell => Assert.DoesNotContain(cell[0], "=+-@＝＋－＠"));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("nowhere")]
    public async Task AnothersAccount_AnswersLikeOneThatDoesNotExist(string account)
    {
        await _app.AddPersonAsync("ben@other.example");
        await _app.AddAccountAsync("Other", admin: "ben@other.example");
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync($"/analytics/data-quality?account={account}"));
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync($"/analytics/data-quality.csv?account={account}"));
    }

    [Fact]
    public async Task WhoIsNotSignedIn_GetsNoFile()
    {
        using var visitor = _app.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, await visitor.StatusAsync(File));
    }

    [Fact]
    public async Task NothingInTheWindow_SaysWhatToDo()
    {
        Assert.Contains("No reveals were made in this window.", await _ann.TextAsync($"{Page}&window=2020-01-01..2020-01-02"), StringComparison.Ordinal);
        Assert.Contains("No reveals by these filters.", await _ann.TextAsync($"{Page}&user=nobody"), StringComparison.Ordinal);
        await _app.AddAccountAsync("Empty", withRows: false);
        Assert.Contains("Two files make this page", await _ann.TextAsync("/analytics/data-quality?account=empty"), StringComparison.Ordinal);
    }

    async Task<string> TextAsync(string path) => await _ann.Http.GetStringAsync(new Uri(path, UriKind.Relative));

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
