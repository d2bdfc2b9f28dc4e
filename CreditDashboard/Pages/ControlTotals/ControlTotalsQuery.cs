using CreditDashboard.Components;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Pages.ControlTotals;

/// <summary>What the Control totals page is showing. The address is its only copy.</summary>
/// <param name="Month">Null for the newest.</param>
public sealed record ControlTotalsQuery(string? Account, YearMonth? Month)
{
    static readonly YearMonthPattern Pattern = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    /// <summary>Reads an address; a month that cannot be read is the newest.</summary>
    public static ControlTotalsQuery Parse(string? account, string? month) =>
        new(account?.Trim() ?? "", Pattern.Parse(month?.Trim() ?? "") is { Success: true } read ? read.Value : null);

    public string ToUri() => Links.ControlTotalsOf(Account, Month is { } month ? TextOf(month) : null);

    public static string TextOf(YearMonth month) => Pattern.Format(month);
}
