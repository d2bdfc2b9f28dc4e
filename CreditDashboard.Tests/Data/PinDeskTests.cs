using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Data;

/// <summary>Pins in the store: one a pair, versioned, judged at once, kept through imports.</summary>
public class PinDeskTests
{
    const string Reveals = "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found\n";
    const string Deductions = "deduction_id,posted_at,credits,user,channel,contact_id\n";

    static async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(
            new ImportRequest { Covers = new Window(Instant.FromUtc(2020, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0), "all") },
            Reveals + "R-1,2026-11-02T10:00:00Z,ann@acme.example,web,bob,1,0\nR-2,2026-11-02T10:05:00Z,ben@acme.example,web,cid,1,0\n",
            Deductions + "D-1,2026-11-02T10:00:02Z,1,ann@acme.example,web,bob\nD-2,2026-11-02T10:07:00Z,3,cat@acme.example,web,dan\n");
        return store;
    }

    static async Task<PinOutcome> PlaceAsync(TestStore store, PinKind kind, string reveal, string deduction, string reason = "As told on the phone.") =>
        (await store.Get<PinDesk>().PlaceAsync(AccessScope.Operator, "acme", new PinRequest(kind, reveal, deduction, reason)))!;

    static async Task<string> CodeAsync(TestStore store, string deduction)
    {
        var judgement = (await store.SnapshotAsync()).Judgement;
        return judgement.Verdicts[judgement.OfDeduction[judgement.Rows.FindDeduction(deduction)]].Code.Slug();
    }

    [Fact]
    public async Task Placing_JudgesAtOnce_SaysWhatChanged_AndIsAudited()
    {
        await using var store = await StoreAsync();
        var outcome = await PlaceAsync(store, PinKind.Confirmed, "R-2", "D-2");
        Assert.False(outcome.IsWaiting);
        Assert.Equal(
            [(VerdictCode.NoReveal, VerdictCode.WrongUser), (VerdictCode.NeverCharged, VerdictCode.WrongUser)],
            outcome.Change.Changes.Select(change => (change.From, change.To)));
        Assert.Equal("wrong_user", await CodeAsync(store, "D-2"));
        Assert.Equal(["wrong_user|A|0"], store.Query("SELECT code, level, tier FROM verdict_rows WHERE members LIKE '%D-2%'"));
        Assert.Equal(["operator|account.pin.confirmed|Reveal R-2 and deduction D-2."], store.Query("SELECT actor, what, detail FROM audit ORDER BY number DESC LIMIT 1"));
        await store.DigestAsync();

        await using var reader = store.Beside();
        await reader.Get<Store>().OpenForReadingAsync();
        var pin = Assert.Single((await reader.SnapshotAsync()).Judgement.Rules.Pins);
        Assert.Equal(("R-2", "D-2", PinKind.Confirmed, "As told on the phone.", "operator"), (pin.Reveal, pin.Deduction, pin.Kind, pin.Reason, pin.PlacedBy));
        Assert.Equal("wrong_user", await CodeAsync(reader, "D-2"));
    }

    [Fact]
    public async Task Pin_SurvivesAReimportAndARestatement()
    {
        await using var store = await StoreAsync();
        await PlaceAsync(store, PinKind.Forbidden, "R-1", "D-1");
        await store.ImportAsync(Reveals + "R-1,2026-11-02T10:00:00Z,ann@acme.example,web,bob,1,0\nR-3,2026-11-03T10:05:00Z,ben@acme.example,web,eve,1,0\n");
        Assert.Equal("no_reveal", await CodeAsync(store, "D-1"));

        await store.ImportAsync(new ImportRequest { Restate = true }, Deductions + "D-1,2026-11-02T10:00:04Z,1,ann@acme.example,web,bob\n");
        Assert.Equal("no_reveal", await CodeAsync(store, "D-1"));
        await store.DigestAsync();
    }

    [Fact]
    public async Task PinOfARowThatHasNotLanded_ActsOnceItHas()
    {
        await using var store = await StoreAsync();
        Assert.True((await PlaceAsync(store, PinKind.Confirmed, "R-9", "D-2")).IsWaiting);
        Assert.Equal("no_reveal", await CodeAsync(store, "D-2"));
        await store.ImportAsync(Reveals + "R-9,2026-11-01T10:00:00Z,eve@acme.example,web,eve,2,0\n");
        Assert.Equal("wrong_user", await CodeAsync(store, "D-2"));
        await store.DigestAsync();
    }

    [Fact]
    public async Task PinsBeforeOrAfterTheRows_InAnyBatches_GiveTheSameStore()
    {
        var digests = new string[3];
        for (var way = 0; way < digests.Length; way++)
        {
            await using var store = await TestStore.NewAsync();
            await store.CreateAccountAsync();
            var files = new[] { TestStore.Sample("article.reveals.csv"), TestStore.Sample("article.deductions.csv") };
            if (way == 1)
                await PinAllAsync(store);
            if (way == 0)
                await store.ImportAsync(files);
            foreach (var file in way == 0 ? [] : files.Reverse())
                await store.ImportAsync(file);
            if (way != 1)
                await PinAllAsync(store);
            digests[way] = await store.DigestAsync();
        }

        Assert.Single(digests.Distinct());

        static async Task PinAllAsync(TestStore store)
        {
            await PlaceAsync(store, PinKind.Confirmed, "R-11", "D-6");
            await PlaceAsync(store, PinKind.Forbidden, "R-10", "D-10");
            await PlaceAsync(store, PinKind.Forbidden, "R-8", "D-9");
        }
    }

    [Fact]
    public async Task ANewPinEndsTheOlder_AndOneCanBeWithdrawn_BothStayingOnRecord()
    {
        await using var store = await StoreAsync();
        var digest = await store.DigestAsync();
        await PlaceAsync(store, PinKind.Confirmed, "R-2", "D-2", "First thought.");
        await PlaceAsync(store, PinKind.Forbidden, "R-2", "D-2", "Second thought.");
        Assert.Equal(PinKind.Forbidden, Assert.Single((await store.SnapshotAsync()).Judgement.Rules.Pins).Kind);
        Assert.Equal("no_reveal", await CodeAsync(store, "D-2"));

        var desk = store.Get<PinDesk>();
        await desk.WithdrawAsync(AccessScope.Operator, "acme", "R-2", "D-2", "Neither.");
        Assert.Empty((await store.SnapshotAsync()).Judgement.Rules.Pins);
        Assert.Equal(digest, await store.DigestAsync());
        Assert.Equal(
            ["First thought.|2|3|operator|Second thought.", "Second thought.|3|4|operator|Neither."],
            store.Query("SELECT reason, version_from, version_to, ended_by, ended_reason FROM pins ORDER BY version_from"));
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => store.Query("UPDATE pins SET reason = 'x'"));
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => store.Query("DELETE FROM pins"));
        await Assert.ThrowsAsync<RefusedException>(() => desk.WithdrawAsync(AccessScope.Operator, "acme", "R-2", "D-2", "Again."));
    }

    [Fact]
    public async Task Accepting_KeepsWhatWasConfirmed_AndConfirmingKeepsWhatWasAccepted()
    {
        await using var store = await StoreAsync();
        await PlaceAsync(store, PinKind.Confirmed, "R-2", "D-2");
        var accepted = await PlaceAsync(store, PinKind.Accepted, "R-2", "D-2", "Cat sits in for Ben.");
        Assert.Empty(accepted.Change.Changes);
        var judgement = (await store.SnapshotAsync()).Judgement;
        var pin = Assert.Single(judgement.Rules.Pins);
        Assert.Equal((PinKind.Confirmed, "wrong_user", 0L), (pin.Kind, pin.Difference, pin.AcceptedMax.Count));
        Assert.Equal("Cat sits in for Ben.", new AcceptedDifferences(judgement).Of(judgement.OfDeduction[judgement.Rows.FindDeduction("D-2")])?.Reason);

        await PlaceAsync(store, PinKind.Confirmed, "R-2", "D-2", "Still so.");
        Assert.Equal("wrong_user", Assert.Single((await store.SnapshotAsync()).Judgement.Rules.Pins).Difference);
    }

    [Theory]
    [InlineData(PinKind.Accepted, "R-1", "D-2", "Why not.", "R-1 and D-2 stand in no verdict together")]
    [InlineData(PinKind.Accepted, "R-1", "D-1", "Why not.", "The verdict of R-1 and D-1 is ok")]
    [InlineData(PinKind.Confirmed, "R-1", "D-1", " ", "A pin needs a reason")]
    [InlineData(PinKind.Confirmed, "", "D-1", "Why not.", "A pin names a reveal and a deduction")]
    [InlineData(PinKind.Confirmed, "R-1", "D-3", "Why not.", "D-3 gives credits back: pin the deduction that it answers, D-2.")]
    public async Task PinThatCannotBe_IsRefused(PinKind kind, string reveal, string deduction, string reason, string message)
    {
        await using var store = await StoreAsync();
        await store.ImportAsync("deduction_id,posted_at,credits,reverses\nD-3,2026-11-02T11:00:00Z,-1,D-2\n");
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => PlaceAsync(store, kind, reveal, deduction, reason));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfirmedPairs_CannotBringAForbiddenOneTogether()
    {
        await using var store = await StoreAsync();
        await PlaceAsync(store, PinKind.Forbidden, "R-1", "D-2");
        await PlaceAsync(store, PinKind.Confirmed, "R-1", "D-1");
        await PlaceAsync(store, PinKind.Confirmed, "R-2", "D-2");
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => PlaceAsync(store, PinKind.Confirmed, "R-2", "D-1"));
        Assert.Contains("R-1 and D-2 are forbidden", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAccountsAdmin_ReadsPinsAndPlacesNone_AnAgentAndAnAdministratorMay()
    {
        await using var store = await StoreAsync();
        var account = (await store.SnapshotAsync()).Account.Id;
        var request = new PinRequest(PinKind.Confirmed, "R-2", "D-2", "Because.");
        var desk = store.Get<PinDesk>();
        await Assert.ThrowsAsync<RefusedException>(() => desk.PlaceAsync(AccessScope.Admin("p1", [account]), "acme", request));
        Assert.Null(await desk.PlaceAsync(AccessScope.Admin("p2", [], isAdministrator: true), "acme", request));
        Assert.NotNull(await desk.PlaceAsync(AccessScope.Agent("p3"), "acme", request));
        Assert.NotNull(await desk.PlaceAsync(AccessScope.Admin("p4", [account], isAdministrator: true), "acme", request));
        Assert.Equal("p4", Assert.Single((await store.SnapshotAsync()).Judgement.Rules.Pins).PlacedBy);
    }
}
