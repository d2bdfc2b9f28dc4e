using CreditDashboard.Data;

namespace CreditDashboard.Tests.Data;

/// <summary>Findings that someone dismissed: kept with the account, with a reason and a name, and never lost.</summary>
public class FindingDeskTests
{
    const string Day = "unusual_day.2026-11-11";

    static async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        return store;
    }

    static async Task<string[]> DismissedAsync(TestStore store, AccessScope? scope = null) =>
        [.. (await store.Get<FindingDesk>().ListAsync(scope ?? AccessScope.Operator, "acme"))!.Select(row => $"{row.Finding}: {row.Reason} {row.DismissedBy}")];

    [Fact]
    public async Task Dismissed_IsKeptWithItsReason_AndIsAudited()
    {
        await using var store = await StoreAsync();
        Assert.True(await store.Get<FindingDesk>().DismissAsync(AccessScope.Agent("p1"), "acme", Day, " A trade fair. "));
        Assert.Equal([$"{Day}: A trade fair. p1"], await DismissedAsync(store));
        Assert.Equal([$"p1|finding.dismiss|Finding {Day}."], store.Query("SELECT actor, what, detail FROM audit ORDER BY number DESC LIMIT 1"));
    }

    [Fact]
    public async Task BroughtBack_CanBeDismissedAgain_AndBothStayOnRecord()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<FindingDesk>();
        await desk.DismissAsync(AccessScope.Operator, "acme", Day, "A trade fair.");
        await desk.BringBackAsync(AccessScope.Agent("p1"), "acme", Day);
        Assert.Empty(await DismissedAsync(store));

        await desk.DismissAsync(AccessScope.Operator, "acme", Day, "It was the fair after all.");
        Assert.Equal([$"{Day}: It was the fair after all. operator"], await DismissedAsync(store));
        Assert.Equal(
            ["1|A trade fair.|p1", "2|It was the fair after all.|"],
            store.Query("SELECT number, reason, brought_back_by FROM dismissed_findings ORDER BY number"));
    }

    [Fact]
    public async Task Twice_ChangesNothing()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<FindingDesk>();
        await desk.DismissAsync(AccessScope.Operator, "acme", Day, "A trade fair.");
        await desk.DismissAsync(AccessScope.Operator, "acme", Day, "Another word.");
        await desk.BringBackAsync(AccessScope.Operator, "acme", "pace.u7f3k.1");
        Assert.Equal([$"{Day}: A trade fair. operator"], await DismissedAsync(store));
        Assert.Equal(["1"], store.Query("SELECT count(*) FROM audit WHERE what LIKE 'finding.%'"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task WithoutAReason_IsRefused(string reason)
    {
        await using var store = await StoreAsync();
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => store.Get<FindingDesk>().DismissAsync(AccessScope.Operator, "acme", Day, reason));
        Assert.Contains("needs a reason", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnothersAccount_IsAsIfItWereNotThere()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<FindingDesk>();
        Assert.False(await desk.DismissAsync(AccessScope.Nobody, "acme", Day, "Because."));
        Assert.Null(await desk.ListAsync(AccessScope.Nobody, "acme"));
        Assert.Empty(await DismissedAsync(store));
    }

    [Fact]
    public async Task WhatWasSaid_IsNeverEditedOrDeleted()
    {
        await using var store = await StoreAsync();
        await store.Get<FindingDesk>().DismissAsync(AccessScope.Operator, "acme", Day, "A trade fair.");
        Assert.ThrowsAny<Exception>(() => store.Query("UPDATE dismissed_findings SET reason = 'x' RETURNING number"));
        Assert.ThrowsAny<Exception>(() => store.Query("DELETE FROM dismissed_findings RETURNING number"));
    }
}
