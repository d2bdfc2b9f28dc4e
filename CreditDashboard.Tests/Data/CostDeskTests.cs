using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Tests.Data;

/// <summary>What a credit costs an account: stated by its admins, on record for good, and in the audit.</summary>
public class CostDeskTests
{
    static readonly CreditCost Growth = new(new LocalDate(2026, 11, 1), CreditType.Prospecting, 0.25m, "EUR", "Growth");

    static async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        return store;
    }

    static async Task<string[]> StandingAsync(TestStore store) =>
        [.. CostStatement.Standing((await store.Get<CostDesk>().ListAsync(AccessScope.Operator, "acme"))!).Select(row => $"{row.Number}: {row.Cost.PerCredit} {row.Cost.Currency} {row.Cost.Plan}")];

    [Fact]
    public async Task Stated_IsKeptExactly_AndIsAudited()
    {
        await using var store = await StoreAsync();
        Assert.True(await store.Get<CostDesk>().StateAsync(AccessScope.Operator, "acme", Growth));
        Assert.Equal(["1: 0.25 EUR Growth"], await StandingAsync(store));
        Assert.Equal(["2026-11-01|0.25|EUR"], store.Query("SELECT day, per_credit, currency FROM cost_statements"));
        Assert.Equal(["operator|cost.state|Cost 1: from 2026-11-01, 0.25 EUR a prospecting credit."], store.Query("SELECT actor, what, detail FROM audit ORDER BY number DESC LIMIT 1"));
        Assert.Equal(25, (await store.Get<CostDesk>().ReadAsync(await store.SnapshotAsync())).Of(Window.All, Instant.FromUtc(2026, 12, 1, 0, 0))!.UnitsAt(CreditType.Prospecting, Instant.FromUtc(2026, 11, 2, 0, 0)));
        await store.DigestAsync();
    }

    [Fact]
    public async Task Withdrawn_LetsWhatWasStatedBeforeRuleAgain_AndBothStayOnRecord()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<CostDesk>();
        await desk.StateAsync(AccessScope.Operator, "acme", Growth);
        await desk.StateAsync(AccessScope.Operator, "acme", new(Growth.From, Growth.CreditType, 0.30m, "EUR"));
        Assert.True(await desk.WithdrawAsync(AccessScope.Operator, "acme", 2));
        Assert.Equal(["1: 0.25 EUR Growth"], await StandingAsync(store));
        Assert.Equal(["1||0.25", "2||0.3", "3|2|"], store.Query("SELECT number, withdraws, per_credit FROM cost_statements ORDER BY number"));
        await Assert.ThrowsAsync<RefusedException>(() => desk.WithdrawAsync(AccessScope.Operator, "acme", 2));
        await Assert.ThrowsAsync<RefusedException>(() => desk.WithdrawAsync(AccessScope.Operator, "acme", 3));
        await store.DigestAsync();
    }

    [Fact]
    public async Task TheSameAgain_IsRefused_AndNothingIsWritten()
    {
        await using var store = await StoreAsync();
        await store.Get<CostDesk>().StateAsync(AccessScope.Operator, "acme", Growth);
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => store.Get<CostDesk>().StateAsync(AccessScope.Operator, "acme", Growth));
        Assert.Contains("stands already", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["1|1"], store.Query("SELECT count(*), (SELECT count(*) FROM audit WHERE what LIKE 'cost.%') FROM cost_statements"));
    }

    [Fact]
    public async Task WhoIsNotItsAdmin_StatesNothing_AndWhoMayNotSeeIt_FindsNothing()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<CostDesk>();
        await Assert.ThrowsAsync<RefusedException>(() => desk.StateAsync(AccessScope.Agent("agent"), "acme", Growth));
        await Assert.ThrowsAsync<RefusedException>(() => desk.StateAsync(AccessScope.Agent("root", isAdministrator: true), "acme", Growth));
        Assert.NotNull(await desk.ListAsync(AccessScope.Agent("agent"), "acme"));

        Assert.False(await desk.StateAsync(AccessScope.Admin("p1", [99]), "acme", Growth));
        Assert.False(await desk.WithdrawAsync(AccessScope.Nobody, "acme", 1));
        Assert.Null(await desk.ListAsync(AccessScope.Admin("p1", [99]), "acme"));
        Assert.Empty(await StandingAsync(store));
    }

    [Fact]
    public async Task WhatWasStated_IsNeverEditedOrDeleted_AndVerifyFindsWhatIsNone()
    {
        await using var store = await StoreAsync();
        await store.Get<CostDesk>().StateAsync(AccessScope.Operator, "acme", Growth);
        Assert.ThrowsAny<Exception>(() => store.Query("UPDATE cost_statements SET per_credit = '0.01' RETURNING number"));
        Assert.ThrowsAny<Exception>(() => store.Query("DELETE FROM cost_statements RETURNING number"));
        store.Query("INSERT INTO cost_statements (account, number, withdraws, stated_by, stated_at) SELECT account, 2, 7, 'operator', 0 FROM cost_statements RETURNING number");
        Assert.Contains("Statement 2 of the costs of acme", (await store.CheckAsync()).Broken, StringComparison.Ordinal);
    }
}
