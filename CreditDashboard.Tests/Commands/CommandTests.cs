using System.Text.Json;

namespace CreditDashboard.Tests.Commands;

/// <summary>Every verb, as a user gives it.</summary>
public sealed class CommandTests : IDisposable
{
    const string AsOf = "2026-11-22T12:00:00Z";

    readonly Terminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    async Task ImportArticleAsync()
    {
        await _terminal.CreateAccountAsync();
        await _terminal.DoneAsync("import", "--account", "acme", Terminal.Sample("article.reveals.csv"), Terminal.Sample("article.deductions.csv"));
    }

    static string Line(JsonElement row) => string.Join(' ', row.EnumerateObject().Select(each => each.Value.ToString()));

    [Fact]
    public async Task TheArticle_GetsItsVerdictsAndItsUsage()
    {
        await ImportArticleAsync();

        var verdicts = await _terminal.DoneAsync("verdicts", "--account", "acme", "--window", "all", "--as-of", AsOf);
        var codes = verdicts.GetProperty("verdicts").EnumerateArray()
            .SelectMany(verdict => new[] { ("reveal", "reveals"), ("deduction", "deductions") }
                .SelectMany(side => verdict.GetProperty(side.Item2).EnumerateArray().Select(id => $"{side.Item1},{id},{verdict.GetProperty("code")}")))
            .Order(StringComparer.Ordinal);
        Assert.Equal(File.ReadLines(Terminal.Sample("article.verdicts.csv")).Skip(1).Order(StringComparer.Ordinal), codes);

        var usage = await _terminal.DoneAsync("usage", "--account", "acme", "--window", "this-cycle", "--as-of", AsOf, "--by", "channel");
        Assert.Equal("2026-10-31T09:14:00Z 2026-11-30T09:14:00Z this-cycle", Line(usage.GetProperty("window")));
        Assert.Equal(47, usage.GetProperty("total").GetInt64());
        Assert.Equal("47 4", Line(usage.GetProperty("totals")));
        Assert.Equal(
            ["api 8 3", "bulk 15 2", "extension 10 8", "salesforce 3 2", "web 11 6"],
            usage.GetProperty("rows").EnumerateArray().Select(Line));
    }

