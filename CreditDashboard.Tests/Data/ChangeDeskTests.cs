using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Data;

/// <summary>What changed since someone last looked.</summary>
public class ChangeDeskTests
{
    const string Reveals = "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found\n";
    const string Deductions = "deduction_id,posted_at,credits,user,channel,contact_id\n";
    static readonly Instant Now = SystemClock.Instance.GetCurrentInstant();

    static string At(int minutesAgo) => (Now - Duration.FromMinutes(minutesAgo)).ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null);

    static async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.NewAsync();
        // Its cycle began an hour and a half ago, so that all that follows lies in the running one.
        await store.Get<AccountDesk>().CreateAsync(AccessScope.Operator, new NewAccount("Acme", "Europe/London", Now - Duration.FromMinutes(90)));
        await store.ImportAsync(
            new ImportRequest { Covers = new Window(Now - Duration.FromDays(3), Now + Duration.FromDays(1), "days") },
            Reveals + $"R-1,{At(60)},ann@acme.example,web,bob,1,0\n",
            Deductions + $"D-1,{At(60)},1,ann@acme.example,web,bob\nD-2,{At(50)},4,ann@acme.example,web,cid\n");
        return store;
    }

    static AccessScope Ann => AccessScope.Agent("ann");

    [Fact]
    public async Task FirstLook_TellsNothing_AndEveryLaterChangeIsToldOnceUntilSeen()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<ChangeDesk>();
        Assert.Null(await desk.SinceLastLookAsync(Ann, "acme"));
        Assert.Null(await desk.SinceLastLookAsync(Ann, "acme"));

        await store.ImportAsync(Reveals + $"R-2,{At(50)},ann@acme.example,web,cid,2,1\n", Deductions + $"D-3,{At(40)},5,ben@acme.example,web,dan\n");
        var changes = (await desk.SinceLastLookAsync(Ann, "acme"))!;
        Assert.Equal((1, 2, 5, 10), (changes.Since, changes.Now, changes.UsedBefore.Count, changes.UsedNow.Count));
        Assert.Equal([new CodeCount(VerdictCode.NoReveal, 1, 4)], changes.Changed);
        Assert.Equal([(VerdictCode.Ok, 1L, 0L), (VerdictCode.NoReveal, 1, 5)], changes.Arisen.Select(each => (each.Code, each.Verdicts, each.InQuestion)));
        Assert.Equal(["D-3", "D-2"], (await desk.ArisenAsync(Ann, "acme", changes.Since, 10))!.Select(each => each.Row));

        Assert.NotNull(await desk.SinceLastLookAsync(Ann, "acme"));
        Assert.True(await desk.SeenAsync(Ann, "acme"));
        Assert.Null(await desk.SinceLastLookAsync(Ann, "acme"));
    }

    [Fact]
    public async Task AWithdrawalIsToldAsWell_AndEachPersonHasLooksOfTheirOwn()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<ChangeDesk>();
        Assert.Null(await desk.SinceLastLookAsync(Ann, "acme"));
        await store.Get<WithdrawalDesk>().WithdrawAsync(AccessScope.Operator, "acme", 1, "Another team's.");
        Assert.Null(await desk.SinceLastLookAsync(AccessScope.Agent("ben"), "acme"));
        var changes = (await desk.SinceLastLookAsync(Ann, "acme"))!;
        Assert.Equal((5, 0, 2, 0), (changes.UsedBefore.Count, changes.UsedNow.Count, changes.ChangedCount, changes.ArisenCount));
    }

    [Fact]
    public async Task OutsideTheScope_NothingIsTold_AndNothingIsSeen()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<ChangeDesk>();
        var eve = AccessScope.Admin("eve", [999]);
        Assert.Null(await desk.SinceLastLookAsync(eve, "acme"));
        Assert.False(await desk.SeenAsync(eve, "acme"));
        Assert.Null(await desk.ArisenAsync(eve, "acme", 0, 10));
        Assert.Empty(store.Query("SELECT person_id FROM looks"));
    }
}
