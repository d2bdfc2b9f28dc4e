using System.Collections.Immutable;
using System.Globalization;
using CreditDashboard.Components;
using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Usage;

namespace CreditDashboard.Pages.CreditUsage;

/// <summary>What the Credit Usage page is showing. The address is its only copy.</summary>
public sealed record CreditUsageQuery(LedgerFilter Filter) : ILedgerQuery
{
    /// <summary>Whose count the bridge begins with, by their opaque ids, where the page is told.</summary>
    public ImmutableArray<string> Counted { get; init; } = [];

    /// <summary>The same, or else those whom the page is filtered by; none is everyone.</summary>
    public ImmutableArray<string> Counting => Counted.Length > 0 ? Counted : Filter.Users;

    const string Table = "table";
    const string All = "all";

    /// <summary>How many of a field have a line of their own, unless more are asked for.</summary>
    public const int TopDefault = 8;
    public const int TopMore = 20;

    /// <summary>The chart as a table of the same numbers.</summary>
    public bool AsTable { get; init; }

    /// <summary>What the chart's colours stand for, and the columns of the pivot.</summary>
    public UsageField By { get; init; } = UsageField.Channel;

    /// <summary>What the chart's bars are (<see cref="ChartChoice.Per"/>); empty is what fits the window.</summary>
    public string Per { get; init; } = "";

    /// <summary>A second field, which makes the rows of a table of two; null if there is none.</summary>
    public UsageField? Pivot { get; init; }

    /// <summary>Null is all.</summary>
    public int? Top { get; init; } = TopDefault;
    public ComparedWith Compare { get; init; }

    public ChartChoice ChartChoice => new(By, Per);

    public static CreditUsageQuery Parse(LedgerFilter filter, string? chart, string? by, string? per, string? pivot, string? top, string? compare) => new(filter)
    {
        AsTable = chart == Table,
        By = Field(by) ?? UsageField.Channel,
        Per = per is "hour" or "day" or "week" or "month" or "cycle" or ChartChoice.Cumulative ? per : "",
        Pivot = Field(pivot) is { } second && second != (Field(by) ?? UsageField.Channel) ? second : null,
        Top = top switch { All => null, "20" => TopMore, _ => TopDefault },
        Compare = compare switch { "before" => ComparedWith.Before, "none" => ComparedWith.None, _ => ComparedWith.SameDays },
    };

    /// <summary>Reads the address of a request.</summary>
    /// <param name="valuesOf">The values that stand in the address under a name; none if it is absent.</param>
    public static CreditUsageQuery Parse(Func<string, string[]> valuesOf)
    {
        return Parse(LedgerFilter.Parse(valuesOf), One("chart"), One("by"), One("per"), One("pivot"), One("top"), One("compare")) with { Counted = LedgerFilter.Listed(valuesOf("count")) };

        string? One(string name) => valuesOf(name).FirstOrDefault();
    }

    public string ToUri() => Links.Of(
        Links.CreditUsage, Filter,
        [
            new("compare", Compare switch { ComparedWith.Before => "before", ComparedWith.None => "none", _ => null }),
            new("by", By == UsageField.Channel ? null : By.Slug()),
            new("per", Per),
            new("pivot", Pivot?.Slug()),
            new("chart", AsTable ? Table : null),
            new("top", Top switch { null => All, TopDefault => null, { } more => more.ToString(CultureInfo.InvariantCulture) }),
            .. Counted.Select(user => new KeyValuePair<string, string?>("count", user)),
        ]);

    public string To(LedgerFilter filter) => (this with { Filter = filter }).ToUri();

    /// <summary>By another field; what the pivot had as rows cannot be its columns as well.</summary>
    public string ToField(UsageField by) => (this with { By = by, Pivot = Pivot == by ? null : Pivot }).ToUri();

    static UsageField? Field(string? slug) => UsageFields.TryParse(slug ?? "", out var field) && FieldWords.Breakdowns.Contains(field) ? field : null;
}