    [Fact]
    public async Task Usage_FiltersAndBreaksDown()
    {
        await ImportArticleAsync();

        var nobody = await _terminal.DoneAsync("usage", "--account", "acme", "--window", "all", "--user", "-", "--by", "user,channel");
        Assert.Equal([" api 6 1"], nobody.GetProperty("rows").EnumerateArray().Select(Line));

        var two = await _terminal.DoneAsync("usage", "--account", "acme", "--window", "2026-11-02..2026-11-02", "--user", "Ann@acme.example", "--user", "cat@acme.example", "--by", "day,kind");
        Assert.Equal(["2026-11-02 api 2 2", "2026-11-02 direct 13 5"], two.GetProperty("rows").EnumerateArray().Select(Line));

        var conversation = await _terminal.DoneAsync("usage", "--account", "acme", "--window", "all", "--credit-type", "conversation", "--channel", "web");
        Assert.Equal(4, conversation.GetProperty("total").GetInt64());

        var stranger = await _terminal.DoneAsync("usage", "--account", "acme", "--window", "all", "--user", "nobody@acme.example", "--by", "user");
        Assert.Equal(0, stranger.GetProperty("total").GetInt64());
        Assert.Empty(stranger.GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task Explain_GivesTheSentenceAndTheEvidence()
    {
        await ImportArticleAsync();

        var explained = await _terminal.DoneAsync("explain", "--account", "acme", "--deduction", "D-10", "--as-of", AsOf);
        Assert.Equal("ann paid 4 credits for c-10. 1 e-mail was shown, which costs 1: 3 credits are above the card.", explained.GetProperty("sentence").GetString());
        var evidence = explained.GetProperty("evidence");
        Assert.Equal(["R-10", "D-10"], evidence.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateObject().Skip(1).First().Value.GetString()));
        Assert.Equal(2, evidence.GetProperty("lag_seconds").GetDecimal());
        Assert.Equal("1 1", $"{evidence.GetProperty("price").GetProperty("min")} {evidence.GetProperty("price").GetProperty("max")}");
        Assert.Equal("help-article", evidence.GetProperty("card").GetProperty("id").GetString());

        var missing = await _terminal.RunAsync("explain", "--account", "acme", "--reveal", "R-999", "--json");
        Assert.Equal(1, missing.ExitCode);
        Assert.Equal("There is no reveal 'R-999'.", missing.Json.GetProperty("error").GetString());
    }

    [Fact]
    public async Task SameFiles_TwiceShuffledSplitOrInOtherOrder_GiveTheSameStore()
    {
        var reveals = File.ReadAllLines(Terminal.Sample("article.reveals.csv"));
        var deductions = File.ReadAllLines(Terminal.Sample("article.deductions.csv"));
        string Part(string name, string[] lines, IEnumerable<string> rows) => _terminal.Write(name, string.Join('\n', rows.Prepend(lines[0])) + "\n");

        await _terminal.CreateAccountAsync();
        await _terminal.DoneAsync("import", "--account", "acme", Part("r.csv", reveals, reveals[1..]), Part("d.csv", deductions, deductions[1..]));
        var first = await AnswersAsync(_terminal);
        var again = await _terminal.DoneAsync("import", "--account", "acme", "r.csv", "d.csv");
        Assert.Equal([(0, 24), (0, 25)], again.GetProperty("files").EnumerateArray().Select(file => (file.GetProperty("imported").GetInt32(), file.GetProperty("already").GetInt32())));
        Assert.Equal(first, await AnswersAsync(_terminal));

        using var other = new Terminal();
        await other.CreateAccountAsync();
        var random = new Random(7);
        var pieces = deductions[1..].Order(StringComparer.Ordinal).Chunk(3).Select((rows, i) => other.Write($"d{i}.csv", string.Join('\n', rows.Prepend(deductions[0]))))
            .Concat(reveals[1..].OrderBy(_ => random.Next()).Chunk(3).Select((rows, i) => other.Write($"r{i}.csv", string.Join('\n', rows.Prepend(reveals[0])))))
            .ToArray();
        foreach (var half in pieces.Chunk((pieces.Length / 2) + 1))
            await other.DoneAsync(["import", "--account", "acme", .. half]);
        Assert.Equal(first, await AnswersAsync(other));
    }

    static async Task<string> AnswersAsync(Terminal terminal)
    {
        var check = await terminal.DoneAsync("verify");
        var verdicts = await terminal.DoneAsync("verdicts", "--account", "acme", "--window", "all", "--as-of", AsOf);
        return check.GetProperty("digest").GetString() + verdicts.GetRawText();
    }

    [Fact]
    public async Task Anchor_CutsTheRunningCycle()
    {
        await ImportArticleAsync();
        await _terminal.DoneAsync("account", "anchor", "--account", "acme", "--at", "2026-11-10T08:00:00Z");

        var cycles = await _terminal.DoneAsync("cycles", "--account", "acme", "--from", "2026-11-02T00:00:00Z", "--count", "2");
        Assert.Equal(
            ["2026-10-31T09:14:00Z 2026-11-10T08:00:00Z", "2026-11-10T08:00:00Z 2026-12-10T08:00:00Z"],
            cycles.GetProperty("cycles").EnumerateArray().Select(Line));
    }

    [Fact]
    public async Task Account_SlugIsPlainAndUnique()
    {
        Assert.Equal("acme-ltd-noel", (await _terminal.CreateAccountAsync("Açmé  Ltd. / Noël")).GetProperty("slug").GetString());
        Assert.Equal("acme-ltd-noel-2", (await _terminal.CreateAccountAsync("acme ltd noel")).GetProperty("slug").GetString());
    }

    [Fact]
    public async Task Server_WhoseAddressIsTaken_SaysSo()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var answer = await _terminal.RunAsync($"--urls=http://{other.LocalEndpoint}");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("is in use by another program", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAStore_ReadingSaysSo()
    {
        var answer = await _terminal.RunAsync("usage", "--account", "acme", "--window", "all");

        Assert.Equal(3, answer.ExitCode);
        Assert.NotEmpty(answer.Errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_terminal.Folder));
    }

    [Fact]
    public async Task VendorsOwnFiles_AreImported_AndExplained()
    {
        await ImportArticleAsync();
        var report = await _terminal.DoneAsync(
            "import", "--account", "acme", "--called-at", "2026-11-22T12:00:00Z", Terminal.Sample("usage-report.csv"), Terminal.Sample("api-responses.jsonl"), Terminal.Sample("account-usage.json"));
        Assert.Equal(
            ["usage_report 6 6", "api_responses 3 3", "account_usage 1 1"],
            report.GetProperty("files").EnumerateArray().Select(file => $"{file.GetProperty("kind")} {file.GetProperty("rows")} {file.GetProperty("imported")}"));

        var groups = await _terminal.DoneAsync("usage", "--account", "acme", "--window", "all", "--by", "group");
        Assert.Equal(["Sales EMEA 39 18", " 9 4"], groups.GetProperty("rows").EnumerateArray().Select(Line));
        var evidence = (await _terminal.DoneAsync("explain", "--account", "acme", "--reveal", "92562ab7-752a-4276-9bb6-6763ff88767b#0")).GetProperty("evidence");
        Assert.Equal(["92562ab7-752a-4276-9bb6-6763ff88767b 2026-07-31T01:50:12Z 1 1"], evidence.GetProperty("reported_charges").EnumerateArray().Select(Line));
        Assert.Contains((await _terminal.DoneAsync("cards", "list")).GetProperty("cards").EnumerateArray(), card => Line(card).Contains("vendor-prices-", StringComparison.Ordinal));
        Assert.True((await _terminal.DoneAsync("verify")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task RefusedRows_EndWithOne_AndTheGoodOnesLand()
    {
        await _terminal.CreateAccountAsync();
        _terminal.Write("r.csv", "reveal_id,occurred_at,channel,emails_found,phones_found\nR1,2026-11-02T10:00:00Z,web,1,0\nR2,yesterday,web,1,0\nR3,2026-11-02T10:00:00Z,web,one,0\n");

        var answer = await _terminal.RunAsync("import", "--account", "acme", "--json", "r.csv");
        var file = answer.Json.GetProperty("files")[0];
        Assert.Equal(1, answer.ExitCode);
        Assert.Equal("3 1 0 2 0", $"{file.GetProperty("rows")} {file.GetProperty("imported")} {file.GetProperty("already")} {file.GetProperty("refused")} {file.GetProperty("conflicts")}");
        Assert.Equal(["3 occurred_at", "4 emails_found"], file.GetProperty("problems").EnumerateArray().Select(problem => $"{problem.GetProperty("line")} {problem.GetProperty("column")}"));

        var strict = await _terminal.RunAsync("import", "--account", "acme", "--json", "--strict", _terminal.Write("r2.csv", "reveal_id,occurred_at,channel,emails_found,phones_found\nR7,2026-11-02T10:00:00Z,web,1,0\nR8,yesterday,web,1,0\n"));
        Assert.Equal(1, strict.ExitCode);
        Assert.Equal(1, (await _terminal.DoneAsync("verify")).GetProperty("reveals").GetInt32());
    }

    [Fact]
    public async Task Imports_AreListed_AndWithdrawn()
    {
        await _terminal.CreateAccountAsync();
        await _terminal.DoneAsync("import", "--account", "acme", Terminal.Sample("article.reveals.csv"));
        await _terminal.DoneAsync("import", "--account", "acme", Terminal.Sample("article.deductions.csv"));
        var withdrawn = await _terminal.DoneAsync("imports", "withdraw", "--account", "acme", "--number", "2", "--reason", "Another team's ledger.");
        Assert.Equal((2, 0), (withdrawn.GetProperty("import").GetInt32(), withdrawn.GetProperty("back").GetInt32()));
        Assert.Equal(withdrawn.GetProperty("gone").GetInt64(), File.ReadLines(Terminal.Sample("article.deductions.csv")).Count() - 1);

        var imports = (await _terminal.DoneAsync("imports", "list", "--account", "acme")).GetProperty("imports");
        Assert.Equal(JsonValueKind.Null, imports[0].GetProperty("withdrawn").ValueKind);
        Assert.Equal("Another team's ledger.", imports[1].GetProperty("withdrawn").GetProperty("reason").GetString());
        Assert.Equal(0, (await _terminal.DoneAsync("usage", "--account", "acme", "--window", "all")).GetProperty("total").GetInt64());
        await _terminal.DoneAsync("verify");

        var again = await _terminal.RunAsync("imports", "withdraw", "--account", "acme", "--number", "2", "--reason", "Again.", "--json");
        Assert.Equal((1, "Import 2 was withdrawn before."), (again.ExitCode, again.Json.GetProperty("error").GetString()));
    }
}
