using CreditDashboard.Components;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Pages.ControlTotals;

public sealed partial class ControlTotalsPage(ControlTotalsReader reader) : AccountPage<ControlTotalsReport>
{
    static readonly YearMonthPattern Named = YearMonthPattern.CreateWithInvariantCulture("MMMM uuuu");

    ControlTotalsQuery _query = default!;

    [SupplyParameterFromQuery(Name = "month")]
    string? Month { get; set; }

    protected override string Ask()
    {
        _query = ControlTotalsQuery.Parse(Account, Month);
        return _query.ToUri();
    }

    protected override Task<ControlTotalsReport?> ReadAsync(string personId, CancellationToken ct) => reader.ReadAsync(personId, _query, ct);

    static string NameOf(YearMonth month) => Named.Format(month);

    static string NameOf(UsageMeasure measure) => measure switch
    {
        UsageMeasure.Phone => "Phone",
        UsageMeasure.Email => "E-mail",
        UsageMeasure.ApiSearch => "API search",
        _ => "API company enrichment",
    };

    static string? MonthHref(ControlTotalsReport report, int step) =>
        report.Months.Select(month => month.Month.Month).ToList() is var months && months.IndexOf(report.Check!.Month.Month) is >= 0 and var at
        && at - step >= 0 && at - step < months.Count ? Links.ControlTotalsOf(report.Account, ControlTotalsQuery.TextOf(months[at - step])) : null;

    /// <summary>What the figure of the report is held against, and what came of it.</summary>
    static string Compared(ControlCheck check) => ControlText.Gap(check.Total, check.HasLedger);
}
