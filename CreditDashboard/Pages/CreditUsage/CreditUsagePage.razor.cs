using CreditDashboard.Components;
using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Usage;
using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Pages.CreditUsage;

public sealed partial class CreditUsagePage(CreditUsageReader reader) : LedgerPage<CreditUsageQuery, CreditUsageReport>
{
    [SupplyParameterFromQuery(Name = "chart")]
    string? Chart { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    string? By { get; set; }

    [SupplyParameterFromQuery(Name = "per")]
    string? Per { get; set; }

    [SupplyParameterFromQuery(Name = "pivot")]
    string? Pivot { get; set; }

    [SupplyParameterFromQuery(Name = "top")]
    string? Top { get; set; }

    [SupplyParameterFromQuery(Name = "compare")]
    string? Compare { get; set; }

    [SupplyParameterFromQuery(Name = "count")]
    string[]? Counted { get; set; }

    protected override CreditUsageQuery Parse(LedgerFilter filter) =>
        CreditUsageQuery.Parse(filter, Chart, By, Per, Pivot, Top, Compare) with { Counted = LedgerFilter.Listed(Counted) };

    protected override Task<CreditUsageReport?> ReadAsync(string personId, CancellationToken ct) => reader.ReadAsync(personId, Query, ct);

    /// <summary>The page with the window's two ends, which shows the same tomorrow.</summary>
    string Fixed(CreditUsageReport report) => Query.To(Query.Filter with { Window = report.Window.Fixed });

    UsageAbout About(CreditUsageReport report) => new(report, Query.Filter, Query.Counting, Fixed(report));

    List<(string Text, string Note, string Href)> Files =>
    [
        ("Excel workbook", ".xlsx", Links.File(Links.CreditUsageWorkbook, Query.ToUri())),
        ("CSV, one file a table", ".zip", Links.File(Links.CreditUsageCsv, Query.ToUri())),
    ];

    string Discrepancies(string? code) =>
        Links.Of(Links.Discrepancies, Query.Filter.With(UsageField.Verdict, []), new KeyValuePair<string, string?>("code", code));

    void Count(IReadOnlyList<string> users) => Navigation.NavigateTo((Query with { Counted = [.. users] }).ToUri());

    static IReadOnlyList<int?> Tops { get; } = [CreditUsageQuery.TopDefault, CreditUsageQuery.TopMore, null];

    static string TopText(int? top) => top is { } count ? Words.Count(count) : "all";

    List<(string Text, string Href)> Comparisons(WindowView window) =>
        [.. UsageChange.Choices(window).Select(choice => (choice.Name, (Query with { Compare = choice.With }).ToUri()))];

    // Of a window that is over, the same days are all of them.
    string Compared(WindowView window) =>
        UsageChange.Choices(window).FirstOrDefault(choice => choice.With == Query.Compare, UsageChange.Choices(window)[0]).Name;
}
