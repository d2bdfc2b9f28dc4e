using CreditDashboard.Components;

namespace CreditDashboard.Pages.DataQuality;

/// <summary>What the Data quality page is showing. The address is its only copy.</summary>
public sealed record DataQualityQuery(LedgerFilter Filter) : ILedgerQuery
{
    public string ToUri() => Links.Of(Links.DataQuality, Filter);

    public string To(LedgerFilter filter) => (this with { Filter = filter }).ToUri();
}
