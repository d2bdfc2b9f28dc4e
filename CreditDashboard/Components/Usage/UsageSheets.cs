using CreditDashboard.Components.Exports;
using NodaTime;

namespace CreditDashboard.Components.Usage;

/// <summary>
/// The tables of Credit Usage as sheets, with the page's own figures: they are taken from the report that the page shows, and nothing is
/// summed anew. Subtotals of channels are a column here, so that a sum over a column is its total.
/// </summary>
public static class UsageSheets
{
    public static IReadOnlyList<Sheet> Of(UsageAbout about)
    {
        var report = about.Report;
        List<Sheet> sheets = [about.Sheet, ByChannel(report), ByUser(report), Chart(report.Chart, report.Window.Zone), Bridge(report.Bridge)];
        if (report.Pivot is { } pivot)
            sheets.Add(Pivot(pivot));
        sheets.AddRange([Verdicts(report), Disputable(report.Disputable), Conversation(report)]);
        return sheets;
    }

    static Sheet ByChannel(CreditUsageReport report)
    {
        var kind = "";
        List<IReadOnlyList<Cell>> rows = [];
        foreach (var row in report.ByChannel)
        {
            if (row.IsSubtotal || !row.IsWithin)
                kind = row.Name;
            if (!row.IsSubtotal)
                rows.Add([kind, row.Name, row.Deductions, row.Credits, Cell.Share(row.Credits, report.Used), row.Change, row.InQuestion]);
        }

        return new("By channel", ["Kind", "Channel", "Rows", "Credits", "Share", "Change", "To dispute"], rows, Total(rows, 2));
    }

    static Sheet ByUser(CreditUsageReport report)
    {
        List<IReadOnlyList<Cell>> rows =
        [
            .. report.ByUser.Select(row => (IReadOnlyList<Cell>)
                [row.Name, row.Title, row.Group, row.Tag, row.Deductions, row.Credits, Cell.Share(row.Credits, report.Used), row.Change, row.InQuestion]),
        ];
        return new("By user", ["User", "E-mail", "Group", "Note", "Rows", "Credits", "Share", "Change", "To dispute"], rows, Total(rows, 4));
    }

    /// <summary>The chart's table. Where it runs up, the last row of a column is its total.</summary>
    static Sheet Chart(ChartData chart, DateTimeZone zone)
    {
        IEnumerable<string> ahead = chart.Forecast is null ? [] : ["Still expected"];
        IEnumerable<string> line = chart.Line is { } before ? [before.Name] : [];
        List<IReadOnlyList<Cell>> rows =
        [
            .. chart.Buckets.Select((bucket, place) => (IReadOnlyList<Cell>)
            [
                bucket.Title, Cell.Of(bucket.From, zone), .. chart.Series.Select(series => (Cell)series.Values[place]), chart.TotalOf(place),
                .. ahead.Select(_ => (Cell)chart.Forecast!.At(place)),
                .. line.Select(_ => place < chart.Line!.Values.Count ? (Cell)chart.Line.Values[place] : default),
            ]),
        ];
        if (chart.Line is { Beyond: not 0 } longer)
            rows.Add([$"Beyond the last {chart.Step.ToLowerInvariant()}", default, .. chart.Series.Select(_ => default(Cell)), default, .. ahead.Select(_ => default(Cell)), longer.Beyond]);
        return new(
            $"Per {chart.Step.ToLowerInvariant()}{(chart.RunsUp ? ", so far" : "")}",
            [chart.Step, $"Begins ({zone.Id})", .. chart.Series.Select(series => series.Name), "Total", .. ahead, .. line],
            rows,
            ["Total", default, .. chart.Series.Select(series => (Cell)series.Total), chart.Total, .. ahead.Select(_ => (Cell)chart.Forecast!.Values.Sum()), .. line.Select(_ => (Cell)chart.Line!.Total)]);
    }

    static Sheet Bridge(BridgeView bridge) => new(
        "Bridge", ["Step", "Why the number is higher", "Credits"],
        [.. Numbered(bridge.Lines).Select(line => (IReadOnlyList<Cell>)[line.Number, line.Line.Label, line.Line.Credits])],
        [default, "The whole account", bridge.Total]);

    static Sheet Pivot(PivotView pivot) => new(
        "Pivot", [$"{FieldWords.Name(pivot.RowField)} and {FieldWords.Word(pivot.ColumnField)}", .. pivot.Heads, "Total"],
        [.. pivot.Rows.Select(row => (IReadOnlyList<Cell>)[row.Title ?? row.Name, .. row.Cells.Append(row.Total).Select(cell => (Cell)cell.Credits)])],
        ["Total", .. pivot.Totals.Select(cell => (Cell)cell.Credits)]);

    static Sheet Verdicts(CreditUsageReport report)
    {
        List<IReadOnlyList<Cell>> rows = [.. report.Verdicts.Select(verdict => (IReadOnlyList<Cell>)[Dispositions.Word(verdict.Disposition), verdict.Credits])];
        return new("Verdicts", ["Verdict on these credits", "Credits"], rows, Total(rows, 1));
    }

    static Sheet Disputable(Disputable disputable)
    {
        List<IReadOnlyList<Cell>> rows = [.. disputable.Codes.Select(code => (IReadOnlyList<Cell>)[Core.Verdicts.VerdictCodes.Title(code.Code), (long)code.Rows, code.Credits])];
        return new("Open to dispute", ["Why", "Rows", "Credits"], rows, ["Total", (long)disputable.Rows, disputable.Credits]);
    }

    static Sheet Conversation(CreditUsageReport report) => new(
        "Conversation credits", ["Channel", "Credits", "Change"],
        [.. report.Conversation.Channels.Select(part => (IReadOnlyList<Cell>)[part.Name, part.Credits, part.Change])],
        ["Total", report.Conversation.Used, report.Conversation.Change]);

    /// <summary>Each line with its step, also those below the first of one.</summary>
    static IEnumerable<(long Number, BridgeLine Line)> Numbered(IEnumerable<BridgeLine> lines)
    {
        var number = 0;
        foreach (var line in lines)
            yield return (number = line.Number == 0 ? number : line.Number, line);
    }

    /// <summary>Sums the columns of numbers; shares of a whole make the whole.</summary>
    static IReadOnlyList<Cell> Total(List<IReadOnlyList<Cell>> rows, int texts)
    {
        var columns = rows.Count == 0 ? texts : rows[0].Count;
        return ["Total", .. Enumerable.Range(1, texts - 1).Select(_ => default(Cell)), .. Enumerable.Range(texts, columns - texts).Select(Sum)];

        Cell Sum(int column) =>
            rows.All(row => row[column].Value is null) ? default
            : rows.Exists(row => row[column].IsShare) ? Cell.Share(1, 1)
            : rows.Sum(row => (long?)row[column].Value ?? 0);
    }
}
