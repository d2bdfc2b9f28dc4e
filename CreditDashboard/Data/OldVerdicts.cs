using CreditDashboard.Core.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Data;

/// <summary>
/// After an update of the program whose rules judge differently, the accounts are judged anew, one after the other, while the server already
/// serves. What it changes is written as a version of its own, so it stands on record. So are those that a process left behind which ended
/// while it brought a new version of a card to the accounts.
/// </summary>
sealed class OldVerdicts(IDbContextFactory<StoreContext> contexts, AccountDesk desk, CardDesk cards, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var serving = new TaskCompletionSource();
        using var _ = lifetime.ApplicationStarted.Register(serving.SetResult);
        await serving.Task.WaitAsync(stoppingToken);
        foreach (var slug in await OldAsync(stoppingToken))
            await desk.RejudgeOldAsync(AccessScope.Operator, slug, stoppingToken);
        await cards.CatchUpAsync(AccessScope.Operator, stoppingToken);
    }

    async Task<List<string>> OldAsync(CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Accounts
            .Where(account => EF.Property<int>(account, Columns.JudgedBy) != Judge.RulesVersion)
            .OrderBy(account => account.Id)
            .Select(account => account.Slug)
            .ToListAsync(cancellation);
    }
}
