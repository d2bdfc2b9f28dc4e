using CreditDashboard.Data;

namespace CreditDashboard.Tests.Data;

/// <summary>Views that people keep of an account, each for themselves.</summary>
public class SavedViewDeskTests
{
    static readonly AccessScope Ann = AccessScope.Admin("ann", [1]);
    static readonly AccessScope Ben = AccessScope.Admin("ben", [1]);
    static readonly AccessScope Stranger = AccessScope.Admin("eve", []);

    const string Address = "/analytics/credit-usage?window=last-30-days&user=u7f3k";

    static async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        return store;
    }

    static async Task<IEnumerable<string>> SeenByAsync(TestStore store, AccessScope scope) =>
        (await store.Get<SavedViewDesk>().ListAsync(scope, "acme"))!.Select(view => $"{view.Number} {view.Name} {view.Address}");

    [Fact]
    public async Task Views_AreOnesOwn_AndInTheOrderOfTheirNames()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<SavedViewDesk>();
        await desk.SaveAsync(Ann, "acme", "  Weekly check ", Address);
        await desk.SaveAsync(Ann, "acme", "bulk", "/analytics/activity?channel=bulk");
        await desk.SaveAsync(Ben, "acme", "Weekly check", "/analytics/credit-usage");
        Assert.Equal(["2 bulk /analytics/activity?channel=bulk", $"1 Weekly check {Address}"], await SeenByAsync(store, Ann));
        Assert.Equal(["1 Weekly check /analytics/credit-usage"], await SeenByAsync(store, Ben));
        Assert.Empty(await SeenByAsync(store, AccessScope.Agent("support")));
    }

    [Fact]
    public async Task AView_IsRenamed_AndDeleted_ByItsOwnerAlone()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<SavedViewDesk>();
        await desk.SaveAsync(Ann, "acme", "Weekly check", Address);
        Assert.Null(await desk.RenameAsync(Ben, "acme", 1, "Mine"));
        Assert.Null(await desk.DeleteAsync(Ben, "acme", 1));
        Assert.Equal("weekly CHECK", (await desk.RenameAsync(Ann, "acme", 1, "weekly CHECK"))!.Name);
        Assert.Equal("weekly CHECK", (await desk.DeleteAsync(Ann, "acme", 1))!.Name);
        Assert.Empty(await SeenByAsync(store, Ann));
        Assert.Null(await desk.DeleteAsync(Ann, "acme", 1));
    }

    [Fact]
    public async Task AccountOfOthers_AnswersLikeOneThatDoesNotExist()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<SavedViewDesk>();
        foreach (var (scope, slug) in new[] { (Stranger, "acme"), (Ann, "nowhere"), (AccessScope.Nobody, "acme") })
        {
            Assert.Null(await desk.ListAsync(scope, slug));
            Assert.Null(await desk.SaveAsync(scope, slug, "Mine", Address));
        }

        Assert.Equal(["0"], store.Query("SELECT count(*) FROM saved_views"));
    }

    [Theory]
    [InlineData("", Address, "1 to 60")]
    [InlineData("   ", Address, "1 to 60")]
    [InlineData("a name that goes on for longer than the sixty letters it may have", Address, "1 to 60")]
    [InlineData("two\nlines", Address, "1 to 60")]
    [InlineData("WEEKLY check", Address, "already")]
    [InlineData("Elsewhere", "//evil.example/", "no address of this site")]
    [InlineData("Elsewhere", "https://evil.example/", "no address of this site")]
    [InlineData("Elsewhere", "/\\evil.example", "no address of this site")]
    [InlineData("Elsewhere", "", "no address of this site")]
    public async Task WhatWillNotDo_IsRefusedInASentence(string name, string address, string why)
    {
        await using var store = await StoreAsync();
        var desk = store.Get<SavedViewDesk>();
        await desk.SaveAsync(Ann, "acme", "Weekly check", Address);
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => desk.SaveAsync(Ann, "acme", name, address));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.Single(await SeenByAsync(store, Ann));
    }

    [Fact]
    public async Task FiftyAreEnough_AndADeletedOneMakesRoom()
    {
        await using var store = await StoreAsync();
        var desk = store.Get<SavedViewDesk>();
        for (var number = 1; number <= SavedViewDesk.CountMax; number++)
            await desk.SaveAsync(Ann, "acme", $"View {number}", Address);
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => desk.SaveAsync(Ann, "acme", "One more", Address));
        Assert.Contains("50 views", refusal.Message, StringComparison.Ordinal);
        await desk.DeleteAsync(Ann, "acme", 7);
        Assert.Equal(51, (await desk.SaveAsync(Ann, "acme", "One more", Address))!.Number);
    }
}
