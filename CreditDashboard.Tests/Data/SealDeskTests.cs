using System.IO.Compression;
using System.Text;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Data;

/// <summary>Sealed cycles in the store, over an account whose cycles ended long ago.</summary>
public class SealDeskTests
{
    static readonly Instant InCycle = Instant.FromUtc(2021, 3, 10, 0, 0);
    static readonly Instant AsOf = Instant.FromUtc(2026, 11, 1, 0, 0);

    const string Reveals = "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found\n";
    const string Deductions = "deduction_id,posted_at,credits,user,channel,contact_id\n";

    static async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(
            new ImportRequest { Covers = new Window(Instant.FromUtc(2020, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0), "all") },
            Reveals + "R-1,2021-03-02T10:00:00Z,ann@acme.example,web,bob,1,0\nR-2,2021-03-20T10:00:00Z,ann@acme.example,web,cid,1,0\n",
            Deductions + "D-1,2021-03-02T10:00:02Z,1,ann@acme.example,web,bob\nD-0,2021-03-21T10:00:02Z,5,ann@acme.example,web,eve\n");
        return store;
    }

    static async Task<SealFacts> SealAsync(TestStore store) =>
        (await store.Get<SealDesk>().SealAsync(AccessScope.Operator, "acme", InCycle, "The books are closed."))!;

    static async Task<Amendments> AmendmentsAsync(TestStore store) =>
        (await store.Get<SealDesk>().AmendmentsAsync(AccessScope.Operator, "acme", InCycle, AsOf))!.Amendments;

    static IEnumerable<string> Said(Amendments amendments) => amendments.All.Select(
        amendment => $"{amendment.Now?.Id} {amendment.Now?.Code}: {string.Join(' ', amendment.Supersedes.Select(verdict => $"{verdict.Id} {verdict.Code} {verdict.Credits}"))}");

    [Fact]
    public async Task Seal_HoldsTheDocumentOfItsMoment_AndChangesNoVerdict()
    {
        await using var store = await StoreAsync();
        var digest = await store.DigestAsync();
        var seal = await SealAsync(store);
        Assert.Equal((1, 6L, 0L), (seal.Number, seal.Prospecting.Count, seal.Conversation.Count));
        Assert.Equal((Instant.FromUtc(2021, 2, 28, 9, 14), Instant.FromUtc(2021, 3, 31, 8, 14)), (seal.Cycle.Start, seal.Cycle.End));
        Assert.Equal(digest, await store.DigestAsync());

        await using var context = store.Context();
        var document = Unpacked(Assert.Single(context.Seals).Document);
        Assert.StartsWith("{\"window\":{\"from\":\"2021-02-28T09:14:00Z\",\"to\":\"2021-03-31T08:14:00Z\",\"label\":\"2021-02-28T09:14:00Z..2021-03-31T08:14:00Z\"},\"verdicts\":[", document, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"never_charged\"", document, StringComparison.Ordinal);
        Assert.Equal(["operator|account.seal|Seal 1 of the cycle from 2021-02-28T09:14:00Z, SHA-256 " + seal.Hash + "."], store.Query("SELECT actor, what, detail FROM audit ORDER BY number DESC LIMIT 1"));
        Assert.Empty((await AmendmentsAsync(store)).All);
        Assert.Null(await store.Get<SealDesk>().AmendmentsAsync(AccessScope.Operator, "acme", seal.Cycle.End, AsOf));
    }

    static string Unpacked(byte[] packed)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }

    [Fact]
    public async Task Amendment_NamesWhatItSupersedes_WhateverTheBatches()
    {
        string[] later =
        [
            Deductions + "D-2,2021-03-20T10:00:03Z,1,ann@acme.example,web,cid\n",
            Deductions + "D-3,2021-03-22T10:00:03Z,2,ann@acme.example,web,dan\n",
            Reveals + "R-3,2021-03-22T10:00:00Z,ann@acme.example,web,dan,1,1\nR-4,2021-05-22T10:00:00Z,ann@acme.example,web,fay,1,1\n",
        ];
        await using var one = await StoreAsync();
        await SealAsync(one);
        await one.ImportAsync(later);
        var amendments = await AmendmentsAsync(one);
        Assert.Equal(2, amendments.All.Count);
        Assert.Equal(3, amendments.Prospecting.Count);
        Assert.Equal(VerdictCode.NeverCharged, Assert.Single(amendments.All[0].Supersedes).Code);
        Assert.Equal(["R-2"], amendments.All[0].Supersedes[0].Reveals.ToArray());
        Assert.Empty(amendments.All[1].Supersedes);

        await using var other = await StoreAsync();
        await SealAsync(other);
        foreach (var file in later.Reverse())
            await other.ImportAsync(file);
        Assert.Equal(Said(amendments), Said(await AmendmentsAsync(other)));
        await other.DigestAsync();
    }

    [Fact]
    public async Task ALaterSeal_StandsBeside_AndIsTheOneThatIsAmended()
    {
        await using var store = await StoreAsync();
        await SealAsync(store);
        await store.ImportAsync(Deductions + "D-2,2021-03-20T10:00:03Z,1,ann@acme.example,web,cid\n");
        Assert.Single((await AmendmentsAsync(store)).All);
        Assert.Equal(2, (await SealAsync(store)).Number);
        Assert.Empty((await AmendmentsAsync(store)).All);
        Assert.Equal([6, 7], (await store.Get<SealDesk>().ListAsync(AccessScope.Operator, "acme"))!.Select(seal => seal.Prospecting.Count));
    }

    [Fact]
    public async Task CycleThatHasNotSettled_IsRefused_WithWhenItCanBe()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<SealDesk>();
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => desk.SealAsync(AccessScope.Operator, "acme", Instant.FromUtc(2190, 5, 1, 0, 0), "Early."));
        Assert.Equal("This cycle ends at 2190-05-31T08:14:00Z: it can be sealed from 2190-06-03T08:14:00Z, when its rows have settled.", refusal.Message);
        Assert.Contains("needs a reason", (await Assert.ThrowsAsync<RefusedException>(() => desk.SealAsync(AccessScope.Operator, "acme", InCycle, " "))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RefusedException>(() => desk.SealAsync(AccessScope.Agent("p1"), "acme", InCycle, "Mine."));
        Assert.Null(await desk.SealAsync(AccessScope.Operator, "nobody", InCycle, "Whose?"));
        Assert.Empty((await desk.ListAsync(AccessScope.Operator, "acme"))!);
    }

    [Theory]
    [InlineData("UPDATE seals SET document = x'6e6f20677a697020617420616c6c2c20627574207465787421'", "its document cannot be read.")]
    [InlineData("UPDATE seals SET hash = 'abc'", "its document is not the one that was sealed.")]
    [InlineData("DELETE FROM seals", "A seal of acme is gone, which the audit tells of: Seal 1 of the cycle from 2021-02-28T09:14:00Z")]
    [InlineData("INSERT INTO seals SELECT account, cycle_start, cycle_end, 2, sealed_at, sealed_by, reason, prospecting, conversation, hash, document FROM seals", "is not the one that the audit tells of.")]
    public async Task TamperedSeal_IsFound(string harm, string broken)
    {
        await using var store = await StoreAsync();
        await SealAsync(store);
        await store.DigestAsync();
        if (!harm.StartsWith("INSERT", StringComparison.Ordinal))
            Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => store.Query(harm));
        store.Query("DROP TRIGGER seals_grow; DROP TRIGGER seals_stay; " + harm);
        Assert.Contains(broken, (await store.CheckAsync()).Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASampleAccount_GoesWithItsPinsAndSeals()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync(isSample: true);
        await store.Get<PinDesk>().PlaceAsync(AccessScope.Operator, "acme", new PinRequest(CreditDashboard.Core.Ledger.PinKind.Confirmed, "R-1", "D-1", "To see."));
        await SealAsync(store);
        Assert.True(await store.Get<AccountDesk>().RemoveSampleAsync(AccessScope.Operator, "acme"));
        Assert.Equal(["0", "0"], store.Query("SELECT count(*) FROM pins UNION ALL SELECT count(*) FROM seals"));
    }
}
