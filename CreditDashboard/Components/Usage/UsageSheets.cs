using CreditDashboard.Components.Exports;

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
        List<Sheet> sheets = [about.Sheet, ByChannel(report), ByUser(report), Chart(report), Bridge(report.Bridge, report.In)];
        if (report.Pivot is { } pivot)
            sheets.Add(Pivot(pivot, report.In));
        sheets.AddRange([Verdicts(report), Disputable(report), Conversation(report.Conversation)]);
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
                rows.Add([kind, row.Name, row.Deductions, Cell.Of(row.Credits, report.In), Cell.Share(row.Credits, report.Used), Cell.Of(row.Change, report.In), Cell.Of(row.InQuestion, report.In)]);
        }

        return new("By channel", ["Kind", "Channel", "Rows", report.In.Head, "Share", "Change", "To dispute"], rows, Total(rows, 2));
    }

    static Sheet ByUser(CreditUsageReport report)
    {
        List<IReadOnlyList<Cell>> rows =
        [
            .. report.ByUser.Select(row => (IReadOnlyList<Cell>)
                [row.Name, row.Title, row.Group, row.Tag, row.Deductions, Cell.Of(row.Credits, report.In), Cell.Share(row.Credits, report.Used), Cell.Of(row.Change, report.In), Cell.Of(row.InQuestion, report.In)]),
        ];
        return new("By user", ["User", "E-mail", "Group", "Note", "Rows", report.In.Head, "Share", "Change", "To dispute"], rows, Total(rows, 4));
    }

    /// <summary>The chart's table. Where it runs up, the last row of a column is its total.</summary>
    static Sheet Chart(CreditUsageReport report)
    {
        var (chart, zone, amounts) = (report.Chart, report.Window.Zone, report.In);
        IEnumerable<string> ahead = chart.Forecast is null ? [] : ["Still expected"];
        IEnumerable<string> line = chart.Line is { } before ? [before.Name] : [];
        List<IReadOnlyList<Cell>> rows =
        [
            .. chart.Buckets.Select((bucket, place) => (IReadOnlyList<Cell>)
            [
                bucket.Title, Cell.Of(bucket.From, zone), .. chart.Series.Select(series => Cell.Of(series.Values[place], amounts)), Cell.Of(chart.TotalOf(place), amounts),
                .. ahead.Select(_ => Cell.Of(chart.Forecast!.At(place), amounts)),
                .. line.Select(_ => place < chart.Line!.Values.Count ? Cell.Of(chart.Line.Values[place], amounts) : default),
            ]),
        ];
        if (chart.Line is { Beyond: not 0 } longer)
            rows.Add([$"Beyond the last {chart.Step.ToLowerInvariant()}", default, .. chart.Series.Select(_ => default(Cell)), default, .. ahead.Select(_ => default(Cell)), Cell.Of(longer.Beyond, amounts)]);
        return new(
            $"Per {chart.Step.ToLowerInvariant()}{(chart.RunsUp ? ", so far" : "")}",
            [chart.Step, $"Begins ({zone.Id})", .. chart.Series.Select(series => series.Name), "Total", .. ahead, .. line],
            rows,
            ["Total", default, .. chart.Series.Select(series => Cell.Of(series.Total, amounts)), Cell.Of(chart.Total, amounts), .. ahead.Select(_ => Cell.Of(chart.Forecast!.Values.Sum(), amounts)), .. line.Select(_ => Cell.Of(chart.Line!.Total, amounts))]);
    }

    static Sheet Bridge(BridgeView bridge, Amounts amounts) => new(
        "Bridge", ["Step", "Why the number is higher", amounts.Head],
        [.. Numbered(bridge.Lines).Select(line => (IReadOnlyList<Cell>)[line.Number, line.Line.Label, Cell.Of(line.Line.Credits, amounts)])],
        [default, "The whole account", Cell.Of(bridge.Total, amounts)]);

    static Sheet Pivot(PivotView pivot, Amounts amounts) => new(
        "Pivot", [$"{FieldWords.Name(pivot.RowField)} and {FieldWords.Word(pivot.ColumnField)}", .. pivot.Heads, "Total"],
        [.. pivot.Rows.Select(row => (IReadOnlyList<Cell>)[row.Title ?? row.Name, .. row.Cells.Append(row.Total).Select(cell => Cell.Of(cell.Credits, amounts))])],
        ["Total", .. pivot.Totals.Select(cell => Cell.Of(cell.Credits, amounts))]);

    static Sheet Verdicts(CreditUsageReport report)
    {
        List<IReadOnlyList<Cell>> rows = [.. report.Verdicts.Select(verdict => (IReadOnlyList<Cell>)[Dispositions.Word(verdict.Disposition), Cell.Of(verdict.Credits, report.In)])];
        return new("Verdicts", ["Verdict on these credits", report.In.Head], rows, Total(rows, 1));
    }

    static Sheet Disputable(CreditUsageReport report)
    {
        var disputable = report.Disputable;
        List<IReadOnlyList<Cell>> rows = [.. disputable.Codes.Select(code => (IReadOnlyList<Cell>)[Core.Verdicts.VerdictCodes.Title(code.Code), (long)code.Rows, Cell.Of(code.Credits, report.In)])];
        return new("Open to dispute", ["Why", "Rows", report.In.Head], rows, ["Total", (long)disputable.Rows, Cell.Of(disputable.Credits, report.In)]);
    }

    static Sheet Conversation(Conversation used) => new(
        "Conversation credits", ["Channel", used.In.Head, "Change"],
        [.. used.Channels.Select(part => (IReadOnlyList<Cell>)[part.Name, Cell.Of(part.Credits, used.In), Cell.Of(part.Change, used.In)])],
        ["Total", Cell.Of(used.Used, used.In), Cell.Of(used.Change, used.In)]);

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
        return ["Total", .. Enumerable.Range(1, texts - 1).Select(_ => default(Cell)), .. Enumerable.Range(texts, columns - texts).Select(column => Cell.Sum([.. rows.Select(row => row[column])]))];
    }
}
