using System.IO.Compression;
using System.Text;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Components.Exports;

/// <summary>
/// Tables as CSV: UTF-8 with a BOM, by which spreadsheets know it, separated by commas, numbers and times the same in every culture. A text
/// that a spreadsheet would take for a formula begins with an apostrophe.
/// </summary>
public static class CsvFile
{
    public const string Type = "text/csv; charset=utf-8";
    public const string ZipType = "application/zip";

    static readonly CsvWriterOptions Form = new() { NewLine = "\r\n" };
    static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss;FFFFFFF");

    // What begins a formula in a spreadsheet (OWASP, "CSV Injection"): the signs, their wide forms, and what a cell may be pushed apart by.
    const string FormulaSigns = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>A text that no spreadsheet takes for a formula, also behind blanks.</summary>
    public static string Harmless(string text) => text is [var first, ..] && (FormulaSigns.Contains(first, StringComparison.Ordinal)
        || (char.IsWhiteSpace(first) && text.TrimStart() is [var next, ..] && FormulaSigns.Contains(next, StringComparison.Ordinal))) ? "'" + text : text;

    /// <summary>Writes a table row by row, so that however many there are, few are in memory.</summary>
    public static async Task WriteAsync(Stream body, IEnumerable<string> head, IEnumerable<IReadOnlyList<Cell>> rows, CancellationToken ct)
    {
        await body.WriteAsync(Encoding.UTF8.Preamble.ToArray(), ct);
        await using var csv = CsvWriter.Create(body, Form, leaveOpen: true);
        foreach (var name in head)
            csv.WriteField(Harmless(name));
        await csv.EndRecordAsync(ct);
        foreach (var row in rows)
        {
            foreach (var cell in row)
                Write(csv, cell);
            await csv.EndRecordAsync(ct);
        }
    }

    /// <summary>A file for each table, named after it.</summary>
    public static async Task<byte[]> ZipAsync(IEnumerable<Sheet> sheets, Instant at, CancellationToken ct)
    {
        using var packed = new MemoryStream();
        await using (var zip = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
        {
            foreach (var sheet in sheets)
            {
                var entry = zip.CreateEntry($"{sheet.Name.ToLowerInvariant().Replace(' ', '-')}.csv");
                entry.LastWriteTime = at.ToDateTimeOffset();
                await using var body = await entry.OpenAsync(ct);
                await WriteAsync(body, sheet.Head, sheet.AllRows, ct);
            }
        }

        return packed.ToArray();
    }

    static void Write(CsvWriter csv, Cell cell)
    {
        switch (cell.Value)
        {
            case long count:
                csv.WriteField(count);
                break;
            case decimal share:
                csv.WriteField(share);
                break;
            case LocalDateTime at:
                csv.WriteField(Time.Format(at));
                break;
            default:
                csv.WriteField(Harmless((string?)cell.Value ?? ""));
                break;
        }
    }
}
