using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CreditDashboard.Import;

/// <summary>What a file is, told from its first bytes and not from its name.</summary>
/// <param name="Separator">Of a CSV file; NUL for JSON.</param>
sealed record Recognition(FileKind Kind, char Separator)
{
    /// <summary>How many bytes are looked at, and how long a line may be.</summary>
    public const int LineBytesMax = 64 * 1024;

    static readonly (byte[] Magic, string Remedy)[] NotText =
    [
        ("PK\u0003\u0004"u8.ToArray(), "This is a ZIP archive or a spreadsheet: extract it, or save the sheet as CSV UTF-8."),
        ("PK\u0005\u0006"u8.ToArray(), "This is an empty ZIP archive."),
        ([0x37, 0x7A, 0xBC, 0xAF], "This is a 7z archive: extract it first."),
        ("Rar!"u8.ToArray(), "This is a RAR archive: extract it first."),
        ([0x1F, 0x8B], "This is a gzip archive: extract it first."),
        ("BZh"u8.ToArray(), "This is a bzip2 archive: extract it first."),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "This is an xz archive: extract it first."),
        ([0x28, 0xB5, 0x2F, 0xFD], "This is a zstd archive: extract it first."),
        ([0xD0, 0xCF, 0x11, 0xE0], "This is an old spreadsheet (.xls): save the sheet as CSV UTF-8."),
        ([0xFF, 0xFE], "This is UTF-16 text: save the file as UTF-8."),
        ([0xFE, 0xFF], "This is UTF-16 text: save the file as UTF-8."),
    ];

    /// <param name="head">The first <see cref="LineBytesMax"/> bytes and a few, or the whole file if it is shorter.</param>
    /// <exception cref="FileRefusedException">It is no text, or empty.</exception>
    public static Recognition Of(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, remedy) in NotText)
        {
            if (head.StartsWith(magic))
                throw new FileRefusedException(remedy);
        }

        if (head.StartsWith(Encoding.UTF8.Preamble))
            head = head[3..];
        if (head.Contains((byte)0))
            throw new FileRefusedException("This is not text: give CSV or JSON lines in UTF-8.");

        head = head.TrimStart(" \t\r\n"u8);
        if (head.IsEmpty)
            throw new FileRefusedException("The file is empty.");

        return head[0] is (byte)'{' or (byte)'[' ? OfJson(head) : OfCsv(head);
    }

    static Recognition OfCsv(ReadOnlySpan<byte> head)
    {
        var length = head.IndexOfAny((byte)'\r', (byte)'\n');
        var line = length < 0 ? head : head[..length];
        if (line.Length > LineBytesMax)
            throw new FileRefusedException("Line 1 is longer than 64 KiB: this is no table.");
        if (!Utf8.IsValid(line))
            throw new FileRefusedException("Line 1 is not UTF-8: save the file as UTF-8.");

        var header = Encoding.UTF8.GetString(line);
        var kind = KindOf(header.Split(SeparatorOf(header)).Select(name => name.Trim().Trim('"')));
        return kind == FileKind.Unknown && ReportNames(head) is { } names ? new(FileKind.UsageReport, SeparatorOf(names)) : new(kind, SeparatorOf(header));
    }

    /// <summary>
    /// The line with the names of the columns of the vendor's usage report, which has the months in the line before; null if there is none.
    /// </summary>
    static string? ReportNames(ReadOnlySpan<byte> head)
    {
        const int LinesMax = 4;
        for (var count = 0; count < LinesMax && !head.IsEmpty; count++)
        {
            var end = head.IndexOfAny((byte)'\r', (byte)'\n');
            var line = Encoding.UTF8.GetString(end < 0 ? head : head[..end]);
            if (UsageReportHeader.IsNames([.. line.Split(SeparatorOf(line)).Select(name => name.Trim().Trim('"'))]))
                return line;
            head = end < 0 ? [] : head[end..].TrimStart("\r\n"u8);
        }

        return null;
    }

    static char SeparatorOf(string header)
    {
        var isQuoted = false;
        Span<int> counts = [0, 0, 0];
        foreach (var letter in header)
        {
            isQuoted ^= letter == '"';
            if (!isQuoted && ",;\t".IndexOf(letter) is >= 0 and var which)
                counts[which]++;
        }

        return counts[1] > Math.Max(counts[0], counts[2]) ? ';' : counts[2] > counts[0] ? '\t' : ',';
    }

    static Recognition OfJson(ReadOnlySpan<byte> head)
    {
        var isArray = head[0] == (byte)'[';
        var (keys, inner) = FirstKeys(head);
        // The envelope of a response may hold a snapshot as well: what it holds tells.
        var kind = keys.Contains("response") && KindOf(inner) == FileKind.AccountUsage ? FileKind.AccountUsage : KindOf(keys);
        if (isArray && (kind is FileKind.Reveals or FileKind.Deductions or FileKind.Grants))
            throw new FileRefusedException("This is a JSON array: give one JSON object a line.");
        return new(kind, '\0');
    }

    /// <summary>The keys of the first object, and of what stands under its <c>response</c>, as far as they can be read.</summary>
    static (List<string> Keys, List<string> Inner) FirstKeys(ReadOnlySpan<byte> head)
    {
        var json = new Utf8JsonReader(head, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true }));
        var (keys, inner) = (new List<string>(), new List<string>());
        try
        {
            var depth = -1;
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.StartObject && depth < 0)
                    depth = json.CurrentDepth + 1;
                else if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == depth)
                    keys.Add(json.GetString()!);
                else if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == depth + 1 && keys is [.., "response"])
                    inner.Add(json.GetString()!);
                else if (json.TokenType == JsonTokenType.EndObject && json.CurrentDepth == depth - 1)
                    break;
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // What stands before the mistake tells the kind; the line is refused when it is read.
        }

        return (keys, inner);
    }

    static FileKind KindOf(IEnumerable<string> names)
    {
        var known = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        bool Has(params string[] any) => any.Any(known.Contains);

        // The id tells; a file that lost its id column is still told from the others, so that the column can be named.
        return Has("reveal_id") ? FileKind.Reveals
            : Has("deduction_id") ? FileKind.Deductions
            : Has("grant_id") ? FileKind.Grants
            : Has("pricing", "plan", "rateLimits") && !Has("requestId", "billing") ? FileKind.AccountUsage
            : Has("response", "calledAt", "requestId", "billing") ? FileKind.ApiResponses
            : Has("occurred_at", "emails_found", "phones_found") ? FileKind.Reveals
            : Has("posted_at") && Has("credits") ? Has("kind") ? FileKind.Grants : FileKind.Deductions
            : FileKind.Unknown;
    }
}
