using CreditDashboard.Components;

namespace CreditDashboard.Pages.CreditUsage;

/// <summary>What the Credit Usage page is showing. The address is its only copy.</summary>
/// <param name="AsTable">The chart as a table of the same numbers.</param>
/// <param name="AllUsers">Every user, not only those who took the most.</param>
public sealed record CreditUsageQuery(LedgerFilter Filter, bool AsTable = false, bool AllUsers = false) : ILedgerQuery
{
    const string Table = "table";
    const string All = "all";

    public static CreditUsageQuery Parse(LedgerFilter filter, string? chart, string? top) => new(filter, chart == Table, top == All);

    public string ToUri() => Links.Of(Links.CreditUsage, Filter, new("chart", AsTable ? Table : null), new("top", AllUsers ? All : null));

    public string To(LedgerFilter filter) => (this with { Filter = filter }).ToUri();
}
