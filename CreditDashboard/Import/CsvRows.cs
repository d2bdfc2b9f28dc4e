using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace CreditDashboard.Import;

/// <summary>
/// Rows of a CSV file, RFC 4180: <c>reveal_id,occurred_at,...</c> and below it one row a line, in which a field may be quoted and then hold
/// separators, doubled quotes and line breaks.
/// </summary>
sealed class CsvRows : FileRows
{
    readonly CsvReader _csv;
    int[] _indices = [];
    string? _refusal;

    CsvRows(Stream stream, char separator, IReadOnlyList<Column> columns, Problems problems)
        : base(columns, problems) => _csv = CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                Separator = separator,
                DetectSeparatorHint = false,
                MaxRecordSize = Recognition.LineBytesMax,
                // A bad row is reported and left out, and the good ones still land; an unclosed quote refuses the file, below.
                MalformedData = CsvMalformedDataHandling.Skip,
                FieldCountMismatch = CsvFieldCountHandling.Skip,
                OnMalformedRecord = Report,
                IncludeValuesInExceptions = false,
                TrackLineNumbers = true,
            },
            leaveOpen: true);

    public override long Line => _csv.LineNumber;

    /// <exception cref="FileRefusedException">A required column is missing, or one stands twice.</exception>
    public static async Task<CsvRows> OpenAsync(
        Stream stream, char separator, IReadOnlyList<Column> columns, Problems problems, CancellationToken cancellation)
    {
        var rows = new CsvRows(stream, separator, columns, problems);
        try
        {
            await rows.ReadHeaderAsync(cancellation);
            return rows;
        }
        catch
        {
            await rows.DisposeAsync();
            throw;
        }
    }

    async Task ReadHeaderAsync(CancellationToken cancellation)
    {
        try
        {
            await _csv.ReadHeaderAsync(cancellation);
        }
        catch (CsvFormatException)
        {
            throw new FileRefusedException("The header line cannot be read: it is longer than 64 KiB.");
        }

        if (_refusal is not null)
            throw new FileRefusedException(_refusal);
        if (Problems.Count > 0)
            throw new FileRefusedException($"The header line cannot be read. {Problems.Listed[0].Reason}");

        var headers = _csv.Headers.Select(name => name.Trim()).ToArray();
        _indices = [.. Columns.Select(column => Array.FindIndex(headers, name => IsNamed(name, column)))];
        for (var column = 0; column < Columns.Count; column++)
        {
            var name = Columns[column].Name;
            if (_indices[column] < 0 && Columns[column].IsRequired)
                throw new FileRefusedException($"The required column '{name}' is missing.");
            if (headers.Count(header => IsNamed(header, Columns[column])) > 1)
                throw new FileRefusedException($"The column '{name}' stands twice.");
        }

        foreach (var header in headers.Where(header => !Columns.Any(column => IsNamed(header, column))))
            Ignore(header);
    }

    public override async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        bool isRow;
        try
        {
            isRow = await _csv.ReadAsync(cancellation);
        }
        catch (CsvFormatException problem)
        {
            throw TooLong(problem.LineNumber);
        }

        if (_refusal is not null)
            throw new FileRefusedException(_refusal);
        if (isRow)
            TakeFields();
        return isRow;
    }

    public override ValueTask DisposeAsync() => _csv.DisposeAsync();

    static bool IsNamed(string header, Column column) => header.Equals(column.Name, StringComparison.OrdinalIgnoreCase);

    static FileRefusedException TooLong(long line) =>
        new($"The row on line {line} is longer than 64 KiB: most often a quote is opened there and never closed.");

    void TakeFields()
    {
        // The reader checks the size only when it must read on.
        if (_csv.RawRecord.Length > Recognition.LineBytesMax)
            throw TooLong(Line);
        if (!Utf8.IsValid(_csv.RawRecord))
            throw new FileRefusedException($"Line {Line} is not UTF-8: save the file as UTF-8.");

        Clear();
        for (var column = 0; column < _indices.Length; column++)
        {
            if (_indices[column] < 0)
                continue;

            var utf8 = _csv.GetSpan(_indices[column]);
            Set(column, Encoding.UTF8.GetChars(utf8, Room(utf8.Length)));
        }
    }

    void Report(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            _refusal ??= $"A quote is opened on line {record.LineNumber} and never closed.";

        Problems.Refuse(new Problem(record.LineNumber, null, record.Reason switch
        {
            CsvMalformedReason.StrayQuote => "A quote stands inside a field that is not quoted: quote the field and double the quote.",
            CsvMalformedReason.TextAfterClosingQuote => "Text follows a closing quote: double a quote that belongs to the field.",
            CsvMalformedReason.FieldCountMismatch => "The row has more or fewer fields than the header: a separator is missing or stands inside a field that is not quoted.",
            _ => "The row cannot be taken apart into fields.",
        }));
    }
}
