using System.Text;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Tests.Data;

namespace CreditDashboard.Tests.Import;

/// <summary>What an import leaves that ends in the middle: nothing that anyone sees, and nothing at all once it was swept.</summary>
public class CrashTests
{
    const string RowsOfAllVersions = """
        SELECT 'reveal', id, version_from, version_to FROM reveals UNION ALL
        SELECT 'deduction', id, version_from, version_to FROM deductions UNION ALL
        SELECT 'verdict', members, version_from, version_to FROM verdicts UNION ALL
        SELECT 'name', text, version_from, 0 FROM names UNION ALL
        SELECT 'account', slug, version, writing FROM accounts ORDER BY 1, 2, 3
        """;

    static readonly byte[] Reveals = Encoding.UTF8.GetBytes(TestStore.Sample("article.reveals.csv"));
    static readonly byte[] Deductions = Encoding.UTF8.GetBytes(TestStore.Sample("article.deductions.csv"));

    [Fact]
    public async Task PowerLostWhileWriting_NothingIsSeen_AndTheNextStartSweeps()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(new ImportRequest(), null, Reveals);
        var before = store.Query(RowsOfAllVersions);
        var digest = await store.DigestAsync();

        TestStore? crashed = null;
        await store.ImportAsync(new ImportRequest(), new Told(progress =>
        {
            if (progress is { Stage: ImportStage.Writing, Rows: > 0 })
                crashed ??= store.AfterCrash();
        }), Deductions);
        await using var found = crashed!;

        Assert.NotEqual(before, found.Query(RowsOfAllVersions));
        await using (var reader = found.Beside())
        {
            await reader.Get<Store>().OpenForReadingAsync();
            Assert.Equal(digest, await reader.DigestAsync());
        }

        await found.Get<Store>().OpenForWritingAsync();
        Assert.Equal(before, found.Query(RowsOfAllVersions));
        Assert.Equal(digest, await found.DigestAsync());

        Assert.Equal(25, (await found.ImportAsync(new ImportRequest(), null, Deductions)).Files[0].Imported);
        Assert.Equal(await store.DigestAsync(), await found.DigestAsync());
    }

    [Theory]
    [InlineData(ImportStage.Reading)]
    [InlineData(ImportStage.Checking)]
    [InlineData(ImportStage.Matching)]
    [InlineData(ImportStage.Writing)]
    public async Task FailureOnTheWay_LeavesNothing(ImportStage stage)
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(new ImportRequest(), null, Reveals);
        var before = store.Query(RowsOfAllVersions);

        // The last report of a stage, so that something was written when it fails.
        var failure = new Told(progress =>
        {
            if (progress.Stage == stage && (stage != ImportStage.Writing || progress.Rows > 0))
                throw new OperationCanceledException();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ImportAsync(new ImportRequest(), failure, Deductions));
        Assert.Equal(before, store.Query(RowsOfAllVersions));

        Assert.Equal(25, (await store.ImportAsync(new ImportRequest(), null, Deductions)).Files[0].Imported);
        await store.DigestAsync();
    }

    [Fact]
    public async Task RestatementThatFails_LeavesTheOldVersionCurrent()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(new ImportRequest(), null, Reveals);
        var before = store.Query(RowsOfAllVersions);
        var restated = Encoding.UTF8.GetBytes(TestStore.Sample("article.reveals.csv").Replace(",web,", ",bulk,", StringComparison.Ordinal));
        var failure = new Told(progress =>
        {
            if (progress is { Stage: ImportStage.Writing, Rows: > 0 })
                throw new IOException("The disk is full.");
        });

        await Assert.ThrowsAsync<IOException>(() => store.ImportAsync(new ImportRequest { Restate = true }, failure, restated));
        Assert.Equal(before, store.Query(RowsOfAllVersions));
        await store.DigestAsync();
    }

    [Fact]
    public async Task WhileItWrites_OthersReadTheOldVersion_AndSave()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(new ImportRequest(), null, Reveals);
        var seen = new List<(int Deductions, string Count)>();
        await store.ImportAsync(new ImportRequest(), new Told(progress =>
        {
            if (progress is not { Stage: ImportStage.Writing, Rows: > 0 })
                return;

            using var context = store.Context();
            context.Audit.Add(new AuditRow { At = default, Actor = "ann", What = "test" });
            context.SaveChanges();
            var snapshot = store.SnapshotAsync().GetAwaiter().GetResult();
            seen.Add((snapshot.Rows.Deductions.Length, store.Query("SELECT count(*) FROM deduction_rows")[0]));
        }), Deductions);

        Assert.Equal((0, "0"), Assert.Single(seen));
        Assert.Equal(25, (await store.SnapshotAsync()).Rows.Deductions.Length);
    }

    [Fact]
    public async Task SecondImportOfTheAccount_WaitsForTheFirst_AndIsToldSo()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var stages = new List<ImportStage>();
        Task<ImportReport>? second = null;
        await store.ImportAsync(new ImportRequest(), new Told(progress =>
        {
            if (progress.Stage == ImportStage.Matching)
                second ??= store.ImportAsync(new ImportRequest(), new Told(each => stages.Add(each.Stage)), Deductions);
        }), Reveals);

        Assert.Equal(25, (await second!).Files[0].Imported);
        Assert.Contains(ImportStage.Writing, stages);
        await store.DigestAsync();
    }

    sealed class Told(Action<ImportProgress> tell) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => tell(value);
    }
}
