using System.Xml;
using NodaTime;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace CreditDashboard.Components.Exports;

/// <summary>Tables as an Excel workbook. A text is a cell of text and never a formula, whatever it begins with.</summary>
public static class Workbook
{
    public const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    const int NarrowWidth = 14;
    const int WideWidth = 34;

    const int DecimalsMax = Core.Rates.CreditCost.DecimalsMax;

    // What a cell can hold, to the library and to Excel.
    const int TextLengthMax = 32_767;

    public static async Task<byte[]> WriteAsync(IEnumerable<Sheet> sheets, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(body, cancellationToken: ct))
        {
            var (plain, strong) = (Forms.In(book, isStrong: false), Forms.In(book, isStrong: true));
            foreach (var sheet in sheets)
                await WriteAsync(book, sheet, plain, strong, ct);
            await book.FinishAsync(ct);
        }

        return body.ToArray();
    }

    static async Task WriteAsync(Spreadsheet book, Sheet sheet, Forms plain, Forms strong, CancellationToken ct)
    {
        var options = new WorksheetOptions { FrozenRows = 1 };
        for (var column = 0; column < sheet.Head.Count; column++)
            options.Column(column + 1).Width = sheet.Rows.Any(row => row[column].Value is string) ? WideWidth : NarrowWidth;

        await book.StartWorksheetAsync(sheet.Name, options, ct);
        await book.AddRowAsync([.. sheet.Head.Select(name => strong.Of(name))], ct);
        foreach (var row in sheet.Rows)
            await book.AddRowAsync([.. row.Select(plain.Of)], ct);
        if (sheet.Total is { } total)
            await book.AddRowAsync([.. total.Select(strong.Of)], ct);
    }

    /// <summary>How cells look, once in ordinary rows and once in heads and totals.</summary>
    sealed record Forms(StyleId Text, StyleId Count, StyleId Share, StyleId Time, IReadOnlyList<StyleId> Money)
    {
        public static Forms In(Spreadsheet book, bool isStrong)
        {
            return new(Style(null), Style("#,##0"), Style("0.0%"), Style("yyyy-mm-dd hh:mm"), [.. Enumerable.Range(0, DecimalsMax + 1).Select(decimals => Style("#,##0" + (decimals == 0 ? "" : "." + new string('0', decimals))))]);

            StyleId Style(string? format) => book.AddStyle(new Style { Font = new Font { Bold = isStrong }, Format = format is null ? null : NumberFormat.Custom(format) });
        }

        public StyledCell Of(Cell cell) => cell.Value switch
        {
            long count => new(count, Count),
            decimal money when cell.Decimals is { } decimals => new(money, Money[decimals]),
            decimal share => new(share, Share),
            LocalDateTime at => new(at.ToDateTimeUnspecified(), Time),
            string text => new(Written(text), Text),
            _ => new((string?)null, cell.IsShare ? Share : Text),
        };

        // XML has no way to write most control characters.
        static string Written(string text) =>
            string.Concat(text.Take(TextLengthMax).Select(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter) ? letter : '\uFFFD'));
    }
}
