using System.Collections.Frozen;
using CreditDashboard.Core.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Data;

/// <summary>Reads what the vendor says of an account, as far as the imports that brought it stand.</summary>
static class VendorFiguresReader
{
    /// <summary>The usage reports, of which each month takes the last: a report that others replaced in every month is not read.</summary>
    public static async Task<(ControlTotals Totals, IReadOnlySet<string> Digests)> TotalsAsync(StoreContext context, long account, CancellationToken cancellation)
    {
        var rows = await Standing(context, account)
            .OrderBy(row => row.Version).ThenBy(row => row.Number)
            .Select(row => new { row.Version, row.TakenAt, row.Months, row.Digest })
            .ToListAsync(cancellation);
        if (rows.Count == 0)
            return (ControlTotals.None, FrozenSet<string>.Empty);

        // The first time that a report came counts: brought once more, it does not stand in front of a newer one.
        var first = rows.DistinctBy(row => row.Digest).ToList();
        var reports = new List<ImportedReport>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Enumerable.Reverse(first))
        {
            var isNewest = false;
            foreach (var month in row.Months.Split(' '))
                isNewest |= taken.Add(month);
            if (isNewest)
                reports.Insert(0, new(row.Version, row.TakenAt, UsageReportDocument.Read(await DocumentAsync(context, account, row.Digest, cancellation))));
        }

        return (new ControlTotals(reports), first.Select(row => row.Digest).ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>The snapshots in the order of their instants, each capture once.</summary>
    public static async Task<IReadOnlyList<BalanceSnapshot>> BalancesAsync(StoreContext context, long account, CancellationToken cancellation)
    {
        var rows = await context.BalanceSnapshots.AsNoTracking()
            .Where(row => row.AccountId == account && !context.Imports.Any(import => import.AccountId == row.AccountId && import.Version == row.Version && import.WithdrawnAt != null))
            .OrderBy(row => row.Version).ThenBy(row => row.Number)
            .ToListAsync(cancellation);
        return [.. rows.DistinctBy(row => row.Digest).OrderBy(row => row.At).ThenBy(row => row.Version).ThenBy(row => row.Number)];
    }

    public static IQueryable<UsageReportRow> Standing(StoreContext context, long account) => context.UsageReports.AsNoTracking()
        .Where(row => row.AccountId == account && !context.Imports.Any(import => import.AccountId == row.AccountId && import.Version == row.Version && import.WithdrawnAt != null));

    static async Task<byte[]> DocumentAsync(StoreContext context, long account, string digest, CancellationToken cancellation)
    {
        var packed = await context.UsageReports.AsNoTracking()
            .Where(row => row.AccountId == account && row.Digest == digest && row.Document != null)
            .OrderBy(row => row.Version).ThenBy(row => row.Number)
            .Select(row => row.Document)
            .FirstAsync(cancellation);
        return SealDocument.Decompress(packed!);
    }
}
