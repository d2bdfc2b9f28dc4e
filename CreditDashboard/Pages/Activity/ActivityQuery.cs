using System.Collections.Immutable;
using System.Globalization;
using CreditDashboard.Components;
using CreditDashboard.Components.Activities;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;

namespace CreditDashboard.Pages.Activity;

/// <summary>What the Activity page is showing. The address is its only copy.</summary>
public sealed record ActivityQuery(LedgerFilter Filter) : ILedgerQuery
{
    public ActivitySide Side { get; init; }

    /// <summary>Only the rows behind this bar of the bridge; null is every row.</summary>
    public BridgeKey? Bar { get; init; }

    /// <summary>Whose count that bridge begins with, by their opaque ids; none is everyone.</summary>
    public ImmutableArray<string> Counted { get; init; } = [];

    /// <summary>Only the rows of this finding, by its key; empty is every row.</summary>
    public string Finding { get; init; } = "";

    /// <summary>Only reveals that came back so (<see cref="Completeness"/>), and what was charged for them; null is every row.</summary>
    public string? Found { get; init; }

    /// <summary>An id, or a part of one.</summary>
    public string Text { get; init; } = "";

    /// <summary>The row whose evidence is open (<see cref="RowToken"/>), empty if none.</summary>
    public string Row { get; init; } = "";

    /// <summary>The rows below this position.</summary>
    public Position? Older { get; init; }

    /// <summary>The rows above this position; the page begins with the newest without either.</summary>
    public Position? Newer { get; init; }

    public static ActivityQuery Parse(LedgerFilter filter, string? side, string? text, string? row, string? older, string? newer) => new(filter)
    {
        Side = side switch { "deductions" => ActivitySide.Deductions, "reveals" => ActivitySide.Reveals, _ => ActivitySide.All },
        Text = text?.Trim() ?? "",
        Row = row?.Trim() ?? "",
        Older = Position(older),
        Newer = Position(newer),
    };

    /// <summary>The same, of the rows behind a bar of the bridge.</summary>
    public ActivityQuery Of(string? bar, string[]? counted) => BridgeKey.TryParse(bar?.Trim() ?? "", out var key)
        ? this with { Bar = key, Counted = LedgerFilter.Listed(counted) }
        : this;

    /// <summary>The same, of the rows of a finding, or of those that came back in one way.</summary>
    public ActivityQuery Picking(string? finding, string? found) => this with { Finding = finding?.Trim() ?? "", Found = Completeness.Parse(found) };

    /// <summary>Reads the address of a request for all rows: where the page stands, and what is open on it, is not asked.</summary>
    /// <param name="valuesOf">The values that stand in the address under a name; none if it is absent.</param>
    public static ActivityQuery Parse(Func<string, string[]> valuesOf) =>
        Parse(LedgerFilter.Parse(valuesOf), valuesOf("side").FirstOrDefault(), valuesOf("id").FirstOrDefault(), null, null, null)
            .Of(valuesOf("bar").FirstOrDefault(), valuesOf("count")).Picking(valuesOf("finding").FirstOrDefault(), valuesOf("found").FirstOrDefault());

    public bool IsNarrowed => Filter.IsNarrowed || Text.Length > 0 || Bar is not null || Finding.Length > 0 || Found is not null;

    public string ToUri() => Links.Of(
        Links.Activity,
        Filter,
        [
            new("bar", Bar?.Slug),
            .. Counted.Select(user => new KeyValuePair<string, string?>("count", user)),
            new("finding", Finding),
            new("found", Found),
            new("side", Side == ActivitySide.All ? null : Side.ToString().ToLowerInvariant()),
            new("id", Text),
            new("older", Cursor(Older)),
            new("newer", Cursor(Newer)),
            new("row", Row),
        ]);

    /// <summary>From the newest row on; what was open or paged belongs to the rows before.</summary>
    public ActivityQuery Anew() => this with { Older = null, Newer = null, Row = "" };

    public string To(LedgerFilter filter) => (Anew() with { Filter = filter }).ToUri();

    /// <summary>The same window without any filter.</summary>
    public string Unfiltered() => (Anew() with { Filter = Filter.Everyone(), Text = "", Bar = null, Counted = [], Finding = "", Found = null }).ToUri();

    public string WithoutBar() => (Anew() with { Bar = null, Counted = [] }).ToUri();

    public string WithoutFinding() => (Anew() with { Finding = "" }).ToUri();

    public string WithoutFound() => (Anew() with { Found = null }).ToUri();

    public string WithRow(string row) => (this with { Row = row }).ToUri();

    static string? Cursor(Position? position) =>
        position is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Ticks:x}-{at.Tie:x16}") : null;

    static Position? Position(string? text) =>
        text?.Split('-') is [var ticks, var tie]
        && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at)
        && ulong.TryParse(tie, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var among)
            ? new Position(at, among)
            : null;
}
