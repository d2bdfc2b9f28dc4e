using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>
/// Brings an account from the store into memory, all of it as of one moment. The verdicts are made anew by the same function whose results
/// are stored: <see cref="StoreCheck"/> compares the two.
/// </summary>
public sealed class AccountReader(IDbContextFactory<StoreContext> contexts, IOptions<StoreOptions> options)
{
    readonly Channels _channels = new(options.Value.MoreIntegrations);

    /// <inheritdoc cref="ReadAsync(StoreContext, long, Judgement?, CancellationToken)"/>
    internal async Task<AccountSnapshot?> ReadAsync(long accountId, Judgement? known, CancellationToken cancellation)
    {
        await using var context = await BeginAsync(cancellation);
        return await ReadAsync(context, accountId, known, cancellation);
    }

    /// <summary>A context in one read transaction, which ends with it: all that is read through it is of one moment.</summary>
    internal async Task<StoreContext> BeginAsync(CancellationToken cancellation)
    {
        var context = await contexts.CreateDbContextAsync(cancellation);
        await context.Database.OpenConnectionAsync(cancellation);
        await context.Database.UseTransactionAsync(ConnectionOf(context).BeginTransaction(deferred: true), cancellation);
        return context;
    }

    internal static SqliteConnection ConnectionOf(StoreContext context) => (SqliteConnection)context.Database.GetDbConnection();

    /// <summary>Null if there is no such account.</summary>
    /// <param name="context">In a read transaction.</param>
    /// <param name="known">The judgement of the account's current version, if the caller has it.</param>
    internal async Task<AccountSnapshot?> ReadAsync(
        StoreContext context, long accountId, Judgement? known, CancellationToken cancellation)
    {
        var found = await context.Accounts.AsNoTracking()
            .Where(row => row.Id == accountId)
            .Select(row => new { Account = row, JudgedBy = EF.Property<int>(row, Columns.JudgedBy) })
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;

        var grants = await context.Grants.AsNoTracking().Where(row => row.AccountId == accountId).ToListAsync(cancellation);
        var lastImport = await context.Imports.Where(row => row.AccountId == accountId && row.WithdrawnAt == null).MaxAsync(row => (Instant?)row.At, cancellation);
        var refused = await context.RefusedRows.AsNoTracking().Where(row => row.AccountId == accountId).OrderBy(row => row.Number).ToListAsync(cancellation);
        var rows = new SqliteRowReader(ConnectionOf(context), accountId, found.Account.Version);
        var userIds = rows.UserIds();
        var judgement = known ?? Judged(rows.Rows(), await RulesAsync(context, found.Account, cancellation), refused);
        var (totals, digests) = await VendorFiguresReader.TotalsAsync(context, accountId, cancellation);
        return new AccountSnapshot(
            found.Account,
            judgement,
            [.. grants.OrderBy(grant => grant.PostedAt).ThenBy(grant => grant.Id, StringComparer.Ordinal)],
            refused,
            userIds,
            lastImport,
            found.JudgedBy != Judge.RulesVersion)
        {
            UserDetails = totals.Among(judgement.Rows.Names),
            ControlTotals = totals,
            ReportDigests = digests,
            Balances = await VendorFiguresReader.BalancesAsync(context, accountId, cancellation),
        };
    }

    static Judgement Judged(AccountRows rows, AccountRules rules, List<RefusedRow> refused) =>
        Judge.Of(rows, rules with { Refused = [.. refused.Where(row => row.IsOpen(rows))] });

    async Task<AccountRules> RulesAsync(StoreContext context, Account account, CancellationToken cancellation)
    {
        var anchors = await context.Anchors.Where(row => row.AccountId == account.Id).Select(row => row.At).ToListAsync(cancellation);
        var cards = await context.CardAssignments.AsNoTracking().Where(row => row.AccountId == account.Id).ToListAsync(cancellation);
        var coverages = await CoveragesAsync(context, account.Id, null, cancellation);
        var pins = await context.Pins.AsNoTracking().Where(row => row.AccountId == account.Id).ToListAsync(cancellation);
        var zone = DateTimeZoneProviders.Tzdb[account.TimeZone];
        var schedule = new CardSchedule(cards, await RateCards.PricingAsync(context, cards, cancellation));
        return new AccountRules(new CycleCalendar(zone, account.Period, anchors), schedule, _channels, coverages)
        {
            Pins = [.. pins.OrderBy(pin => pin.Reveal, StringComparer.Ordinal).ThenBy(pin => pin.Deduction, StringComparer.Ordinal)],
        };
    }

    /// <summary>What the imports that stand declare complete.</summary>
    /// <param name="without">One more that is taken not to stand.</param>
    internal static async Task<IReadOnlyList<DeclaredCoverage>> CoveragesAsync(
        StoreContext context, long accountId, long? without, CancellationToken cancellation)
    {
        var standing = await context.Coverages.AsNoTracking()
            .Where(row => row.AccountId == accountId && EF.Property<long>(row, Columns.Version) != (without ?? -1) && !context.Imports.Any(
                import => import.AccountId == row.AccountId && import.Version == EF.Property<long>(row, Columns.Version) && import.WithdrawnAt != null))
            .OrderBy(row => row.Side).ThenBy(row => row.From).ThenBy(row => row.To)
            .ToListAsync(cancellation);
        return [.. standing.DistinctBy(row => (row.Side, row.From, row.To))];
    }
}
