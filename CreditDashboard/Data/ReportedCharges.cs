using CreditDashboard.Core.Ledger;
using CreditDashboard.Data.Sqlite;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>
/// What the vendor's API reported to have charged. It is evidence that few pages ask for, so it stays in the store and no account in memory
/// holds it.
/// </summary>
public sealed class ReportedCharges(AccountReader reader, AccountSnapshots snapshots)
{
    /// <summary>Those of some requests, by request; null if there is no such account in the scope.</summary>
    public async Task<IReadOnlyDictionary<string, ReportedCharge>?> OfAsync(
        AccessScope scope, string slug, IReadOnlyCollection<string> requests, CancellationToken cancellation = default)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { } snapshot)
            return null;

        return await OfAsync(snapshot, requests, cancellation);
    }

    /// <summary>Those called in <c>[from, to)</c>, in the order of time; null if there is no such account in the scope.</summary>
    public async Task<IReadOnlyList<ReportedCharge>?> BetweenAsync(
        AccessScope scope, string slug, Instant from, Instant to, CancellationToken cancellation = default)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { } snapshot)
            return null;

        await using var context = await reader.BeginAsync(cancellation);
        return SqliteCharges.Between(AccountReader.ConnectionOf(context), snapshot.Account.Id, from, to);
    }

    /// <summary>The instants of the first and the last; null if there are none, or no such account in the scope.</summary>
    public async Task<(Instant First, Instant Last)?> RangeAsync(AccessScope scope, string slug, CancellationToken cancellation = default)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { } snapshot)
            return null;

        await using var context = await reader.BeginAsync(cancellation);
        return SqliteCharges.Range(AccountReader.ConnectionOf(context), snapshot.Account.Id);
    }

    internal async Task<Dictionary<string, ReportedCharge>> OfAsync(AccountSnapshot snapshot, IEnumerable<string> requests, CancellationToken cancellation)
    {
        await using var context = await reader.BeginAsync(cancellation);
        return SqliteCharges.Of(AccountReader.ConnectionOf(context), snapshot.Account.Id, requests);
    }
}
