using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Tests.Data;

/// <summary>Cards that are added and assigned in a store.</summary>
public sealed class CardDeskTests : IAsyncLifetime
{
    static readonly Instant November = Instant.FromUtc(2026, 11, 1, 0, 0);
    static readonly RateCard Acme = PublishedCards.LaterHelpArticle with { Id = "acme-2026", Name = "Acme order form", Source = new CardSource("Order form", "https://example.com/order") };

    TestStore _store = null!;

    CardDesk Desk => _store.Get<CardDesk>();

    public async Task InitializeAsync()
    {
        _store = await TestStore.NewAsync();
        await _store.CreateAccountAsync();
        await _store.ImportAsync(TestStore.Sample("article.reveals.csv"), TestStore.Sample("article.deductions.csv"));
    }

    public Task DisposeAsync() => _store.DisposeAsync().AsTask();

    Task<CardAddition> AddAsync(RateCard card) => Desk.AddAsync(AccessScope.Operator, card, Instant.MaxValue);

    Task<JudgementChange?> ChangeAsync(AssignmentPlan plan, string account = "acme") => Desk.ChangeAsync(AccessScope.Operator, account, plan, Instant.MaxValue);

    static string[] Lines(JudgementChange? change) =>
        [.. change!.Changes.Select(each => $"{each.From.Slug()} {each.To.Slug()} {each.Verdicts} {each.Rows} {each.Before} {each.After}"), $"{change.Before} {change.After}"];

    List<string> Verdicts(string account) => _store.Query($"""
        SELECT lower(hex(id)), code, facets, level, tier, expected_min, expected_max, discrepancy, settle, lower(hex(of)), members, version_from, version_to
        FROM verdicts WHERE account = (SELECT id FROM accounts WHERE slug = '{account}') ORDER BY at, tie, version_from
        """);

    async Task<string[]> AssignedAsync() => [.. (await _store.SnapshotAsync()).Cards.Periods.Select(period => $"{period.From} {period.Card.Id} {period.Card.Version}".Trim())];

    [Fact]
    public async Task Preview_EqualsWhatSavingThenDoes_AndSavesNothing()
    {
        await AddAsync(Acme);
        var verdicts = Verdicts("acme");
        var plan = AssignmentPlan.Assign("acme-2026", November);
        var preview = await Desk.PreviewAsync(AccessScope.Operator, "acme", plan, Instant.MaxValue);
        Assert.Equal(verdicts, Verdicts("acme"));
        Assert.Equal(["help-article 1"], await AssignedAsync());

        var digest = await _store.DigestAsync();
        var saved = await ChangeAsync(plan);
        Assert.Equal(Lines(saved), Lines(preview));
        Assert.NotEmpty(saved!.Changes);
        Assert.NotEqual(digest, await _store.DigestAsync());
        Assert.Equal(["help-article 1", "2026-11-01T00:00:00Z acme-2026 1"], await AssignedAsync());

        // Once more, from another process: what was judged is what the store gives.
        await using var beside = _store.Beside();
        await beside.Get<Store>().OpenForReadingAsync();
        Assert.Equal("acme-2026", (await beside.SnapshotAsync()).Cards.At(November).Id);
    }

