using System.Globalization;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Data;

/// <summary>
/// States what a credit costs an account, and withdraws what was stated. Statements only grow; each is in the audit by the transaction that
/// made it. No row, verdict or number in credits changes by it.
/// </summary>
public sealed class CostDesk(Store store, AccountSnapshots snapshots, IDbContextFactory<StoreContext> contexts, TimeProvider time)
{
    /// <summary>Everything that was ever said, in its order. Null if there is no such account in the scope.</summary>
    public async Task<IReadOnlyList<CostStatement>?> ListAsync(AccessScope scope, string slug, CancellationToken cancellation = default)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { } snapshot)
            return null;

        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.CostStatements.AsNoTracking().Where(row => row.AccountId == snapshot.Account.Id).OrderBy(row => row.Number).ToListAsync(cancellation);
    }

    /// <summary>What stands of the costs of an account: who holds its snapshot may see them.</summary>
    public async Task<CreditCosts> ReadAsync(AccountSnapshot snapshot, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = await context.CostStatements.AsNoTracking().Where(row => row.AccountId == snapshot.Account.Id).ToListAsync(cancellation);
        return rows.Count == 0 ? CreditCosts.None : new(CostStatement.Standing(rows).Select(row => row.Cost), snapshot.Cycles.Zone);
    }

    /// <summary>States a cost. False if there is no such account in the scope.</summary>
    /// <exception cref="RefusedException">The scope is not the account's admin's, or the same stands already.</exception>
    public Task<bool> StateAsync(AccessScope scope, string slug, CreditCost cost, CancellationToken cancellation = default) =>
        WriteAsync(scope, slug, (before, account) =>
        {
            if (CostStatement.Standing(before).LastOrDefault(row => row.Cost.From == cost.From && row.Cost.CreditType == cost.CreditType)?.Cost == cost)
                throw new RefusedException("That cost stands already: give another price, day, currency or plan.");

            return (
                new CostStatement
                {
                    AccountId = account,
                    Number = 1 + before.Count,
                    Day = cost.From,
                    CreditType = cost.CreditType,
                    PerCredit = cost.PerCredit,
                    Currency = cost.Currency,
                    PlanName = cost.Plan,
                    StatedBy = scope.Actor,
                    StatedAt = Now,
                },
                "cost.state",
                string.Create(CultureInfo.InvariantCulture, $"Cost {1 + before.Count}: from {LocalDatePattern.Iso.Format(cost.From)}, {cost.PerCredit} {cost.Currency} a {cost.CreditType.Slug()} credit."));
        }, cancellation);

    /// <summary>Withdraws a statement: what was stated before rules again. False if there is no such account in the scope.</summary>
    /// <exception cref="RefusedException">The scope is not the account's admin's, or no such statement stands.</exception>
    public Task<bool> WithdrawAsync(AccessScope scope, string slug, int number, CancellationToken cancellation = default) =>
        WriteAsync(scope, slug, (before, account) =>
        {
            if (!CostStatement.Standing(before).Any(row => row.Number == number))
                throw new RefusedException("That cost does not stand any more: somebody has withdrawn it. Read the page again.");

            return (
                new CostStatement { AccountId = account, Number = 1 + before.Count, Withdraws = number, StatedBy = scope.Actor, StatedAt = Now },
                "cost.withdraw",
                string.Create(CultureInfo.InvariantCulture, $"Cost {number}."));
        }, cancellation);

    async Task<bool> WriteAsync(
        AccessScope scope, string slug, Func<List<CostStatement>, long, (CostStatement Row, string What, string Detail)> said, CancellationToken cancellation)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { } snapshot)
            return false;
        if (!scope.IsAdminOf(snapshot.Account.Id))
            throw new RefusedException("Only an admin of the account states what its credits cost.");

        return await store.WriteAsync(async context =>
        {
            var before = await context.CostStatements.Where(row => row.AccountId == snapshot.Account.Id).ToListAsync(cancellation);
            var (row, what, detail) = said(before, snapshot.Account.Id);
            context.CostStatements.Add(row);
            context.Audit.Add(new AuditRow { AccountId = row.AccountId, At = Now, Actor = scope.Actor, What = what, Detail = detail });
            return true;
        }, cancellation);
    }

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());
}
