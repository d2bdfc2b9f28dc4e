using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Tests.Data;
using NodaTime;

namespace CreditDashboard.Tests.Import;

/// <summary>Responses of the vendor's API: each result a reveal, and what the request is said to have been charged as evidence.</summary>
public class ApiResponseTests
{
    const string Found = "92562ab7-752a-4276-9bb6-6763ff88767b";
    const string NotFound = "f2749441-6a3b-4ddb-8662-0c8aead68383";
    const string NoResults = "04060fd7-5271-4892-9341-a3d99c2a7773";

    static readonly string Sample = TestStore.Sample("api-responses.jsonl");

    static async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        return store;
    }

    static async Task<FileReport> OnlyAsync(TestStore store, string file, ImportRequest? request = null) =>
        Assert.Single((await store.ImportAsync(request ?? new(), file)).Files);

    static async Task<IReadOnlyDictionary<string, ReportedCharge>> ChargesAsync(TestStore store, params string[] requests) =>
        (await store.Get<ReportedCharges>().OfAsync(AccessScope.Operator, "acme", requests))!;

    static string Response(string request, string results, long credits = 1, string at = "2026-11-02T10:00:00Z") =>
        $$"""{"calledAt":"{{at}}","endpoint":"/v3/contacts/enrich","apiKeyOwner":"ops@acme.example","response":{"requestId":"{{request}}","results":[{{results}}],"billing":{"creditsCharged":{{credits}},"resultsReturned":1} } }""";

    [Fact]
    public async Task Sample_HasTheRightMeaning()
    {
        await using var store = await StoreAsync();
        var report = await OnlyAsync(store, Sample);
        Assert.Equal((FileKind.ApiResponses, 3, 0), (report.Kind, report.Imported, report.Problems.Count));

        var rows = (await store.SnapshotAsync()).Rows;
        Assert.Equal(2, rows.Reveals.Length);
        var reveal = rows.Reveal(rows.FindReveal($"{Found}#0"));
        Assert.Equal(("v1.EXAMPLE_CONTACT_ID_1", "ops@acme.example", "api", 1, 0), (reveal.Contact, reveal.User, reveal.Channel, reveal.EmailsFound, reveal.PhonesFound));
        Assert.Equal((Found, Instant.FromUtc(2026, 7, 31, 1, 50, 12)), (reveal.Request, reveal.OccurredAt));
        Assert.Equal((0, 0), (rows.Reveal(rows.FindReveal($"{NotFound}#0")).EmailsFound, rows.Reveal(rows.FindReveal($"{NotFound}#0")).PhonesFound));

        var charges = await ChargesAsync(store, Found, NotFound, NoResults);
        Assert.Equal([1L, 0L, 0L], new[] { Found, NotFound, NoResults }.Select(request => charges[request].Credits!.Value.Count));
        Assert.Empty(rows.Deductions);
        await store.DigestAsync();
    }

    [Fact]
    public async Task ReportedCharge_IsNoDeduction_AndItsRevealsMatchTheLedgerByRequest()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(
            Response("q-1", """{"id":"c-1","emails":[{"email":"a@x"}],"phones":[{"number":"1"}]},{"id":"c-2","emails":["b@x"]}""", credits: 3),
            "deduction_id,posted_at,credits,user,channel,request_id\nD-1,2026-11-02T10:00:01Z,3,ops@acme.example,api,q-1\n");
        var judgement = (await store.SnapshotAsync()).Judgement;
        var verdict = judgement.OfDeduction[0];
        Assert.Equal((VerdictCode.OkGroup, 3), (judgement.Verdicts[verdict].Code, judgement.Verdicts[verdict].MemberCount));
        Assert.Equal(3, judgement.Rows.Sums.Between(null, null, CreditType.Prospecting).Credits.Count);
    }

    public static TheoryData<string, string> Ways => new()
    {
        { "array", "[" + Sample.Trim().ReplaceLineEndings(",") + "]" },
        { "array with a byte order mark, laid out", "\uFEFF[\n  " + Sample.Trim().ReplaceLineEndings(" ,\r\n  ").Replace("{\"calledAt\"", "{\n\"calledAt\"", StringComparison.Ordinal) + "\n]\n" },
        { "objects that spread over lines", Sample.Replace("{\"calledAt\"", "{\n\"calledAt\"", StringComparison.Ordinal) },
        { "backwards, with empty lines", string.Join("\r\n\r\n", Sample.Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse()) },
        { "twice in one file", Sample.TrimEnd() + "\n" + Sample },
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task SameResponses_OnAnyWay_GiveTheSameStore(string way, string file)
    {
        await using var straight = await StoreAsync();
        await straight.ImportAsync(Sample);
        await using var other = await StoreAsync();
        var report = await OnlyAsync(other, file);
        Assert.True(report is { Imported: 3, Refused: 0, Conflicts: 0 }, $"{way}: {report.Message} {string.Join(' ', report.Problems)}");
        Assert.Equal(3, (await OnlyAsync(other, Sample)).Already);
        Assert.Equal(await straight.DigestAsync(), await other.DigestAsync());
        Assert.Equal(3, (await ChargesAsync(other, Found, NotFound, NoResults)).Count);
    }

    [Fact]
    public async Task WithoutATime_ItIsRefusedWithTheRemedy_UnlessSomeoneSaysWhen()
    {
        await using var store = await StoreAsync();
        var bare = Sample.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("response").GetRawText());
        var file = string.Join('\n', bare);
        var refused = await OnlyAsync(store, file);
        Assert.Equal((3, 0), (refused.Refused, refused.Imported));
        Assert.All(refused.Problems, problem => Assert.Contains("--called-at", problem.Reason, StringComparison.Ordinal));
        Assert.Equal(["calledAt"], refused.Problems.Select(problem => problem.Column).Distinct());

        // What was refused may have been somebody's counterpart, until it lands.
        Assert.Equal(2, (await store.SnapshotAsync()).Judgement.Rules.Refused.Count);
        Assert.Equal(3, (await OnlyAsync(store, file, new() { CalledAt = Instant.FromUtc(2026, 7, 31, 2, 0) })).Imported);
        Assert.Empty((await store.SnapshotAsync()).Judgement.Rules.Refused);
        Assert.Equal("", (await ChargesAsync(store, Found))[Found].User);
    }

    [Fact]
    public async Task SameRequest_WithAnotherAnswer_IsAConflict_AndARestatementKeepsBoth()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(Response("q-1", """{"id":"c-1","emails":["a@x"]}"""));
        var restated = Response("q-1", """{"id":"c-1","emails":["a@x"],"phones":["1"]}""", credits: 6);
        var conflict = await OnlyAsync(store, restated);
        Assert.Equal((1, 0), (conflict.Conflicts, conflict.Imported));
        Assert.Contains("'1' there and '6' here", conflict.Problems[0].Reason, StringComparison.Ordinal);

        Assert.Equal(1, (await OnlyAsync(store, restated, new() { Restate = true })).Imported);
        Assert.Equal(6, (await ChargesAsync(store, "q-1"))["q-1"].Credits!.Value.Count);
        Assert.Equal(1, (await store.SnapshotAsync()).Rows.Reveals.Single().Phones);
        Assert.Equal(["2"], store.Query("SELECT count(*) FROM reported_charges"));
        await store.DigestAsync();
    }

    [Fact]
    public async Task TwoAnswersOfOneRequest_InOneFile_AreBothRefused()
    {
        await using var store = await StoreAsync();
        var report = await OnlyAsync(store, Response("q-1", "") + "\n" + Response("q-1", "", credits: 2) + "\n" + Response("q-2", ""));
        Assert.Equal((2, 1), (report.Conflicts, report.Imported));
        Assert.Equal(["q-2"], (await ChargesAsync(store, "q-1", "q-2")).Keys);
    }

    [Fact]
    public async Task WithdrawnImport_TakesItsChargesWithIt_UnlessAnotherBroughtThem()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(Response("q-1", """{"id":"c-1","emails":["a@x"]}"""), Response("q-2", """{"id":"c-2","emails":["b@x"]}"""));
        await store.ImportAsync(Response("q-2", """{"id":"c-2","emails":["b@x"]}"""));
        await store.Get<WithdrawalDesk>().WithdrawAsync(AccessScope.Operator, "acme", 1, "Of another account");
        Assert.Equal(["q-2"], (await ChargesAsync(store, "q-1", "q-2")).Keys);
        Assert.Equal("q-2#0", (await store.SnapshotAsync()).Rows.RevealId(0));
        await store.DigestAsync();
    }

    [Fact]
    public async Task Charges_OfAnImportThatFails_LeaveNothing()
    {
        await using var store = await StoreAsync();
        var failing = new Told(progress =>
        {
            if (progress is { Stage: ImportStage.Writing, Rows: > 0 })
                throw new IOException("The disk is full.");
        });
        await Assert.ThrowsAsync<IOException>(() => store.ImportAsync(new ImportRequest(), failing, System.Text.Encoding.UTF8.GetBytes(Sample)));
        Assert.Equal(["0"], store.Query("SELECT count(*) FROM reported_charges"));
        Assert.Equal(3, (await OnlyAsync(store, Sample)).Imported);
        await store.DigestAsync();
    }

    [Theory]
    [InlineData("""{"requestId":"q","results":[{"id":"c","emails":5}],"billing":{}}""", "results[0].emails")]
    [InlineData("""{"requestId":"q","results":{},"billing":{}}""", "results")]
    [InlineData("""{"requestId":"q","results":["c"],"billing":{}}""", "results[0]")]
    [InlineData("""{"requestId":"q","results":[],"billing":{"creditsCharged":0.5}}""", "billing.creditsCharged")]
    [InlineData("""{"requestId":"q","results":[],"billing":{"creditsCharged":-1}}""", "billing.creditsCharged")]
    [InlineData("""{"requestId":"","results":[],"billing":{}}""", "requestId")]
    [InlineData("""{"requestId":["q"],"results":[],"billing":{}}""", "requestId")]
    [InlineData("""{"requestId":"q","requestId":"r","results":[]}""", null)]
    [InlineData("""{"requestId":"q"}""", null)]
    [InlineData("""{"requestId":"q","results":[{"id":"\ud800"}],"billing":{}}""", null)]
    public async Task ResponseThatCannotBeRead_IsListedWithItsColumn(string response, string? column)
    {
        await using var store = await StoreAsync();
        var report = await OnlyAsync(store, $"{Response("q-1", "")}\n{{\"calledAt\":\"2026-11-02T10:00:00Z\",\"response\":{response}}}\n{Response("q-2", "")}");
        Assert.Equal((2, 1), (report.Imported, report.Refused));
        Assert.Equal((2, column), (report.Problems.Single().Line, report.Problems.Single().Column));
    }

    [Theory]
    [InlineData("[{\"requestId\":\"q\"}", "ends in the middle of its JSON array")]
    [InlineData("[{\"requestId\":\"q\"", "ends in the middle of the value")]
    [InlineData("[{\"requestId\":\"q\"}] x", "only objects belong here")]
    public async Task ArrayThatIsNotWhole_IsRefused(string file, string sentence)
    {
        await using var store = await StoreAsync();
        var report = await OnlyAsync(store, file);
        Assert.True(report.IsRefused);
        Assert.Contains(sentence, report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LineOfMoreThan64KiB_IsRefused_AndAsLongAValueOfAnArrayIsNot()
    {
        await using var store = await StoreAsync();
        var results = string.Join(',', Enumerable.Range(0, 3000).Select(index => $$"""{"id":"contact-{{index}}","emails":["a@x"]}"""));
        Assert.Contains("longer than 64 KiB", (await OnlyAsync(store, Response("q-1", "") + "\n" + Response("q-2", results))).Message, StringComparison.Ordinal);
        Assert.Equal(1, (await OnlyAsync(store, $"[{Response("q-2", results)}]")).Imported);
        Assert.Equal(3000, (await store.SnapshotAsync()).Rows.Reveals.Length);
        Assert.Contains("larger than a megabyte", (await OnlyAsync(store, $"[{Response("q-3", new string(' ', 1 << 20))}]")).Message, StringComparison.Ordinal);
    }

    sealed class Told(Action<ImportProgress> tell) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => tell(value);
    }
}
