using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using CreditDashboard.Tests.Data;
using NodaTime;

namespace CreditDashboard.Tests.Import;

/// <summary>The article's sample from files to verdicts, and the same rows on every other way.</summary>
public class ArticleImportTests
{
    static readonly string Reveals = TestStore.Sample("article.reveals.csv");
    static readonly string Deductions = TestStore.Sample("article.deductions.csv");

    [Fact]
    public async Task Files_AreCountedAndJudged()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var report = await store.ImportAsync(Reveals, Deductions);

        Assert.False(report.HasRefusals);
        Assert.Equal([(FileKind.Reveals, 24L), (FileKind.Deductions, 25L)], report.Files.Select(file => (file.Kind, file.Imported)));
        Assert.Equal(
            new FileCoverage(Instant.FromUtc(2026, 10, 31, 9, 0), Instant.FromUtc(2026, 11, 21, 15, 0), Declared: false), report.Files[0].Coverage);

        var judgement = (await store.SnapshotAsync()).Judgement;
        var asOf = Instant.FromUtc(2026, 11, 22, 12, 0);
        foreach (var line in TestStore.Sample("article.verdicts.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var cells = line.Trim().Split(',');
            var verdict = cells[0] == "reveal"
                ? judgement.OfReveal[judgement.Rows.FindReveal(cells[1])]
                : judgement.OfDeduction[judgement.Rows.FindDeduction(cells[1])];
            Assert.Equal((cells[1], cells[2]), (cells[1], judgement.Verdicts[verdict].CodeAt(asOf).Slug()));
        }

        await store.DigestAsync();
    }

    [Fact]
    public async Task Views_ShowWhatIsCurrent()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Reveals, Deductions);

        Assert.Equal(
            ["acme|R-20|2026-11-05T10:00:00Z|ann@acme.example|extension|c-1|1|0|prospecting|reveal"],
            store.Query("""
                SELECT account, reveal_id, occurred_at, user, channel, contact_id, emails_found, phones_found, credit_type, action
                FROM reveal_rows WHERE reveal_id = 'R-20'
                """));
        Assert.Equal(["D-19|-1|D-18", "D-23|1|"], store.Query("SELECT deduction_id, credits, reverses FROM deduction_rows WHERE deduction_id IN ('D-19', 'D-23')"));
        Assert.Equal(["47"], store.Query("""
            SELECT sum(credits) FROM deduction_rows
            WHERE credit_type = 'prospecting' AND posted_at >= '2026-10-31T09:14:00Z' AND posted_at < '2026-11-30T09:14:00Z'
            """));

        var judgement = (await store.SnapshotAsync()).Judgement;
        Assert.Equal(
            judgement.Verdicts.Select(verdict => $"{verdict.IdText}|{verdict.Code.Slug()}|{verdict.Discrepancy}"),
            store.Query("SELECT verdicts.id, code, discrepancy_credits FROM verdict_rows AS verdicts"));
    }

    [Fact]
    public async Task EveryCode_IsNamedInTheView()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Reveals);
        foreach (var code in VerdictCodes.All)
        {
            store.Query($"UPDATE verdicts SET code = {(int)code}");
            Assert.Equal([code.Slug()], store.Query("SELECT DISTINCT code FROM verdict_rows"));
        }
    }

    /// <summary>Each way brings the same rows in another order, and in other pieces.</summary>
    public static TheoryData<string> Ways => ["deductions first", "backwards", "shuffled", "ten files at once", "ten imports", "row by row", "json", "twice"];

    [Theory, MemberData(nameof(Ways))]
    public async Task SameRows_OnAnyWay_GiveTheSameStore(string way)
    {
        await using var straight = await TestStore.NewAsync();
        await straight.CreateAccountAsync();
        await straight.ImportAsync(Reveals, Deductions);

        await using var other = await TestStore.NewAsync();
        await other.CreateAccountAsync();
        foreach (var files in Batches(way))
            Assert.False((await other.ImportAsync(files)).HasRefusals);

        Assert.Equal(await straight.DigestAsync(), await other.DigestAsync());
        const string Rows = "SELECT * FROM (SELECT id, code, facets, level, tier, expected_min, expected_max, discrepancy_credits, members FROM verdict_rows) ORDER BY id";
        Assert.Equal(straight.Query(Rows), other.Query(Rows));
        Assert.Equal(["24"], other.Query("SELECT count(*) FROM reveals"));
    }

    static IEnumerable<string[]> Batches(string way) => way switch
    {
        "deductions first" => [[Deductions], [Reveals]],
        "backwards" => [[Files.Backwards(Deductions), Files.Backwards(Reveals)]],
        "shuffled" => [[Files.Shuffled(Reveals), Files.Shuffled(Deductions)]],
        "ten files at once" => [[.. Files.Pieces(Reveals, 10), .. Files.Pieces(Deductions, 10)]],
        "ten imports" => Files.Pieces(Reveals, 10).Concat(Files.Pieces(Deductions, 10)).Select(piece => new[] { piece }),
        "row by row" => Files.Pieces(Deductions, 25).Zip(Files.Pieces(Reveals, 25)).Select(pair => new[] { pair.First, pair.Second }),
        "json" => [[Files.Json(Reveals), Files.Json(Deductions)]],
        "twice" => [[Reveals, Deductions], [Deductions, Reveals], [Reveals, Reveals]],
        _ => throw new ArgumentOutOfRangeException(nameof(way)),
    };
}