    [Fact]
    public async Task NewVersion_JudgesAnewWhatItIsAssignedTo_AndNothingElse()
    {
        await _store.CreateAccountAsync("Other");
        await AddAsync(Acme);
        await ChangeAsync(AssignmentPlan.Assign("acme-2026", November));
        await ChangeAsync(AssignmentPlan.Assign("later-help-article", November), "other");
        var (others, own) = (Verdicts("other"), Verdicts("acme"));

        var dearer = Acme with { Version = "2", Phone = new Credits(4) };
        var preview = await Desk.PreviewAsync(AccessScope.Operator, dearer, Instant.MaxValue);
        Assert.Equal(own, Verdicts("acme"));
        var added = await AddAsync(dearer);

        Assert.Equal((2, false, 0), (added.Number, added.IsAlready, added.OtherAccounts));
        Assert.Equal("acme", Assert.Single(added.Accounts).Slug);
        Assert.NotEmpty(added.Accounts[0].Change.Changes);
        Assert.Equal(Lines(added.Accounts[0].Change), Lines(preview.Accounts[0].Change));
        Assert.Equal(others, Verdicts("other"));
        Assert.NotEqual(own, Verdicts("acme"));
        Assert.Equal(["help-article 1", "2026-11-01T00:00:00Z acme-2026 2"], await AssignedAsync());
        Assert.Equal(["2", "1"], (await _store.Get<RateCards>().VersionsAsync("acme-2026")).Select(version => version.Card.Version));
        Assert.Equal(["Version 1 of acme-2026.", "Version 2 of acme-2026."], _store.Query("SELECT detail FROM audit WHERE what = 'card.add' ORDER BY number"));
        Assert.Equal(["From 2026-11-01T00:00:00Z: acme-2026.", "Version 2 of acme-2026."], _store.Query("SELECT detail FROM audit WHERE what = 'account.card' AND account = 1 ORDER BY number"));
        await _store.DigestAsync();
    }

