using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// Credits by two fields at once: the cells of a row sum to it, those of a column to it, and both to the total, since what has no line of
/// its own stands in the other.
/// </summary>
public sealed class Pivot
{
    readonly Dictionary<(int Row, int Column), Credits> _cells = [];

    Pivot(ImmutableArray<RankedLine> rows, ImmutableArray<RankedLine> columns) => (Rows, Columns) = (rows, columns);

    public ImmutableArray<RankedLine> Rows { get; }
    public ImmutableArray<RankedLine> Columns { get; }
    public Credits Total => Ranking.Sum(Rows.Select(row => row.Credits));

    public Credits this[int row, int column] => _cells.GetValueOrDefault((row, column));

    /// <param name="report">A report by two fields: the first makes the rows, the second the columns.</param>
    public static Pivot Of(UsageReport report, int? rowsMax, int? columnsMax)
    {
        var pivot = new Pivot(Lines(report, 0, rowsMax), Lines(report, 1, columnsMax));
        var (rows, columns) = (Places(pivot.Rows), Places(pivot.Columns));
        foreach (var row in report.Rows)
        {
            var cell = (rows[row.Keys[0] ?? ""], columns[row.Keys[1] ?? ""]);
            pivot._cells[cell] = pivot._cells.GetValueOrDefault(cell) + row.Credits;
        }

        return pivot;
    }

    static ImmutableArray<RankedLine> Lines(UsageReport report, int field, int? max) =>
        Ranking.Of(report.Rows.GroupBy(row => row.Keys[field]).Select(key => (key.Key, Ranking.Sum(key.Select(row => row.Credits)))), max);

    static Dictionary<string, int> Places(ImmutableArray<RankedLine> lines) =>
        lines.SelectMany((line, place) => line.Keys.Select(key => (Key: key ?? "", Place: place))).ToDictionary(each => each.Key, each => each.Place, StringComparer.Ordinal);
}
