using System.Collections.Immutable;
using CreditDashboard.Components;

namespace CreditDashboard.Pages.CreditUsage;

/// <summary>What the Credit Usage page is showing. The address is its only copy.</summary>
/// <param name="AsTable">The chart as a table of the same numbers.</param>
/// <param name="AllUsers">Every user, not only those who took the most.</param>
public sealed record CreditUsageQuery(LedgerFilter Filter, bool AsTable = false, bool AllUsers = false) : ILedgerQuery
{
    /// <summary>Whose count the bridge begins with, by their opaque ids, where the page is told.</summary>
    public ImmutableArray<string> Counted { get; init; } = [];

    /// <summary>The same, or else those whom the page is filtered by; none is everyone.</summary>
    public ImmutableArray<string> Counting => Counted.Length > 0 ? Counted : Filter.Users;

    const string Table = "table";
    const string All = "all";

    public static CreditUsageQuery Parse(LedgerFilter filter, string? chart, string? top) => new(filter, chart == Table, top == All);

    public string ToUri() => Links.Of(Links.CreditUsage, Filter, [new("chart", AsTable ? Table : null), new("top", AllUsers ? All : null), .. Counted.Select(user => new KeyValuePair<string, string?>("count", user))]);

    public string To(LedgerFilter filter) => (this with { Filter = filter }).ToUri();
}
