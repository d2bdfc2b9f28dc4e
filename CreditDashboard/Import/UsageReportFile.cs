using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace CreditDashboard.Import;

/// <summary>The records of the vendor's usage report, below its two header lines.</summary>
/// <remarks>
/// <code>
/// ,,,,,,,,,November 2026,,,,,Total,,,,,
/// User Group Name,User Country Code,User Email,User Status,Role,Verify Time,Disabled Time,User Last Credit Usage,User Last Login Time,Phone reveals,...
/// Sales EMEA,GB,ann@acme.example,active,User,2025-02-03 09:12:44,,2026-11-21 15:00:00,2026-11-21 14:58:10,3,9,0,0,12,3,9,12,0,0,12
/// Sales EMEA,,,,,,,,,8,25,0,0,33,...
/// ,,API credits,,,,,,,0,0,6,0,6,...
/// Total,,,,,,,,,8,27,6,0,41,...
/// </code>
/// </remarks>
sealed class UsageReportFile : IAsyncDisposable
{
    const int LinesBeforeNamesMax = 4;

    readonly CsvReader _csv;
    readonly Problems _problems;
    string[] _fields = [];
    string? _refusal;

    UsageReportFile(Stream stream, char separator, Problems problems)
    {
        _problems = problems;
        _csv = CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                Separator = separator,
                DetectSeparatorHint = false,
                HasHeader = false,
                MaxRecordSize = Recognition.LineBytesMax,
                MalformedData = CsvMalformedDataHandling.Skip,
                FieldCountMismatch = CsvFieldCountHandling.Allow,
                OnMalformedRecord = Report,
                IncludeValuesInExceptions = false,
                TrackLineNumbers = true,
            },
            leaveOpen: true);
    }

    public UsageReportHeader Header { get; private set; } = null!;

    /// <summary>The line on which the current record begins, from 1.</summary>
    public long Line => _csv.LineNumber;

    /// <summary>How many records could not be taken apart.</summary>
    public long Malformed { get; private set; }

    /// <summary>The field of the current record in a column of the header; empty beyond its end.</summary>
    public string this[int column] => column < _fields.Length ? _fields[column] : "";

    /// <summary>How many fields the current record has, empty ones at its end aside.</summary>
    public int FieldCount { get; private set; }

    /// <summary>How many it has with them.</summary>
    public int RawFieldCount => _fields.Length;

    /// <exception cref="FileRefusedException">There are no header lines, or they cannot be read.</exception>
    public static async Task<UsageReportFile> OpenAsync(Stream stream, char separator, Problems problems, CancellationToken cancellation)
    {
        var file = new UsageReportFile(stream, separator, problems);
        try
        {
            string[]? over = null;
            for (var line = 0; line < LinesBeforeNamesMax && await file.ReadAsync(cancellation); line++, over = file._fields)
            {
                if (!UsageReportHeader.IsNames(file._fields))
                    continue;

                file.Header = UsageReportHeader.Of(over, file._fields);
                return file;
            }

            throw new FileRefusedException("The line with the names of the columns, User Email among them, is not at the beginning of the file.");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="FileRefusedException">The rest of the file cannot be read.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
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
        if (!isRow)
            return false;
        if (_csv.RawRecord.Length > Recognition.LineBytesMax)
            throw TooLong(Line);
        if (!Utf8.IsValid(_csv.RawRecord))
            throw new FileRefusedException($"Line {Line} is not UTF-8: save the file as UTF-8.");

        _fields = new string[_csv.FieldCount];
        FieldCount = 0;
        for (var column = 0; column < _fields.Length; column++)
        {
            _fields[column] = Encoding.UTF8.GetString(_csv.GetSpan(column)).Trim();
            FieldCount = _fields[column].Length > 0 ? column + 1 : FieldCount;
        }

        return true;
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    static FileRefusedException TooLong(long line) =>
        new($"The row on line {line} is longer than 64 KiB: most often a quote is opened there and never closed.");

    void Report(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            _refusal ??= $"A quote is opened on line {record.LineNumber} and never closed.";
        Malformed++;
        _problems.Add(new Problem(record.LineNumber, null, "The row cannot be taken apart into fields: quote what holds a separator or a quote, and double its quotes."));
    }
}
