using CreditDashboard.Core.Cycles;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Tests.Data;
using NodaTime;

namespace CreditDashboard.Tests.Import;

/// <summary>An import that is taken back: as if it had never come.</summary>
public class WithdrawalTests
{
    const string Reveals = "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found\n";
    const string Deductions = "deduction_id,posted_at,credits,user,channel,contact_id\n";
    const string Grants = "grant_id,posted_at,credits,kind\n";
    const string Shown = "R-1,2026-11-02T10:00:00Z,ann@acme.example,web,bob,1,0\n";
    const string Paid = "D-1,2026-11-02T10:00:02Z,1,ann@acme.example,web,bob\n";

    static async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        return store;
    }

    static async Task<Withdrawal> WithdrawAsync(TestStore store, long import, string reason = "It was another team's file.") =>
        (await store.Get<WithdrawalDesk>().WithdrawAsync(AccessScope.Operator, "acme", import, reason))!;

    [Fact]
    public async Task ItsRowsAreSeenNoMore_ButStayInTheStore_AndItIsOnRecord()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(Reveals + Shown);
        var before = await store.DigestAsync();
        await store.ImportAsync(Deductions + Paid, Grants + "G-1,2026-11-01T00:00:00Z,500,top_up\n");

        Assert.Equal(new Withdrawal(2, Gone: 2, Back: 0), await WithdrawAsync(store, 2));
        Assert.Equal(before, await store.DigestAsync());
        Assert.Empty((await store.SnapshotAsync()).Grants);
        Assert.Equal(["D-1|2|3"], store.Query("SELECT id, version_from, version_to FROM deductions"));
        Assert.Equal(["G-1|2|3"], store.Query("SELECT id, version_from, version_to FROM grants"));
        Assert.Equal(["2|operator|It was another team's file.|3"], store.Query("SELECT version, withdrawn_by, withdrawn_reason, withdrawn_in FROM imports WHERE withdrawn_at IS NOT NULL"));
        Assert.Equal(["import.withdraw|Import 2: 2 rows gone, 0 back as they were."], store.Query("SELECT what, detail FROM audit ORDER BY number DESC LIMIT 1"));
    }

    [Fact]
    public async Task WhatItRestated_IsAsItWas()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(Reveals + Shown, Deductions + Paid);
        var before = await store.DigestAsync();
        await store.ImportAsync(new ImportRequest { Restate = true }, Deductions + Paid.Replace(",1,", ",6,", StringComparison.Ordinal));
        Assert.NotEqual(before, await store.DigestAsync());

        Assert.Equal(new Withdrawal(2, Gone: 1, Back: 1), await WithdrawAsync(store, 2));
        Assert.Equal(before, await store.DigestAsync());
        Assert.Equal(["1|1|2", "6|2|3", "1|3|0"], store.Query("SELECT credits, version_from, version_to FROM deductions ORDER BY version_from"));
    }

    [Fact]
    public async Task WhatAnotherImportBroughtAsWell_Stays_UntilThatIsWithdrawnToo()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(Deductions + Paid, Grants + "G-1,2026-11-01T00:00:00Z,500,top_up\n");
        await store.ImportAsync(Deductions + Paid, Grants + "G-1,2026-11-01T00:00:00Z,500,top_up\n");
        var both = await store.DigestAsync();

        Assert.Equal(new Withdrawal(1, 0, 0), await WithdrawAsync(store, 1));
        Assert.Equal(both, await store.DigestAsync());
        Assert.Equal(new Withdrawal(2, 2, 0), await WithdrawAsync(store, 2));
        Assert.Empty((await store.SnapshotAsync()).Rows.Deductions);
    }

    [Fact]
    public async Task TheSameFileAfterAWithdrawal_LandsAnew()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(Reveals + Shown, Deductions + Paid);
        var before = await store.DigestAsync();
        await WithdrawAsync(store, 1);
        var report = await store.ImportAsync(Reveals + Shown, Deductions + Paid);
        Assert.Equal([(1, 0), (1, 0)], report.Files.Select(file => (file.Imported, file.Already)));
        Assert.Equal(before, await store.DigestAsync());
    }

    [Fact]
    public async Task WhatItDeclaredComplete_AndWhatItRefused_CountsNoMore()
    {
        await using var store = await StoreAsync();
        var november = new Window(Instant.FromUtc(2026, 11, 1, 0, 0), Instant.FromUtc(2026, 12, 1, 0, 0), "november");
        await store.ImportAsync(new ImportRequest { Covers = november }, Deductions + Paid);
        await store.ImportAsync(new ImportRequest { Covers = november }, Reveals + "R-7,2026-11-02T10:00:01Z,ann@acme.example,web,bob,many,0\n");
        Assert.Single((await store.SnapshotAsync()).Judgement.Rules.Refused);

        await WithdrawAsync(store, 2);
        var snapshot = await store.SnapshotAsync();
        Assert.Empty(snapshot.Judgement.Rules.Refused);
        Assert.Equal(CreditDashboard.Core.Ledger.Side.Deduction, Assert.Single(snapshot.Coverages).Side);

        // Both said it of another side; a declaration that two made stands with one of them.
        await store.ImportAsync(new ImportRequest { Covers = november }, Deductions + Paid);
        await WithdrawAsync(store, 1);
        Assert.Single((await store.SnapshotAsync()).Coverages);
        await store.DigestAsync();
    }

    [Theory]
    [InlineData(0, "Why not.", "There is no import 0 of this account.")]
    [InlineData(2, "Why not.", "There is no import 2 of this account.")]
    [InlineData(1, "   ", "A withdrawal needs a reason of at most 200 letters: say why, for whoever asks later.")]
    public async Task WhatCannotBeWithdrawn_IsSaid(long import, string reason, string sentence)
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(Deductions + Paid);
        Assert.Equal(sentence, (await Assert.ThrowsAsync<RefusedException>(() => WithdrawAsync(store, import, reason))).Message);
        await WithdrawAsync(store, 1);
        Assert.Equal("Import 1 was withdrawn before.", (await Assert.ThrowsAsync<RefusedException>(() => WithdrawAsync(store, 1))).Message);
    }

    [Fact]
    public async Task OnlyAnAdminOfTheAccount_WithdrawsItsImports()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(Deductions + Paid);
        var desk = store.Get<WithdrawalDesk>();
        Assert.Null(await desk.WithdrawAsync(AccessScope.Admin("eve", [999]), "acme", 1, "Mischief."));
        await Assert.ThrowsAsync<RefusedException>(() => desk.WithdrawAsync(AccessScope.Agent("sue"), "acme", 1, "Told so."));
        Assert.Single((await store.SnapshotAsync()).Rows.Deductions);
    }

    [Fact]
    public async Task AnImportThatCameBackFromTheDead_IsFoundByVerify()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(Deductions + Paid);
        store.Query("UPDATE imports SET withdrawn_at = 1, withdrawn_by = 'x', withdrawn_reason = 'x', withdrawn_in = 1");
        Assert.Equal("Of the rows of acme, 1 are seen although every import that brought them was withdrawn.", (await store.CheckAsync()).Broken);
    }

    /// <summary>Any files in any order, any of them withdrawn at any time: the store is that of the files that stand.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task AnyWithdrawals_LeaveTheStoreOfWhatStands(int seed)
    {
        var random = new Random(seed);
        var imports = Enumerable.Range(0, 9).Select(_ => new[] { Drawn(Reveals, Reveal), Drawn(Deductions, Deduction), Drawn(Grants, Grant) }).ToList();
        var restating = new ImportRequest { Restate = true };

        await using var store = await StoreAsync();
        var landed = new List<(long Number, string[] Files)>();
        var gone = 0;
        foreach (var files in imports)
        {
            landed.Add(((await store.ImportAsync(restating, files)).Snapshot.Account.Version, files));
            if (random.Next(2) == 0)
            {
                var taken = random.Next(landed.Count);
                var withdrawal = await WithdrawAsync(store, landed[taken].Number);
                gone += withdrawal.Gone;
                landed.RemoveAt(taken);
            }
        }

        await using var fresh = await StoreAsync();
        foreach (var (_, files) in landed)
            await fresh.ImportAsync(restating, files);
        Assert.Equal(await fresh.DigestAsync(), await store.DigestAsync());
        Assert.Equal(
            (await fresh.SnapshotAsync()).Grants.Select(grant => (grant.Id, grant.Credits, grant.PostedAt)),
            (await store.SnapshotAsync()).Grants.Select(grant => (grant.Id, grant.Credits, grant.PostedAt)));
        Assert.True(gone > 0);

        string Drawn(string header, Func<int, string> row) =>
            header + string.Concat(Enumerable.Range(1, 12).Where(_ => random.Next(2) == 0).Select(row));
        string User() => random.Next(2) == 0 ? "ann@acme.example" : "ben@acme.example";
        string Reveal(int id) => $"R-{id},2026-11-{id:00}T10:0{random.Next(2)}:00Z,{User()},web,c{id},{random.Next(2)},1\n";
        string Deduction(int id) => $"D-{id},2026-11-{id:00}T10:0{random.Next(2)}:30Z,{1 + random.Next(2)},{User()},web,c{id}\n";
        string Grant(int id) => $"G-{id},2026-11-{id:00}T09:0{random.Next(2)}:00Z,{100 * (1 + random.Next(2))},top_up\n";
    }
}
