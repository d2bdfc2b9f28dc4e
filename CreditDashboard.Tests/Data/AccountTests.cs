using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Tests.Data;

public class AccountTests
{
    static readonly string Reveals = TestStore.Sample("article.reveals.csv");
    static readonly string Deductions = TestStore.Sample("article.deductions.csv");

    [Theory]
    [InlineData("Acme", "acme")]
    [InlineData("  Café Zürich & Søn, Łódź ", "cafe-zurich-son-lodz")]
    [InlineData("--A__b--", "a-b")]
    [InlineData("0123456789 0123456789 0123456789 012345678901", "0123456789-0123456789-0123456789-0123456")]
    public void Slug_IsTheNameInPlainLetters(string name, string slug) => Assert.Equal(slug, AccountDesk.SlugOf(name));

    [Fact]
    public async Task TakenSlug_GetsANumber()
    {
        await using var store = await TestStore.NewAsync();
        Assert.Equal(["acme", "acme-2", "acme-3"], [await store.CreateAccountAsync(), await store.CreateAccountAsync("ACME!"), await store.CreateAccountAsync()]);
        var longest = new string('x', 60);
        await store.CreateAccountAsync(longest);
        Assert.Equal(new string('x', 38) + "-2", await store.CreateAccountAsync(longest));
    }

    [Theory]
    [InlineData("日本", "Europe/London", "An account's name needs a letter from a to z or a digit")]
    [InlineData("Acme", "Europe/Atlantis", "There is no time zone 'Europe/Atlantis'")]
    public async Task AccountThatCannotBe_IsRefused(string name, string zone, string message)
    {
        await using var store = await TestStore.NewAsync();
        var refusal = await Assert.ThrowsAsync<RefusedException>(
            () => store.Get<AccountDesk>().CreateAsync(AccessScope.Operator, new NewAccount(name, zone, default)));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_IsTheOneNamed_OrTheFirstAdministrator()
    {
        await using var store = await TestStore.NewAsync();
        var people = new[] { "ann", "ben", "cat" }.Select(name => new Person
        {
            Id = $"{name} came in this order",
            UserName = name,
            Email = $"{name}@acme.example",
            NormalizedEmail = $"{name}@acme.example".ToUpperInvariant(),
            IsAdministrator = name != "ann",
        }).ToArray();
        await using (var context = store.Context())
        {
            context.Users.AddRange(people);
            await context.SaveChangesAsync();
        }

        await store.CreateAccountAsync();
        var named = new NewAccount("Other", "Europe/London", default) { AdminEmail = "Cat@acme.example" };
        await store.Get<AccountDesk>().CreateAsync(AccessScope.Operator, named);
        var nobody = await Assert.ThrowsAsync<RefusedException>(
            () => store.Get<AccountDesk>().CreateAsync(AccessScope.Operator, named with { AdminEmail = "eve@acme.example" }));
        Assert.Contains("Nobody signs in as 'eve@acme.example'", nobody.Message, StringComparison.Ordinal);

        var scopes = store.Get<AccessScopes>();
        var snapshots = store.Get<AccountSnapshots>();
        Assert.NotNull(await snapshots.ReadAsync(await scopes.ForPersonAsync(people[1].Id), "acme"));
        Assert.Null(await snapshots.ReadAsync(await scopes.ForPersonAsync(people[1].Id), "other"));
        Assert.NotNull(await snapshots.ReadAsync(await scopes.ForPersonAsync(people[2].Id), "other"));
        Assert.Null(await snapshots.ReadAsync(await scopes.ForPersonAsync(people[0].Id), "acme"));
        Assert.Null(await snapshots.ReadAsync(await scopes.ForPersonAsync(null), "acme"));

        Assert.True(await store.Get<AccountDesk>().SetMemberAsync(AccessScope.Operator, "acme", "ben@acme.example", isMember: false));
        Assert.Null(await snapshots.ReadAsync(await scopes.ForPersonAsync(people[1].Id), "acme"));
    }

    [Fact]
    public async Task Snapshot_IsOne_UntilSomethingChanges()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Reveals);
        await using var reader = store.Beside();
        await reader.Get<Store>().OpenForReadingAsync();