    [Fact]
    public async Task SameCardAgain_ChangesNothing_AndAVersionIsSaidOnce()
    {
        await AddAsync(Acme);
        var again = await AddAsync(Acme);
        Assert.Equal((1, true), (again.Number, again.IsAlready));
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => AddAsync(Acme with { Cap = new Credits(9) }));
        Assert.Contains("has had a version '1' already", refusal.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => _store.Query("UPDATE cards SET document = '' RETURNING 1"));
        Assert.ThrowsAny<Exception>(() => _store.Query("DELETE FROM cards RETURNING 1"));
    }

    [Fact]
    public async Task PublishedId_CannotBeTaken()
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => AddAsync(Acme with { Id = "help-article" }));
        Assert.Contains("give the card an id of its own", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RefusedException>(() => Desk.RemoveAsync(AccessScope.Operator, "help-article"));
    }

    [Fact]
    public async Task AssignedCard_IsNotRemoved_AndARemovedOneCanComeBack()
    {
        await AddAsync(Acme);
        await ChangeAsync(AssignmentPlan.Assign("acme-2026", November));
        await Assert.ThrowsAsync<RefusedException>(() => Desk.RemoveAsync(AccessScope.Operator, "acme-2026"));

        await ChangeAsync(AssignmentPlan.Remove(November));
        Assert.True(await Desk.RemoveAsync(AccessScope.Operator, "acme-2026"));
        Assert.False(await Desk.RemoveAsync(AccessScope.Operator, "acme-2026"));
        Assert.Equal(PublishedCards.All, await _store.Get<RateCards>().AllAsync());
        Assert.Empty(await _store.Get<RateCards>().VersionsAsync("acme-2026"));
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(AssignmentPlan.Assign("acme-2026", November)));

        Assert.Equal(3, (await AddAsync(Acme with { Version = "2" })).Number);
        Assert.Equal(["2", "1"], (await _store.Get<RateCards>().VersionsAsync("acme-2026")).Select(version => version.Card.Version));
        await _store.DigestAsync();
    }

    [Fact]
    public async Task Assignments_AreReplacedAndRemoved_AndGiveTheVerdictsOfBefore()
    {
        var digest = await _store.DigestAsync();
        await ChangeAsync(AssignmentPlan.Assign("later-help-article", November));
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(AssignmentPlan.Assign("per-data-point", November)));
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(AssignmentPlan.Replace("per-data-point", November + Duration.FromDays(1))));
        await ChangeAsync(AssignmentPlan.Replace("per-data-point", November));
        Assert.Equal(["help-article 1", "2026-11-01T00:00:00Z per-data-point 1"], await AssignedAsync());

        await ChangeAsync(AssignmentPlan.Remove(November));
        Assert.Equal(["help-article 1"], await AssignedAsync());
        Assert.Equal(digest, await _store.DigestAsync());
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(AssignmentPlan.Remove(November)));
        Assert.Null(await ChangeAsync(AssignmentPlan.Remove(November), "nobody"));
    }

    [Fact]
    public async Task OnlyAdministratorsAdd_AndOnlyAdminsOfTheAccountAssign()
    {
        var (agent, admin, stranger) = (AccessScope.Agent("agent"), AccessScope.Admin("admin", [1]), AccessScope.Admin("stranger", [2], isAdministrator: true));
        await Assert.ThrowsAsync<RefusedException>(() => Desk.AddAsync(agent, Acme, Instant.MaxValue));
        await Assert.ThrowsAsync<RefusedException>(() => Desk.AddAsync(admin, Acme, Instant.MaxValue));
        await Assert.ThrowsAsync<RefusedException>(() => Desk.RemoveAsync(admin, "acme-2026"));
        await Desk.AddAsync(stranger, Acme, Instant.MaxValue);

        var plan = AssignmentPlan.Assign("acme-2026", November);
        await Assert.ThrowsAsync<RefusedException>(() => Desk.ChangeAsync(agent, "acme", plan, Instant.MaxValue));
        Assert.Null(await Desk.ChangeAsync(stranger, "acme", plan, Instant.MaxValue));
        Assert.NotNull(await Desk.ChangeAsync(admin, "acme", plan, Instant.MaxValue));

        // An administrator changes the card of an account that they do not see: its verdicts change, and they are told that it is one.
        var added = await Desk.AddAsync(stranger, Acme with { Version = "2", Phone = new Credits(4) }, Instant.MaxValue);
        Assert.Equal((0, 1), (added.Accounts.Count, added.OtherAccounts));
        Assert.Equal("2", (await _store.SnapshotAsync()).Cards.At(November).Version);
        Assert.Equal(["admin", "stranger"], _store.Query("SELECT actor FROM audit WHERE what = 'account.card' ORDER BY number"));
    }

    [Fact]
    public async Task WhatAnEndedProcessLeftOnAnEarlierVersion_IsBroughtToTheNewest()
    {
        await AddAsync(Acme);
        await ChangeAsync(AssignmentPlan.Assign("acme-2026", November));
        await using var crashed = _store.AfterCrash();
        var document = CardJson.Write(Acme with { Version = "2", Phone = new Credits(4) });
        crashed.Query($"INSERT INTO cards VALUES (0, 'acme-2026', 2, '{document}', 0, 'operator')");
        await crashed.Get<Store>().OpenForWritingAsync();

        // Until then the account is as it was judged, and sound.
        await crashed.DigestAsync();
        Assert.Equal("1", (await crashed.SnapshotAsync()).Cards.At(November).Version);
        await crashed.Get<CardDesk>().CatchUpAsync(AccessScope.Operator);
        Assert.Equal("2", (await crashed.SnapshotAsync()).Cards.At(November).Version);
        await AddAsync(Acme with { Version = "2", Phone = new Credits(4) });
        Assert.Equal(await _store.DigestAsync(), await crashed.DigestAsync());
    }

    [Theory]
    [InlineData("INSERT INTO cards VALUES (0, 'help-article', 1, '{}', 0, 'operator')", "under the id of a published card")]
    [InlineData("INSERT INTO cards VALUES (0, 'gold', 2, NULL, 0, 'operator')", "not numbered without gaps")]
    [InlineData("INSERT INTO cards VALUES (0, 'gold', 1, '{}', 0, 'operator')", "is not stored as a card")]
    [InlineData("INSERT INTO card_assignments VALUES (1, 0, 'gold', 3)", "which does not exist")]
    public async Task Check_FindsWhatIsWrongWithACard(string damage, string message)
    {
        _store.Query(damage);
        Assert.Contains(message, (await _store.CheckAsync()).Broken, StringComparison.Ordinal);
    }
}
