using CreditDashboard.Components;

namespace CreditDashboard.Pages.Windows;

/// <summary>What the page of windows side by side is showing. The address is its only copy.</summary>
public sealed record WindowsQuery(LedgerFilter Filter) : ILedgerQuery
{
    public string ToUri() => To(Filter);

    public string To(LedgerFilter filter) => Links.Of(Links.Windows, filter);
}
