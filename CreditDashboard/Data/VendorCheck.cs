using System.Text.Json;
using CreditDashboard.Core.Ledger;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>Re-checks what the vendor's files said: each document against its digest, and the columns beside it against the document.</summary>
static class VendorCheck
{
    /// <summary>The first that is not as it was imported, as a sentence; null if all are.</summary>
    public static async Task<string?> FirstBrokenAsync(StoreContext context, Account account, CancellationToken cancellation) =>
        await ReportAsync(context, account, cancellation) ?? await BalanceAsync(context, account, cancellation);

    static async Task<string?> ReportAsync(StoreContext context, Account account, CancellationToken cancellation)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        var reports = context.UsageReports.AsNoTracking().Where(row => row.AccountId == account.Id).OrderBy(row => row.Version).ThenBy(row => row.Number);
        await foreach (var report in reports.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (Problem(report, held) is { } problem)
                return $"The usage report of import {report.Version} of {account.Slug} {problem}";
        }

        return null;
    }

    static string? Problem(UsageReportRow report, HashSet<string> held)
    {
        if (report.Document is null)
            return held.Contains(report.Digest) ? null : "is not there: no earlier one holds its document.";

        held.Add(report.Digest);
        try
        {
            var document = SealDocument.Decompress(report.Document);
            return SealDocument.HashOf(document) != report.Digest ? "is not the one that was imported."
                : string.Join(' ', UsageReportDocument.Read(document).Months.Select(UsageReportDocument.TextOf)) != report.Months ? "holds other months than it says."
                : null;
        }
        catch (InvalidDataException)
        {
            return "cannot be read.";
        }
    }

    static async Task<string?> BalanceAsync(StoreContext context, Account account, CancellationToken cancellation)
    {
        var balances = context.BalanceSnapshots.AsNoTracking().Where(row => row.AccountId == account.Id).OrderBy(row => row.Version).ThenBy(row => row.Number);
        await foreach (var balance in balances.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (!IsAsImported(balance, DateTimeZoneProviders.Tzdb[account.TimeZone]))
                return $"The account snapshot {balance.Number} of import {balance.Version} of {account.Slug} is not the one that was imported.";
        }

        return null;
    }

    static bool IsAsImported(BalanceSnapshot stored, DateTimeZone zone)
    {
        try
        {
            using var document = JsonDocument.Parse(stored.Document);
            return BalanceDocument.Read(document.RootElement, stored.IsTimeGiven ? stored.At : null, stored.At, zone).Snapshot is { } read
                && read.Digest == stored.Digest && read.Document == stored.Document
                && (read.Total, read.Used, read.Remaining, read.PlanStart, read.PlanEnd) == (stored.Total, stored.Used, stored.Remaining, stored.PlanStart, stored.PlanEnd)
                && (read.Category, read.RenewalType) == (stored.Category, stored.RenewalType);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
