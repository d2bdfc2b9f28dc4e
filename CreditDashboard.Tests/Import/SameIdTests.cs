using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using CreditDashboard.Tests.Core;
using CreditDashboard.Tests.Data;

namespace CreditDashboard.Tests.Import;

/// <summary>An id that comes again: with the same content, with another, in one file and in two.</summary>
public class SameIdTests
{
    const string Header = "deduction_id,posted_at,credits,user\n";
    const string One = "D-1,2026-11-02T10:00:00Z,1,ann@acme.example\n";
    const string Six = "D-1,2026-11-02T10:00:00Z,6,ann@acme.example\n";
    const string Other = "D-2,2026-11-02T11:00:00Z,1,ben@acme.example\n";

    static (long Imported, long Already, long Refused, long Conflicts) Counts(FileReport file) =>
        (file.Imported, file.Already, file.Refused, file.Conflicts);

    [Fact]
    public async Task SameContentAgain_IsThereAlready_HoweverItIsWritten()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var report = await store.ImportAsync(
            Header + One + One,
            Header + "D-1,2026-11-02T12:00+02:00, 1 , ANN@acme.example\n",
            "{\"credits\":1,\"deduction_id\":\"D-1\",\"posted_at\":\"2026-11-02 10:00:00\",\"user\":\"ann@acme.example\",\"action\":\"Reveal\"}");

