using CreditDashboard.Components;
using CreditDashboard.Components.Usage;
using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Pages.CreditUsage;

public sealed partial class CreditUsagePage(CreditUsageReader reader) : LedgerPage<CreditUsageQuery, CreditUsageReport>
{
    [SupplyParameterFromQuery(Name = "chart")]
    string? Chart { get; set; }

    [SupplyParameterFromQuery(Name = "top")]
    string? Top { get; set; }

    [SupplyParameterFromQuery(Name = "count")]
    string[]? Counted { get; set; }

    protected override CreditUsageQuery Parse(LedgerFilter filter) => CreditUsageQuery.Parse(filter, Chart, Top) with { Counted = LedgerFilter.Listed(Counted) };

    protected override Task<CreditUsageReport?> ReadAsync(string personId, CancellationToken ct) => reader.ReadAsync(personId, Query, ct);

    void Show(LedgerFilter filter) => Navigation.NavigateTo(Query.To(filter));

    void Count(IReadOnlyList<string> users) => Navigation.NavigateTo((Query with { Counted = [.. users] }).ToUri());

    string Discrepancies(string? code = null) => Links.Of(Links.Discrepancies, Query.Filter, new KeyValuePair<string, string?>("code", code));

    string Activity(string disposition) => Links.Of(Links.Activity, Query.Filter, new KeyValuePair<string, string?>("code", disposition));
}
