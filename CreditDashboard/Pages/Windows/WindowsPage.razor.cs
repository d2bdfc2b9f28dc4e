using CreditDashboard.Components;

namespace CreditDashboard.Pages.Windows;

public sealed partial class WindowsPage(WindowsReader reader) : LedgerPage<WindowsQuery, WindowsReport>
{
    protected override WindowsQuery Parse(LedgerFilter filter) => new(filter);

    protected override Task<WindowsReport?> ReadAsync(string personId, CancellationToken ct) => reader.ReadAsync(personId, Query, ct);
}
