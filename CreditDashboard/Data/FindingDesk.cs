using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>
/// Dismisses findings of an account and brings them back, for everyone who sees it: whoever does it answers for it with their name. No figure
/// changes by it.
/// </summary>
public sealed class FindingDesk(Store store, AccountSnapshots snapshots, IDbContextFactory<StoreContext> contexts, TimeProvider time)
{
    public const int ReasonLengthMax = PinDesk.ReasonLengthMax;
    const int KeyLengthMax = 1000;

    /// <summary>What is dismissed, the last first. Null if there is no such account in the scope.</summary>
    public async Task<IReadOnlyList<DismissedFinding>?> ListAsync(AccessScope scope, string slug, CancellationToken cancellation = default)
    {
        if (await AccountAsync(scope, slug, cancellation) is not { } account)
            return null;

        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await Dismissed(context, account).AsNoTracking().OrderByDescending(row => row.DismissedAt).ThenBy(row => row.Finding).ToListAsync(cancellation);
    }

    /// <summary>Dismisses a finding; one that is dismissed already stays as it is. False if there is no such account in the scope.</summary>
    /// <exception cref="RefusedException">No reason is given, or one that is too long.</exception>
    public async Task<bool> DismissAsync(AccessScope scope, string slug, string finding, string reason, CancellationToken cancellation = default)
    {
        reason = reason.Trim();
        if (reason.Length is 0 or > ReasonLengthMax || finding.Length is 0 or > KeyLengthMax)
            throw new RefusedException($"Dismissing a finding needs a reason of at most {ReasonLengthMax} letters: say why, for whoever asks later.");

        return await WriteAsync(scope, slug, finding, "finding.dismiss", (context, account, before) =>
        {
            if (before.Exists(row => row.BroughtBackAt is null))
                return false;

            context.DismissedFindings.Add(new DismissedFinding
            {
                AccountId = account,
                Finding = finding,
                Number = 1 + before.Count,
                Reason = reason,
                DismissedBy = scope.Actor,
                DismissedAt = Now,
            });
            return true;
        }, cancellation);
    }

    /// <summary>Brings a finding back; one that is not dismissed stays as it is. False if there is no such account in the scope.</summary>
    public Task<bool> BringBackAsync(AccessScope scope, string slug, string finding, CancellationToken cancellation = default) =>
        WriteAsync(scope, slug, finding, "finding.bring_back", (_, _, before) =>
        {
            if (before.Find(row => row.BroughtBackAt is null) is not { } dismissed)
                return false;

            (dismissed.BroughtBackBy, dismissed.BroughtBackAt) = (scope.Actor, Now);
            return true;
        }, cancellation);

    async Task<bool> WriteAsync(
        AccessScope scope, string slug, string finding, string what, Func<StoreContext, long, List<DismissedFinding>, bool> change, CancellationToken cancellation)
    {
        if (await AccountAsync(scope, slug, cancellation) is not { } account)
            return false;

        return await store.WriteAsync(async context =>
        {
            var before = await context.DismissedFindings.Where(row => row.AccountId == account && row.Finding == finding).ToListAsync(cancellation);
            if (change(context, account, before))
                context.Audit.Add(new AuditRow { AccountId = account, At = Now, Actor = scope.Actor, What = what, Detail = $"Finding {finding}." });
            return true;
        }, cancellation);
    }

    static IQueryable<DismissedFinding> Dismissed(StoreContext context, long account) =>
        context.DismissedFindings.Where(row => row.AccountId == account && row.BroughtBackAt == null);

    async Task<long?> AccountAsync(AccessScope scope, string slug, CancellationToken cancellation) =>
        (await snapshots.ReadAsync(scope, slug, cancellation))?.Account.Id;

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());
}
