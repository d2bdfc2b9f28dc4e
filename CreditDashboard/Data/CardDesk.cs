using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>What a new version of a card changes in one account.</summary>
public sealed record AccountCardChange(string Slug, string Name, JudgementChange Change);

/// <summary>A card that was added, or would be.</summary>
/// <param name="Number">Its version's number.</param>
/// <param name="IsAlready">True if the newest version says the same, so that nothing is to be done.</param>
/// <param name="Accounts">The accounts in the scope that it is assigned to, by their slugs.</param>
/// <param name="OtherAccounts">How many there are beyond the scope.</param>
public sealed record CardAddition(int Number, bool IsAlready, IReadOnlyList<AccountCardChange> Accounts, int OtherAccounts);

/// <summary>
/// Adds cards and assigns them. Cards only grow by versions; an account is priced by the version that it was last judged by, and every change
/// judges it anew at once. What would change can be asked before.
/// </summary>
public sealed class CardDesk(
    Store store, IDbContextFactory<StoreContext> contexts, AccountWriter writer, AccountSnapshots snapshots, TimeProvider time)
{
    const string Changed = "account.card";

    /// <summary>What a change of the account's cards would change in its verdicts; null if there is no such account in the scope.</summary>
    /// <param name="asOf">When the verdicts are read.</param>
    /// <exception cref="RefusedException">There is no such card, or the plan does not fit what is assigned.</exception>
    public async Task<JudgementChange?> PreviewAsync(
        AccessScope scope, string slug, AssignmentPlan plan, Instant asOf, CancellationToken cancellation = default)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { } snapshot)
            return null;

        var judgement = await JudgedAsync(snapshot, await PlannedAsync(scope, snapshot.Account, plan, cancellation), cancellation);
        return JudgementChange.Between(snapshot.Judgement, judgement, asOf);
    }

    /// <summary>Changes the cards of an account and says what changed in its verdicts; null if there is no such account in the scope.</summary>
    /// <inheritdoc cref="PreviewAsync(AccessScope, string, AssignmentPlan, Instant, CancellationToken)"/>
    public async Task<JudgementChange?> ChangeAsync(
        AccessScope scope, string slug, AssignmentPlan plan, Instant asOf, CancellationToken cancellation = default)
    {
        using var turn = await writer.EnterAsync(scope, slug, cancellation: cancellation);
        if (turn is null)
            return null;

        var assignments = await PlannedAsync(scope, turn.Before.Account, plan, cancellation);
        var from = Timestamp.Format(plan.From);
        return await LandAsync(
            turn, assignments, asOf, plan.Card is null ? $"From {from}: the card before." : $"From {from}: {plan.Card}.", plan.Card, cancellation);
    }

    /// <summary>What adding the card would do.</summary>
    /// <inheritdoc cref="AddAsync"/>
    public async Task<CardAddition> PreviewAsync(AccessScope scope, RateCard card, Instant asOf, CancellationToken cancellation = default)
    {
        RefuseUnlessAdministrator(scope);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var (number, isAlready) = await NumberAsync(context, card, cancellation);
        if (isAlready)
            return new CardAddition(number, isAlready, [], 0);

        var (accounts, others) = (new List<AccountCardChange>(), 0);
        foreach (var account in await AssignedAsync(context, card.Id, number, cancellation))
        {
            if (await snapshots.ReadAsync(scope, account.Slug, cancellation) is not { } snapshot)
            {
                others++;
                continue;
            }

            var assignments = await AssignmentsAsync(context, account.Id, cancellation);
            var judgement = await JudgedAsync(snapshot, assignments, cancellation, card);
            accounts.Add(new(account.Slug, account.Name, JudgementChange.Between(snapshot.Judgement, judgement, asOf)));
        }

        return new CardAddition(number, isAlready, accounts, others);
    }

    /// <summary>Adds a card, or the next version of one that was added, and judges every account anew that it is assigned to.</summary>
    /// <param name="asOf">When the verdicts are read that are compared.</param>
    /// <exception cref="RefusedException">
    /// The scope is no administrator's, the id is a published card's, or the card has had this version with another content.
    /// </exception>
    public async Task<CardAddition> AddAsync(AccessScope scope, RateCard card, Instant asOf, CancellationToken cancellation = default)
    {
        RefuseUnlessAdministrator(scope);
        var (number, isAlready) = await store.WriteAsync(
            async context =>
            {
                var (next, isThere) = await NumberAsync(context, card, cancellation);
                if (!isThere)
                {
                    context.Cards.Add(new CardRow { Card = card.Id, Number = next, Document = CardJson.Write(card), At = Now, Actor = scope.Actor });
                    context.Audit.Add(Audit(scope, "card.add", $"Version {next} of {card.Id}."));
                }

                return (next, isThere);
            },
            cancellation);
        var changes = await CatchUpAsync(scope, card.Id, asOf, cancellation);
        var seen = changes.Where(change => scope.Holds(change.Account)).Select(change => change.Change).ToList();
        return new CardAddition(number, isAlready, seen, changes.Count - seen.Count);
    }

    /// <summary>
    /// Adds a card that a file brought, for accounts to choose, unless one of its id was ever there: one that was taken out of the list stays out.
    /// The caller holds an administrator's rights.
    /// </summary>
    internal static async Task OfferAsync(StoreContext context, RateCard card, Instant at, string actor)
    {
        if (context.Cards.Local.Any(row => row.Card == card.Id) || await RateCards.Added(context).AnyAsync(row => row.Card == card.Id))
            return;

        context.Cards.Add(new CardRow { Card = card.Id, Number = 1, Document = CardJson.Write(card), At = at, Actor = actor });
        context.Audit.Add(new AuditRow { AccountId = AuditRow.Instance, At = at, Actor = actor, What = "card.add", Detail = $"Version 1 of {card.Id}, from the price list of an account snapshot." });
    }

    /// <summary>Takes a card out of the list. Its versions stay on record. False if there is no such card.</summary>
    /// <exception cref="RefusedException">The scope is no administrator's, the card is published, or it is assigned to an account.</exception>
    public async Task<bool> RemoveAsync(AccessScope scope, string id, CancellationToken cancellation = default)
    {
        RefuseUnlessAdministrator(scope);
        if (PublishedCards.Find(id) is not null)
            throw new RefusedException($"The card '{id}' ships with the product and stays.");

        return await store.WriteAsync(
            async context =>
            {
                if (await RateCards.NewestNumberAsync(context, id, cancellation) is not { } number)
                    return false;
                if (await context.CardAssignments.CountAsync(row => row.Card == id, cancellation) is > 0 and var count)
                    throw new RefusedException($"The card '{id}' is assigned {(count == 1 ? "once" : $"{count} times")}: assign another in its place first.");

                context.Cards.Add(new CardRow { Card = id, Number = number + 1, At = Now, Actor = scope.Actor });
                context.Audit.Add(Audit(scope, "card.remove", $"{id}."));
                return true;
            },
            cancellation);
    }

    /// <summary>Judges the accounts anew that a process left on an earlier version of a card because it ended.</summary>
    public async Task CatchUpAsync(AccessScope scope, CancellationToken cancellation = default)
    {
        List<string> ids;
        await using (var context = await contexts.CreateDbContextAsync(cancellation))
            ids = await context.CardAssignments.Where(row => row.Number > 0).Select(row => row.Card).Distinct().Order().ToListAsync(cancellation);
        foreach (var id in ids)
            await CatchUpAsync(scope, id, Now, cancellation);
    }

    async Task<List<(long Account, AccountCardChange Change)>> CatchUpAsync(AccessScope scope, string id, Instant asOf, CancellationToken cancellation)
    {
        var changes = new List<(long, AccountCardChange)>();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var newest = await RateCards.NewestNumberAsync(context, id, cancellation) ?? 0;
        foreach (var account in await AssignedAsync(context, id, newest, cancellation))
        {
            using var turn = await writer.EnterAsync(scope.Everywhere(), account.Slug, cancellation: cancellation);
            if (turn is null)
                continue;

            var assignments = await AssignmentsAsync(context, account.Id, cancellation);
            if (!assignments.Exists(row => row.Card == id && row.Number < newest))
                continue;

            var moved = assignments.ConvertAll(row => row.Card == id ? new CardAssignment { AccountId = account.Id, From = row.From, Card = id, Number = newest } : row);
            changes.Add((account.Id, new(account.Slug, account.Name, await LandAsync(turn, moved, asOf, $"Version {newest} of {id}.", null, cancellation))));
        }

        return changes;
    }

    async Task<List<CardAssignment>> PlannedAsync(AccessScope scope, Account account, AssignmentPlan plan, CancellationToken cancellation)
    {
        if (!scope.IsAdminOf(account.Id))
            throw new RefusedException("Only an admin of the account changes its cards.");

        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var number = plan.Card is null ? 0 : await RateCards.NewestNumberAsync(context, plan.Card, cancellation)
            ?? throw new RefusedException($"There is no rate card '{plan.Card}'.");
        return plan.Of(account.Id, await AssignmentsAsync(context, account.Id, cancellation), number);
    }

    async Task<Judgement> JudgedAsync(
        AccountSnapshot before, IReadOnlyList<CardAssignment> assignments, CancellationToken cancellation, RateCard? changed = null)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var cards = await RateCards.PricingAsync(context, assignments, cancellation);
        if (changed is not null)
            cards = [.. cards.Where(card => card.Id != changed.Id), changed];
        var rules = before.Judgement.Rules with { Cards = new CardSchedule(assignments, cards) };
        return await Task.Run(() => Judge.Of(before.Rows, rules), cancellation);
    }

    async Task<JudgementChange> LandAsync(
        AccountTurn turn, List<CardAssignment> assignments, Instant asOf, string detail, string? assigned, CancellationToken cancellation)
    {
        var (account, before) = (turn.Before.Account.Id, turn.Before.Judgement);
        var judgement = await JudgedAsync(turn.Before, assignments, cancellation);
        await turn.LandAsync(
            new AccountChange
            {
                Judgement = judgement,
                Alongside = async (context, _) =>
                {
                    // While it was judged, the card may have got a version that was brought to the accounts it was assigned to then.
                    if (assigned is not null && await RateCards.NewestNumberAsync(context, assigned, cancellation) != assignments.Find(row => row.Card == assigned)?.Number)
                        throw new RefusedException($"The card '{assigned}' was changed just now: look again at what it says.");

                    await context.CardAssignments.Where(row => row.AccountId == account).ExecuteDeleteAsync(cancellation);
                    context.CardAssignments.AddRange(assignments);
                },
                What = Changed,
                Detail = detail,
            },
            cancellation: cancellation);
        return JudgementChange.Between(before, judgement, asOf);
    }

    static async Task<(int Number, bool IsAlready)> NumberAsync(StoreContext context, RateCard card, CancellationToken cancellation)
    {
        if (PublishedCards.Find(card.Id) is not null)
            throw new RefusedException($"The id '{card.Id}' is a published card's, which nothing stands in for: give the card an id of its own.");

        var rows = await RateCards.Added(context).Where(row => row.Card == card.Id).OrderBy(row => row.Number).ToListAsync(cancellation);
        if (rows is [.., { Document: not null } last] && last.Document == CardJson.Write(card))
            return (last.Number, true);

        var hasHadVersion = rows.Where(row => row.Document is not null).Any(row => RateCards.Read(row).Version == card.Version);
        return hasHadVersion
            ? throw new RefusedException($"The card '{card.Id}' has had a version '{card.Version}' already, which said something else: give this one another version.")
            : (rows.Count + 1, false);
    }

    static Task<List<CardAssignment>> AssignmentsAsync(StoreContext context, long account, CancellationToken cancellation) =>
        context.CardAssignments.AsNoTracking().Where(row => row.AccountId == account).OrderBy(row => row.From).ToListAsync(cancellation);

    static async Task<List<Account>> AssignedAsync(StoreContext context, string id, int number, CancellationToken cancellation) =>
        await context.Accounts.AsNoTracking()
            .Where(account => context.CardAssignments.Any(row => row.AccountId == account.Id && row.Card == id && row.Number < number))
            .OrderBy(account => account.Slug)
            .ToListAsync(cancellation);

    static void RefuseUnlessAdministrator(AccessScope scope)
    {
        if (!scope.IsAdministrator)
            throw new RefusedException("Only an administrator of this instance adds and removes cards.");
    }

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    AuditRow Audit(AccessScope scope, string what, string detail) =>
        new() { AccountId = AuditRow.Instance, At = Now, Actor = scope.Actor, What = what, Detail = detail };
}
