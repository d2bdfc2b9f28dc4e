using CreditDashboard.Components;
using CreditDashboard.Components.Usage;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Pages.Windows;

/// <summary>What the page of windows side by side shows.</summary>
public sealed record WindowsReport(string Account, string AccountName, WindowView Window, LedgerOptions Options, bool IsEmpty, WindowsView Beside, Amounts In) : ILedgerReport;

public sealed class WindowsReader(LedgerReader ledgers, CostDesk costs, TimeProvider time)
{
    /// <summary>The report, or null if there is no such account for this person.</summary>
    public async Task<WindowsReport?> ReadAsync(string personId, WindowsQuery query, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, query.Filter.Account, ct) is not { } ledger)
            return null;

        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var window = WindowView.Read(query.Filter.Window, ledger.Cycles, now);
        var amounts = Amounts.Of(await costs.ReadAsync(ledger, ct), query.Filter, window.Window, now);
        var reading = new UsageReading(ledger, query.Filter with { Account = ledger.Account.Slug }, window.Window, now, amounts.Costs);
        var beside = WindowsView.Of(reading);
        return new(ledger.Account.Slug, ledger.Account.Name, window, LedgerOptions.Of(ledger), ledger.Rows.Deductions.Length == 0, beside,
            amounts with { Unstated = beside.Columns.Select(column => column.Unstated).FirstOrDefault(each => each.IsSome) });
    }
}
