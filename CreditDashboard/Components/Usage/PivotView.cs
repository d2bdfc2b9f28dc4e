using System.Collections.Immutable;
using CreditDashboard.Core.Usage;

namespace CreditDashboard.Components.Usage;

/// <summary>A figure and the rows behind it; no address holds those of too many values.</summary>
public sealed record PivotCell(long Credits, string? Href);

public sealed record PivotRow(string Name, string? Title, IReadOnlyList<PivotCell> Cells, PivotCell Total);

/// <summary>Credits by two fields, as a table.</summary>
/// <param name="Heads">One for each column.</param>
/// <param name="Totals">Of each column, then of all.</param>
public sealed record PivotView(
    UsageField RowField, UsageField ColumnField, IReadOnlyList<string> Heads, IReadOnlyList<PivotRow> Rows, IReadOnlyList<PivotCell> Totals)
{
    const int ColumnsMax = 7;

    internal static PivotView Of(UsageReading reading, UsageField rowField, UsageField columnField, int? top, UsageLinks links)
    {
        var pivot = Pivot.Of(reading.By([rowField, columnField]), top, ColumnsMax);
        var (rowFilters, columnFilters) = (Values(pivot.Rows, rowField), Values(pivot.Columns, columnField));
        return new(
            rowField, columnField,
            [.. pivot.Columns.Select(column => NameOf(columnField, column))],
            [
                .. pivot.Rows.Select((row, place) => new PivotRow(
                    NameOf(rowField, row), row.IsOther ? null : FieldWords.Title(rowField, row.Key),
                    [.. pivot.Columns.Select((_, column) => new PivotCell(pivot[place, column].Count, Rows(rowFilters[place], columnFilters[column])))],
                    new PivotCell(row.Credits.Count, Rows(rowFilters[place], [])))),
            ],
            [.. pivot.Columns.Select((column, place) => new PivotCell(column.Credits.Count, Rows([], columnFilters[place]))), new PivotCell(pivot.Total.Count, Rows([], []))]);

        // An empty list asks for everything, as in an address.
        string? Rows(ImmutableArray<string> rows, ImmutableArray<string> columns) =>
            rows.Length + columns.Length > UsageLinks.ValuesMax ? null
            : Links.Of(Links.Activity, Narrowed(Narrowed(links.Filter, rowField, rows), columnField, columns));

        List<ImmutableArray<string>> Values(ImmutableArray<RankedLine> lines, UsageField field) =>
            [.. lines.Select(line => line.Keys.Select(key => FieldWords.Value(reading.Ledger, field, key)).ToImmutableArray())];
    }

    static LedgerFilter Narrowed(LedgerFilter filter, UsageField field, ImmutableArray<string> values) => values.IsEmpty ? filter : filter.With(field, values);

    static string NameOf(UsageField field, RankedLine line) => line.IsOther ? FieldWords.Others(field, line.Keys.Length) : FieldWords.Text(field, line.Key);
}
