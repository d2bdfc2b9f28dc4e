using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using CreditDashboard.Components;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Tests.Commands;
using CreditDashboard.Tests.Core;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace CreditDashboard.Tests.Pages;

/// <summary>
/// Every figure of Credit Usage is what the <c>usage</c> command and plain SQL say, and its rows are those of Activity: over a made-up
/// account, by filters, fields and windows drawn until each was drawn ten times.
/// </summary>
public sealed class UsageFiguresTests : IAsyncLifetime, IDisposable
{
    const int DrawnAtLeast = 10;
    const string AsOf = "2026-11-22T12:00:00Z";

    static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 12, 0);

    static readonly Dictionary<string, string[]> Windows = new()
    {
        ["cycle"] = ["this-cycle", "last-cycle", "2026-08-31T08:14:00Z..2026-09-30T08:14:00Z"],
        ["month"] = ["this-month", "last-month", "2026-10-01..2026-10-31"],
        ["last days"] = ["last-7-days", "last-30-days", "last-90-days"],
        ["days"] = ["2026-10-24..2026-10-26", "2026-11-03..2026-11-16", "2026-09-25..2026-11-02"],
        ["instants"] = ["2026-10-25T00:30:00Z..2026-11-04T17:12:41Z", "2026-11-10T08:00:00Z..2026-11-18T08:00:00Z", "2026-10-31T09:00:00Z..2026-11-02T09:00:00Z"],
        ["all"] = ["all"],
    };

    readonly RunningApp _app = new();
    readonly Terminal _terminal = new();
    Visitor _ann = null!;
    LedgerSql _sql = null!;
    CycleCalendar _calendar = null!;
    string _store = "";
    readonly Dictionary<string, JsonElement> _answers = [];
    int _drawn;
    int _tables;
    int _pivots;

    public async Task InitializeAsync()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync(withRows: false);
        var feed = PlantedFeed.Of(TestFeed.Plan(FeedKeys.Mixed, 3) with { Deductions = 1_500, PlantOneIn = 12, Users = 9 });
        var reveals = _terminal.Write("reveals.csv", "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found,job_id,request_id,credit_type,action\n" + string.Concat(feed.Reveals.Select(row =>
            $"{row.Id},{Timestamp.Format(row.OccurredAt)},{row.User},{row.Channel},{row.Contact},{row.EmailsFound},{row.PhonesFound},{row.Job},{row.Request},{row.CreditType.Slug()},{row.Action}\n")));
        var deductions = _terminal.Write("deductions.csv", "deduction_id,posted_at,credits,credit_type,user,channel,contact_id,job_id,request_id,action,reverses\n" + string.Concat(feed.Deductions.Select(row =>
            $"{row.Id},{Timestamp.Format(row.PostedAt)},{row.Credits},{row.CreditType.Slug()},{row.User},{row.Channel},{row.Contact},{row.Job},{row.Request},{row.Action},{row.Reverses}\n")));
        await _app.Get<Importer>().RunAsync(
            AccessScope.Operator, "acme", [ImportFile.At(Path.Combine(_terminal.Folder, reveals)), ImportFile.At(Path.Combine(_terminal.Folder, deductions))], new ImportRequest());

        _ann = _app.Visitor();
        (await _ann.SignInAsync()).Dispose();
        _store = _app.Get<IConfiguration>()["ConnectionStrings:Store"]!;
        _calendar = (await _app.Get<AccountSnapshots>().ReadAsync(AccessScope.Operator, "acme"))!.Cycles;
        var verdicts = await CommandAsync("verdicts", "--window", "all");
        _sql = new(_store["Data Source=".Length..], verdicts.GetProperty("verdicts"), _calendar, new LocalDate(2026, 8, 1), new LocalDate(2026, 12, 31));
    }

    [Fact]
    public async Task PageCommandAndSql_SayTheSame_ByAnyFilterFieldAndWindow()
    {
        var draws = new Draws(new Random(4));
        while (!draws.AreEnough)
        {
            var draw = draws.Next(_sql, window => Read(window));
            var said = $"{draw.Window} {string.Join(' ', draw.Only.Select(filter => $"{filter.Key.Slug()}={string.Join(',', filter.Value)}"))} by {draw.First.Slug()},{draw.Second.Slug()}";
            var window = Read(draw.Window);
            var command = CommandAsync(draw);

            var both = _sql.Credits(window, draw.Only, draw.First, draw.Second).Where(row => row.Value != 0).ToDictionary();
            var total = _sql.Credits(window, draw.Only).Values.Sum();
            await PageSaysAsync(draw, window, total, said);
            Assert.True(both.OrderBy(row => row.Key, StringComparer.Ordinal).SequenceEqual((await command).OrderBy(row => row.Key, StringComparer.Ordinal)), said);
            _drawn++;
        }

        Assert.True(_tables > _drawn / 2 && _pivots > DrawnAtLeast, $"{_tables} pages with tables and {_pivots} of two fields in {_drawn} are too few.");
    }

    async Task PageSaysAsync(Draw draw, Window window, long total, string said)
    {
        var filter = Filter(draw);
        var (rows, columns) = (draw.First, draw.Second);
        var isPivot = FieldWords.Breakdowns.Contains(rows) && FieldWords.Breakdowns.Contains(columns) && rows != columns;
        var page = await _ann.ReadAsync(Links.Of(
            Links.CreditUsage, filter, new("top", "all"), new("chart", "table"), new("by", isPivot ? columns.Slug() : null), new("pivot", isPivot ? rows.Slug() : null)));
        Assert.True(total == Number(page.QuerySelector(".tile .figure")!.ChildNodes[0].TextContent), said);

        // The same rows, one by one.
        var activity = await _ann.ReadAsync(Links.Of(Links.Activity, filter));
        var head = Visitor.Text(activity.QuerySelector("section[aria-label=Timeline] h2"));
        Assert.True(head.Contains("conversation", StringComparison.Ordinal) ? total == 0 : total == Number(head.Split(' ')[0]), said);
        if (page.QuerySelector("section[aria-label='By channel']") is null)
            return;

        _tables++;
        Assert.True(Same(_sql.Credits(window, draw.Only, UsageField.Channel), Table(page, "By channel", 2), slug => Words.Channel(slug)), said);
        Assert.True(Same(_sql.Credits(window, draw.Only, UsageField.User), Table(page, "By user", 1), email => email.Length == 0 ? "Unattributed" : Words.User(email)), said);

        var by = isPivot ? columns : UsageField.Channel;
        var chart = page.QuerySelector(".twin tfoot tr")!.Children.Select(Visitor.Text).ToArray();
        var series = page.QuerySelectorAll(".twin thead th").Count(head => !head.TextContent.Contains("before", StringComparison.Ordinal) && !head.TextContent.Contains("ast ", StringComparison.Ordinal)) - 2;
        Assert.True(total == chart[1..(series + 1)].Sum(Number) && total == Number(chart[series + 1]), $"chart {said}");
        if (Comparison.Of(window, ComparedWith.SameDays, _calendar, Now) is { } compared)
        {
            var then = _sql.Credits(compared.Against, draw.Only).Values.Sum();
            Assert.True(total - then == Number(Visitor.Text(page.QuerySelector("section[aria-label='By user'] tr.total td:nth-last-child(2)"))), $"change {said}");
            Assert.True(_sql.Credits(compared.Whole, draw.Only).Values.Sum() == Number(chart[^1]), $"line {said}");
        }

        if (isPivot)
            await PivotSaysAsync(page, draw, window, rows, by, said);
    }

    async Task PivotSaysAsync(IParentNode page, Draw draw, Window window, UsageField rows, UsageField columns, string said)
    {
        _pivots++;
        var names = page.QuerySelectorAll(".pivot thead th").Select(Visitor.Text).ToArray()[1..];
        var cells = page.QuerySelectorAll(".pivot tbody tr").SelectMany(row => row.Children.Skip(1).Zip(names, (cell, column) => (Row: Visitor.Text(row.Children[0]), Column: column, Cell: cell))).ToList();
        var shown = cells.Where(cell => cell.Column != "Total").ToDictionary(cell => $"{cell.Row}|{cell.Column}", cell => Number(Visitor.Text(cell.Cell)));
        foreach (var (key, credits) in _sql.Credits(window, draw.Only, rows, columns))
        {
            var name = $"{Name(rows, key.Split('|')[0])}|{Name(columns, key.Split('|')[1])}";
            Assert.True(!shown.TryGetValue(name, out var figure) || figure == credits, $"{name} {said}");
        }

        Assert.Equal(cells.Where(cell => cell.Column == "Total").Sum(cell => Number(Visitor.Text(cell.Cell))), shown.Values.Sum());

        // One figure is followed to its rows.
        if (cells.Where(cell => cell.Cell.QuerySelector("a") is not null).ToList() is { Count: > 0 } links)
        {
            var (_, _, cell) = links[links.Count / 2];
            var activity = await _ann.ReadAsync(cell.QuerySelector("a")!.GetAttribute("href")!);
            Assert.True(Visitor.Text(cell) == Visitor.Text(activity.QuerySelector("section[aria-label=Timeline] h2")).Split(' ')[0], $"{Visitor.Text(cell)} {said}");
        }
    }

    /// <summary>
    /// What the command answers: what it has no option for is among its fields, and left out here. A window is asked for once by all
    /// fields, since each command is a process; one draw in six asks with the options as well.
    /// </summary>
    async Task<Dictionary<string, long>> CommandAsync(Draw draw)
    {
        List<string> options = [];
        if (_drawn % 6 == 0)
        {
            foreach (var (field, values) in draw.Only)
            {
                if (field == UsageField.User || (field == UsageField.Channel && !values.Contains(null)))
                    options.AddRange(values.SelectMany(value => (string[])[$"--{field.Slug()}", value ?? "-"]));
            }
        }

        var asked = $"{draw.Window} {string.Join(' ', options)}";
        if (!_answers.TryGetValue(asked, out var answer))
            _answers[asked] = answer = await CommandAsync(["usage", "--window", draw.Window, .. options, "--by", string.Join(',', UsageFields.All.Select(field => field.Slug()))]);
        return answer.GetProperty("rows").EnumerateArray()
            .Where(row => draw.Only.All(filter => filter.Value.Contains(row.GetProperty(filter.Key.Slug()).GetString())))
            .GroupBy(row => $"{row.GetProperty(draw.First.Slug()).GetString()}|{row.GetProperty(draw.Second.Slug()).GetString()}", row => row.GetProperty("credits").GetInt64())
            .Select(group => (group.Key, Credits: group.Sum())).Where(row => row.Credits != 0).ToDictionary(row => row.Key, row => row.Credits);
    }

    Task<JsonElement> CommandAsync(params string[] args) => _terminal.DoneAsync([.. args, "--account", "acme", "--as-of", AsOf, $"--ConnectionStrings:Store={_store}"]);

    LedgerFilter Filter(Draw draw) => draw.Only.Aggregate(
        new LedgerFilter { Account = "acme", Window = draw.Window },
        (filter, only) => filter.With(only.Key, [.. only.Value.Select(value => value is null ? "-" : only.Key == UsageField.User ? _sql.UserId(value) : value)]));

    Window Read(string text) => Window.TryParse(text, _calendar, Now, out var window, out var problem) ? window : throw new FormatException(problem);

    static bool Same(Dictionary<string, long> sql, Dictionary<string, long> shown, Func<string, string> name) =>
        sql.Where(row => row.Value != 0).All(row => shown.GetValueOrDefault(name(row.Key)) == row.Value) && sql.Values.Sum() == shown.Values.Sum();

    static Dictionary<string, long> Table(IParentNode page, string panel, int column) => page.QuerySelectorAll($"section[aria-label='{panel}'] tbody tr:not(.kind)")
        .ToDictionary(row => Visitor.Text(row.Children[0]), row => Number(Visitor.Text(row.Children[column])));

    static string Name(UsageField field, string key) => FieldWords.Text(field, key.Length == 0 ? null : key);

    static long Number(string text) => long.Parse(text.Replace('−', '-'), NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

    /// <summary>One drawn question.</summary>
    sealed record Draw(string Window, IReadOnlyDictionary<UsageField, IReadOnlyList<string?>> Only, UsageField First, UsageField Second);

    /// <summary>Draws what was drawn least so far, so that everything is drawn often enough soon.</summary>
    sealed class Draws(Random random)
    {
        readonly Dictionary<string, int> _windows = Windows.Keys.ToDictionary(kind => kind, _ => 0);
        readonly Dictionary<UsageField, int> _filters = LedgerFilter.Fields.ToDictionary(field => field, _ => 0);
        readonly Dictionary<UsageField, int> _fields = UsageFields.All.ToDictionary(field => field, _ => 0);

        public bool AreEnough => _windows.Values.Concat(_filters.Values).Concat(_fields.Values).All(count => count >= DrawnAtLeast);

        public Draw Next(LedgerSql sql, Func<string, Window> read)
        {
            var texts = Windows[Least(_windows)];
            var window = texts[random.Next(texts.Length)];
            var (row, other) = (sql.AnyRow(read(window), random), sql.AnyRow(read(window), random));
            Dictionary<UsageField, IReadOnlyList<string?>> only = [];
            for (var count = row.Count == 0 ? 0 : random.Next(4); only.Count < count;)
            {
                var field = Least(_filters);
                only[field] = random.Next(2) == 0 ? [row[field]] : [.. new[] { row[field], other[field] }.Distinct()];
            }

            var first = Least(_fields);
            var second = Least(_fields);
            return new(window, only, first, second == first ? UsageFields.All.First(field => field != first) : second);
        }

        T Least<T>(Dictionary<T, int> counts) where T : notnull
        {
            var least = counts.Where(count => count.Value == counts.Values.Min()).Select(count => count.Key).ToList();
            var drawn = least[random.Next(least.Count)];
            counts[drawn]++;
            return drawn;
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _sql?.Dispose();
        _ann?.Dispose();
        _terminal.Dispose();
        _app.Dispose();
    }
}