        Assert.Equal([(1, 1, 0, 0), (0, 1, 0, 0), (0, 1, 0, 0)], report.Files.Select(Counts));
        Assert.Equal(1, report.Files[2].ZoneAssumed);
        Assert.Equal((0, 1, 0, 0), Counts((await store.ImportAsync(Header + One)).Files[0]));
    }

    [Fact]
    public async Task TheSameFeedTwice_LandsOnce_AndAccusesNobody()
    {
        var feed = PlantedFeed.Of(TestFeed.Plan(FeedKeys.Contacts, 1) with { Deductions = 300, PlantOneIn = 0 });
        var reveals = "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found,job_id,request_id,credit_type\n" + string.Concat(feed.Reveals.Select(row =>
            $"{row.Id},{Timestamp.Format(row.OccurredAt)},{row.User},{row.Channel},{row.Contact},{row.EmailsFound},{row.PhonesFound},{row.Job},{row.Request},{row.CreditType.Slug()}\n"));
        var deductions = "deduction_id,posted_at,credits,credit_type,user,channel,contact_id,job_id,request_id,action\n" + string.Concat(feed.Deductions.Select(row =>
            $"{row.Id},{Timestamp.Format(row.PostedAt)},{row.Credits},{row.CreditType.Slug()},{row.User},{row.Channel},{row.Contact},{row.Job},{row.Request},{row.Action}\n"));
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(reveals, deductions);
        var once = await store.DigestAsync();
        var again = await store.ImportAsync(deductions, reveals, deductions);

        Assert.All(again.Files, file => Assert.Equal((0, file.Rows, 0, 0), Counts(file)));
        Assert.Equal(once, await store.DigestAsync());
        Assert.DoesNotContain((await store.SnapshotAsync()).Judgement.Verdicts, verdict => verdict.Code.Disposition() == Disposition.Discrepancy);
    }

    [Fact]
    public async Task OtherContent_IsAConflict_AndBothVersionsAreShown()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Header + One);
        var report = await store.ImportAsync(Header + Other + Six);

        Assert.Equal((1, 0, 0, 1), Counts(report.Files[0]));
        Assert.Equal(new Problem(3, "credits", "'D-1' is there already with other content: credits '1' there and '6' here."), Assert.Single(report.Files[0].Problems));
        Assert.True(report.HasRefusals);
        Assert.Equal(["D-1|1", "D-2|1"], store.Query("SELECT deduction_id, credits FROM deduction_rows ORDER BY 1"));
    }

    [Fact]
    public async Task TwoContentsInOneFile_AreBothRefused()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var report = await store.ImportAsync(Header + One + One + Other + Six + One);

        Assert.Equal((1, 0, 0, 4), Counts(report.Files[0]));
        Assert.Equal([2, 3, 5, 6], report.Files[0].Problems.Select(problem => (int)problem.Line));
        Assert.Equal("'D-1' stands on line 5 with other content: credits '6' there and '1' here.", report.Files[0].Problems[0].Reason);
        Assert.Equal(["D-2|1"], store.Query("SELECT deduction_id, credits FROM deduction_rows"));

        // Even a version that is there already: the file does not know what it wants to say.
        await store.ImportAsync(Header + One);
        Assert.Equal((0, 0, 0, 2), Counts((await store.ImportAsync(new ImportRequest { Restate = true }, Header + One + Six)).Files[0]));
    }

    [Fact]
    public async Task Restated_LandsAsANewVersion_AndTheOldIsKept()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Header + One + Other);
        const string Moved = "D-1,2026-11-03T10:00:00Z,6,dee@acme.example\n";
        var report = await store.ImportAsync(new ImportRequest { Restate = true }, Header + Moved + Other);

        Assert.Equal((1, 1, 0, 0), Counts(report.Files[0]));
        Assert.Equal(["D-1|6|dee@acme.example|2", "D-2|1|ben@acme.example|1"], store.Query("SELECT deduction_id, credits, user, version FROM deduction_rows ORDER BY 1"));
        Assert.Equal(["1|1|2", "6|2|0"], store.Query("SELECT credits, version_from, version_to FROM deductions WHERE id = 'D-1' ORDER BY 1"));
        await store.DigestAsync();
    }

    [Fact]
    public async Task RestatedByTheNextFileOfTheSameImport_TheLastHolds()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(new ImportRequest { Restate = true }, Header + One, Header + Six);
        Assert.Equal(["6|1|0"], store.Query("SELECT credits, version_from, version_to FROM deductions"));

        await store.ImportAsync(new ImportRequest { Restate = true }, Header + One, Header + Other, Header + Six.Replace(",6,", ",4,", StringComparison.Ordinal));
        Assert.Equal(["1|2|0", "4|2|0", "6|1|2"], store.Query("SELECT credits, version_from, version_to FROM deductions ORDER BY 1"));
        await store.DigestAsync();
    }

    [Fact]
    public async Task Grants_LandOnce_AndAreRestated()
    {
        const string Grants = "grant_id,posted_at,credits,kind\n";
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var first = await store.ImportAsync(Grants + "G-1,2026-10-31T09:14:00Z,500,\nG-2,2026-11-30T09:14:00Z,-20,expiry\n", Grants + "G-1,2026-10-31T09:14:00Z,500,allocation\n");
        Assert.Equal([(2, 0, 0, 0), (0, 1, 0, 0)], first.Files.Select(Counts));

        const string Changed = Grants + "G-1,2026-10-31T09:14:00Z,600,\n";
        Assert.Equal((0, 0, 0, 1), Counts((await store.ImportAsync(Changed)).Files[0]));
        Assert.Equal((1, 0, 0, 0), Counts((await store.ImportAsync(new ImportRequest { Restate = true }, Changed)).Files[0]));
        Assert.Equal([("G-1", 600), ("G-2", -20)], (await store.SnapshotAsync()).Grants.Select(grant => (grant.Id, grant.Credits.Count)));
        Assert.Equal(["500|3", "600|0"], store.Query("SELECT credits, version_to FROM grants WHERE id = 'G-1' ORDER BY 1"));
    }

    [Fact]
    public async Task NamesOfRowsThatDidNotLand_ReachNoAccount()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Header + One + "D-3,2026-11-02T10:00:00Z,0,eve@acme.example\n");
        await store.ImportAsync(Header + "D-1,2026-11-02T10:00:00Z,1,eve@acme.example\n");
        Assert.Equal(["ann@acme.example"], store.Query("SELECT text FROM names WHERE kind = 1"));
    }
}
