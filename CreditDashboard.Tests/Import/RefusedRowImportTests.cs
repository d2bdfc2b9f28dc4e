using System.Text;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Tests.Core;
using CreditDashboard.Tests.Data;
using NodaTime;

namespace CreditDashboard.Tests.Import;

/// <summary>A refused row is kept by what it may answer, until a row of its id lands or someone sets it aside.</summary>
public class RefusedRowImportTests
{
    const string Reveals = "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found\n";
    const string Deductions = "deduction_id,posted_at,credits,user,channel,contact_id\n";
    const string Bad = Reveals + "R-1,2026-11-02T10:00:00Z, Ann@Acme.example ,web,c-1,one,0\n";
    const string Corrected = Reveals + "R-1,2026-11-02T10:00:00Z,ann@acme.example,web,c-1,1,0\n";
    const string Charge = Deductions + "D-1,2026-11-02T10:00:02Z,1,ann@acme.example,web,c-1\n";
    static readonly ImportRequest Complete = new() { Covers = new(Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0), "2026") };

    static async Task<TestStore> StoreAsync(params string[] files)
    {
        var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        foreach (var file in files)
            await store.ImportAsync(Complete, file);
        return store;
    }

    static async Task<string> CodesAsync(TestStore store) => LedgerText.Codes((await store.SnapshotAsync()).Judgement);

    [Fact]
    public async Task WhatCanBeRead_IsKept_AndNothingElse()
    {
        await using var store = await StoreAsync(Reveals + "R-9,2026-11-02T09:00:00Z,,web,,1,0\n" + Bad[Reveals.Length..] + ",yesterday,nobody,web,,1,0\nR-3,2026-11-03T10:00:00Z,,web\n");

        Assert.Equal(
            [
                (1, "R-1", Instant.FromUtc(2026, 11, 2, 10, 0), "ann@acme.example", 3),
                (2, "", null, "", 4),
                (2, "", null, "", 4),
            ],
            (await store.SnapshotAsync()).RefusedRows.SelectMany(row => Enumerable.Repeat((row.Number, row.Id, row.At, row.User, row.Line), (int)row.Rows)));
        Assert.Empty(store.Query("SELECT * FROM refused_rows WHERE reason IS NOT NULL OR set_aside_at IS NOT NULL"));
        await store.DigestAsync();
    }

    [Theory]
    [InlineData(Charge, Bad)]
    [InlineData(Bad, Charge)]
    public async Task Charge_IsUndecided_UntilTheCorrectedRowLands(string first, string second)
    {
        await using var store = await StoreAsync(first, second);
        Assert.Equal("D-1 late_or_missing", await CodesAsync(store));
        await store.DigestAsync();

        await store.ImportAsync(Corrected);
        Assert.Equal("R-1 ok, D-1 ok", await CodesAsync(store));
        Assert.Empty((await store.SnapshotAsync()).Judgement.Rules.Refused);
        await store.DigestAsync();
    }

    [Fact]
    public async Task AnyOrderOfTheFiles_GivesTheSameVerdicts()
    {
        string[] files = [Charge, Bad, Corrected, Deductions + "D-2,2026-11-02T11:00:02Z,1,ann@acme.example,web,c-2\n", Reveals + "R-2,2026-11-02T11:00:00Z,ann@acme.example,web,c-2,two,0\n"];
        var codes = new HashSet<string>();
        foreach (var order in new[] { files, [.. files.Reverse()], [files[2], files[1], files[4], files[0], files[3]] })
        {
            await using var store = await StoreAsync(order);
            codes.Add(await CodesAsync(store));
        }

        Assert.Equal("R-1 ok, D-1 ok, D-2 late_or_missing", Assert.Single(codes));
    }

    [Fact]
    public async Task TheSameAgain_IsOneRecord_AlsoAfterARestart()
    {
        await using var store = await StoreAsync(Bad, Bad, Bad + Bad[Reveals.Length..]);
        var row = Assert.Single((await store.SnapshotAsync()).RefusedRows);
        Assert.Equal((1, 1, 1, 2), (row.Number, row.Version, row.File, row.Line));

        await using var beside = store.Beside();
        await beside.Get<Store>().OpenForReadingAsync();
        Assert.Single((await beside.SnapshotAsync()).Judgement.Rules.Refused);
    }

    [Fact]
    public async Task TwoVersionsInOneFile_AreBothKept_AndAConflictWithWhatIsThereIsNot()
    {
        await using var store = await StoreAsync(Corrected + Corrected[Reveals.Length..].Replace("10:00", "10:30", StringComparison.Ordinal));
        Assert.Equal(2, (await store.SnapshotAsync()).Judgement.Rules.Refused.Count);

        await store.ImportAsync(Corrected);
        await store.ImportAsync(Corrected.Replace("10:00", "10:30", StringComparison.Ordinal));
        Assert.Empty((await store.SnapshotAsync()).Judgement.Rules.Refused);
        Assert.Equal(2, (await store.SnapshotAsync()).RefusedRows.Count);
    }

    [Fact]
    public async Task AFileRefusedWhole_LeavesNone()
    {
        await using var store = await StoreAsync(Charge);
        await store.ImportAsync(new ImportRequest { Strict = true }, Bad, Deductions + "D-2,2026-11-02T11:00:02Z,1,ann@acme.example,web,c-2\n");
        Assert.Empty((await store.SnapshotAsync()).RefusedRows);
    }

    [Fact]
    public async Task BeyondTheCap_OneStandsForAllOthers()
    {
        var cap = new ImportOptions().RefusedRowsKeptMax;
        await using var store = await StoreAsync(Reveals + string.Concat(Enumerable.Range(0, cap + 7).Select(row => $"R-{row},2026-11-02T10:00:00Z,,web,,one,0\n")));

        var kept = (await store.SnapshotAsync()).RefusedRows;
        Assert.Equal(cap + 1, kept.Count);
        Assert.Equal(("", null, "", 7), (kept[^1].Id, kept[^1].At, kept[^1].User, kept[^1].Rows));
    }

    [Fact]
    public async Task SetAside_WithAReason_ItCountsNoMore_AndTheAuditSaysSo()
    {
        await using var store = await StoreAsync(Charge, Bad);
        var desk = store.Get<RefusedDesk>();
        await Assert.ThrowsAsync<RefusedException>(() => desk.SetAsideAsync(AccessScope.Operator, "acme", [1], " "));
        Assert.Null(await desk.SetAsideAsync(AccessScope.Nobody, "acme", [1], "A test row."));
        Assert.Equal(0, await desk.SetAsideAsync(AccessScope.Operator, "acme", [7], "A test row."));
        Assert.Equal(1, await desk.SetAsideAsync(AccessScope.Operator, "acme", [1, 7], "A test row."));

        Assert.Equal("D-1 no_reveal", await CodesAsync(store));
        Assert.Equal(["operator|A test row."], store.Query("SELECT set_aside_by, reason FROM refused_rows"));
        Assert.Equal(["refused.set_aside|1 refused rows set aside, from number 1 to 1."], store.Query("SELECT what, detail FROM audit WHERE what LIKE 'refused%'"));
        await store.DigestAsync();

        // The same row again stays aside; a row without an id cannot be told from another, and counts again.
        await store.ImportAsync(Bad);
        Assert.Empty((await store.SnapshotAsync()).Judgement.Rules.Refused);
        await store.ImportAsync(Reveals + ",,,web,,1,0\n");
        await desk.SetAsideAsync(AccessScope.Operator, "acme", [2], "A blank line.");
        await store.ImportAsync(Reveals + ",,,web,,1,0\n");
        Assert.Equal([3L], (await store.SnapshotAsync()).Judgement.Rules.Refused.Select(row => row.Number));
    }

    [Fact]
    public async Task ARunningImport_GoesOnByItself_IsFoundAgain_AndCanBeStopped()
    {
        await using var store = await StoreAsync();
        var running = store.Get<RunningImports>();
        var gate = new TaskCompletionSource();
        var closed = new Closed();
        var import = running.Start(AccessScope.Operator, "acme", [Slow(Charge, gate.Task)], new ImportRequest(), [closed]);
        Assert.Same(import, running.Of(AccessScope.Operator, "acme"));
        Assert.Null(running.Of(AccessScope.Nobody, "acme"));

        gate.SetResult();
        Assert.Equal(1, (await import.Done)!.Files.Single().Imported);
        Assert.Null(running.Of(AccessScope.Operator, "acme"));
        Assert.True(closed.IsClosed);

        var stopped = running.Start(AccessScope.Operator, "acme", [Slow(Bad, new TaskCompletionSource().Task)], new ImportRequest(), []);
        stopped.Stop();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.Done);
        Assert.Empty((await store.SnapshotAsync()).RefusedRows);
    }

    static ImportFile Slow(string text, Task until) => new("file", null, async ct =>
    {
        await until.WaitAsync(ct);
        return new MemoryStream(Encoding.UTF8.GetBytes(text));
    });

    sealed class Closed : IAsyncDisposable
    {
        public bool IsClosed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsClosed = true;
            return default;
        }
    }
}