        var read = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => reader.SnapshotAsync()));
        Assert.Single(read.Distinct());
        await store.ImportAsync(Deductions);
        var after = await reader.SnapshotAsync();
        Assert.NotSame(read[0], after);
        Assert.Equal((0, 25), (read[0].Rows.Deductions.Length, after.Rows.Deductions.Length));
    }

    [Fact]
    public async Task Users_HaveIdsThatStay()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Reveals);
        var before = await store.SnapshotAsync();
        var ann = before.Rows.Names.Users.Find("ann@acme.example");
        var id = before.UserId(ann);
        Assert.Matches("^u[2-9a-z]{4}$", id);
        Assert.Equal(ann, before.FindUser(id));
        Assert.Equal(-1, before.FindUser("u0000"));
        Assert.Equal("", before.UserId(Names.Absent));

        await store.ImportAsync(Deductions);
        Assert.Equal(id, (await store.SnapshotAsync()).UserId(ann));
        await using var again = store.Beside();
        await again.Get<Store>().OpenForReadingAsync();
        Assert.Equal(id, (await again.SnapshotAsync()).UserId(ann));
    }

    [Fact]
    public async Task AnchorAndCard_ChangeTheVerdictsAtOnce()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Reveals, Deductions);
        var digest = await store.DigestAsync();
        var desk = store.Get<AccountDesk>();

        // R-17 was revealed at 09:00 and posted at 11:30: now a cycle begins between the two.
        var at = Instant.FromUtc(2026, 11, 3, 10, 0);
        Assert.True(await desk.AddAnchorAsync(AccessScope.Operator, "acme", at));
        Assert.Equal(["cycle_shift"], store.Query("SELECT code FROM verdict_rows WHERE members LIKE '%R R-17%'"));
        Assert.Equal(["late_posting|1|2", "cycle_shift|2|0"], store.Query("""
            SELECT CASE code WHEN 6 THEN 'cycle_shift' WHEN 7 THEN 'late_posting' END, version_from, version_to
            FROM verdicts WHERE members LIKE '%R R-17%' ORDER BY version_from
            """));
        Assert.NotEqual(digest, await store.DigestAsync());
        await Assert.ThrowsAsync<RefusedException>(() => desk.AddAnchorAsync(AccessScope.Operator, "acme", at));
        Assert.False(await desk.AddAnchorAsync(AccessScope.Operator, "nobody", at));

        Assert.Equal(["2"], store.Query("SELECT count(*) FROM verdicts WHERE version_from = 2 OR version_to = 2"));

        await store.Get<CardDesk>().ChangeAsync(
            AccessScope.Operator, "acme", AssignmentPlan.Assign("later-help-article", Instant.FromUtc(2026, 11, 1, 0, 0)), Instant.MaxValue);
        await store.DigestAsync();
    }

    [Fact]
    public async Task Sample_GoesWithEverything_AndALedgerNever()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync(isSample: true);
        await store.CreateAccountAsync("Real");
        await store.ImportAsync(Reveals, Deductions);
        var desk = store.Get<AccountDesk>();

        Assert.True(await desk.RemoveSampleAsync(AccessScope.Operator, "acme"));
        Assert.Null(await store.Get<AccountSnapshots>().ReadAsync(AccessScope.Operator, "acme"));
        foreach (var table in new[] { "reveals", "deductions", "verdicts", "names", "imports", "import_files", "anchors WHERE account = 1" })
            Assert.Equal(["0"], store.Query($"SELECT count(*) FROM {table}"));

        await Assert.ThrowsAsync<RefusedException>(() => desk.RemoveSampleAsync(AccessScope.Operator, "real"));
        Assert.False(await desk.RemoveSampleAsync(AccessScope.Operator, "acme"));
    }

    [Fact]
    public async Task RowsOfAnAccountThatIsGone_AreSweptAtTheNextStart()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync(isSample: true);
        await store.ImportAsync(Reveals, Deductions);
        await using var crashed = store.AfterCrash();
        crashed.Query("DELETE FROM accounts");
        await crashed.Get<Store>().OpenForWritingAsync();
        Assert.Equal(["0", "0"], crashed.Query("SELECT count(*) FROM reveals UNION ALL SELECT count(*) FROM names"));
    }

    [Fact]
    public async Task VerdictsOfOlderRules_AreMadeAnew()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Reveals, Deductions);
        await using var old = store.AfterCrash();
        old.Query("UPDATE verdicts SET code = 9, discrepancy = 0; UPDATE accounts SET judged_by = 0");
        await old.Get<Store>().OpenForWritingAsync();

        Assert.Contains("An older version made it", (await old.CheckAsync()).Broken, StringComparison.Ordinal);
        Assert.True(await old.Get<AccountDesk>().RejudgeOldAsync(AccessScope.Operator, "acme"));
        Assert.False(await old.Get<AccountDesk>().RejudgeOldAsync(AccessScope.Operator, "acme"));
        Assert.Equal(await store.DigestAsync(), await old.DigestAsync());
    }
}
