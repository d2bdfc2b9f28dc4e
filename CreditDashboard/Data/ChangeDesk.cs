using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>What became of an account between two of its versions.</summary>
/// <param name="Since">The older version; <c>Now</c> is the newer.</param>
/// <param name="LookedAt">When the person said that they had seen the older one.</param>
/// <param name="UsedBefore">Prospecting credits of the running cycle, net of reversals, as the older version had them.</param>
/// <param name="Changed">Verdicts that stood and do not stand any more, by code and credits in question.</param>
/// <param name="Arisen">Verdicts that stand and did not, the same.</param>
public sealed record AccountChanges(
    long Since, long Now, Instant LookedAt, Window Cycle, Credits UsedBefore, Credits UsedNow, IReadOnlyList<CodeCount> Changed, IReadOnlyList<CodeCount> Arisen)
{
    /// <summary>Verdicts that were changed or ended.</summary>
    public long ChangedCount => Changed.Sum(each => each.Verdicts);
    public long ArisenCount => Arisen.Sum(each => each.Verdicts);
}

/// <summary>Verdicts of one code, and the prospecting and conversation credits in question in them together.</summary>
public sealed record CodeCount(VerdictCode Code, long Verdicts, long InQuestion);

/// <summary>A verdict that arose, and the row that stands first in it.</summary>
/// <param name="Row">Its id, as in the files.</param>
public sealed record ArisenVerdict(VerdictCode Code, long InQuestion, Instant At, Side Side, string Row);

/// <summary>Tells a person what changed in an account since they last looked, and hears that they have seen it.</summary>
public sealed class ChangeDesk(Store store, AccountReader reader, AccountSnapshots snapshots, TimeProvider time) : IDisposable
{
    const int KeptMax = 256;

    readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = KeptMax });

    /// <summary>
    /// What changed since the person last said that they had seen it. Null if nothing did, if there is no such account in the scope, or if they
    /// look for the first time: from then on it is told.
    /// </summary>
    public async Task<AccountChanges?> SinceLastLookAsync(AccessScope scope, string slug, CancellationToken cancellation = default)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { } now)
            return null;

        await using var context = await reader.BeginAsync(cancellation);
        var look = await context.Looks.AsNoTracking()
            .SingleOrDefaultAsync(row => row.AccountId == now.Account.Id && row.PersonId == scope.Actor, cancellation);
        if (look is null)
        {
            await SeenAsync(scope, slug, cancellation);
            return null;
        }

        if (look.Version >= now.Account.Version)
            return null;

        var cycle = Window.OfCycle(now.Cycles.Holding(Instant.FromDateTimeOffset(time.GetUtcNow())), "this-cycle");
        var key = (now.Account.Id, look.Version, now.Account.Version, cycle.From);
        return await _kept.GetOrCreateAsync(key, entry =>
        {
            entry.Size = 1;
            return Task.Run(() => Between(context, now, look, cycle), cancellation);
        });
    }

    /// <summary>The person has seen the account as it is; false if there is no such account in the scope.</summary>
    public async Task<bool> SeenAsync(AccessScope scope, string slug, CancellationToken cancellation = default)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { Account: var account })
            return false;

        var at = Instant.FromDateTimeOffset(time.GetUtcNow());
        return await store.WriteAsync(
            async context =>
            {
                var look = await context.Looks.SingleOrDefaultAsync(row => row.AccountId == account.Id && row.PersonId == scope.Actor, cancellation);
                if (look is null)
                    context.Looks.Add(new Look { AccountId = account.Id, PersonId = scope.Actor, Version = account.Version, At = at });
                else
                    (look.Version, look.At) = (Math.Max(look.Version, account.Version), at);
                return true;
            },
            cancellation);
    }

    /// <summary>The verdicts that arose since a version, those with most in question first; null if there is no such account in the scope.</summary>
    public async Task<IReadOnlyList<ArisenVerdict>?> ArisenAsync(AccessScope scope, string slug, long since, int count, CancellationToken cancellation = default)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { Account: var account })
            return null;

        await using var context = await reader.BeginAsync(cancellation);
        using var row = new SqliteStatement(AccountReader.ConnectionOf(context), $"""
            SELECT code, abs(discrepancy), at, members FROM verdicts
            WHERE {SqliteRowReader.Current} AND version_from > ?3
            ORDER BY abs(discrepancy) DESC, at DESC, tie LIMIT ?4
            """).Bind(1, account.Id).Bind(2, account.Version).Bind(3, since).Bind(4, count);
        var arisen = new List<ArisenVerdict>();
        while (row.Step())
        {
            var first = row.Text(3).Split('\n')[0];
            arisen.Add(new((VerdictCode)row.Int(0), row.Long(1), Instant.FromUnixTimeTicks(row.Long(2)), first[0] == 'R' ? Side.Reveal : Side.Deduction, first[2..]));
        }

        return arisen;
    }

    static AccountChanges Between(StoreContext context, AccountSnapshot now, Look look, Window cycle)
    {
        var connection = AccountReader.ConnectionOf(context);
        var changed = Counts("version_from <= ?3 AND version_to > ?3 AND version_to <= ?2");
        var arisen = Counts("version_from > ?3 AND version_from <= ?2 AND (version_to = 0 OR version_to > ?2)");
        return new(look.Version, now.Account.Version, look.At, cycle, Used(look.Version), Used(now.Account.Version), changed, arisen);

        List<CodeCount> Counts(string which)
        {
            using var row = new SqliteStatement(connection, $"""
                SELECT code, count(*), sum(abs(discrepancy)) FROM verdicts WHERE account = ?1 AND {which} GROUP BY code ORDER BY code
                """).Bind(1, now.Account.Id).Bind(2, now.Account.Version).Bind(3, look.Version);
            var counts = new List<CodeCount>();
            while (row.Step())
                counts.Add(new((VerdictCode)row.Int(0), row.Long(1), row.Long(2)));
            return counts;
        }

        Credits Used(long version)
        {
            using var row = new SqliteStatement(connection, $"""
                SELECT coalesce(sum(credits), 0) FROM deductions WHERE {SqliteRowReader.Current} AND at >= ?3 AND at < ?4 AND credit_type = {(int)CreditType.Prospecting}
                """).Bind(1, now.Account.Id).Bind(2, version).Bind(3, Position.TicksOf(cycle.From!.Value)).Bind(4, Position.TicksOf(cycle.To!.Value));
            return new Credits(row.Step() ? row.Long(0) : 0);
        }
    }

    public void Dispose() => _kept.Dispose();
}
