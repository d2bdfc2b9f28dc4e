using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Data;

/// <summary>The document of a seal: what <c>verdicts --json</c> gives of the cycle, and the way back from it.</summary>
static class SealDocument
{
    /// <summary>The window of a cycle, labelled as the command line would ask for it.</summary>
    public static Window WindowOf(Cycle cycle) => Window.OfCycle(cycle, $"{Timestamp.Format(cycle.Start)}..{Timestamp.Format(cycle.End)}");

    public static ReadOnlyMemory<byte> Write(Window window, IEnumerable<Verdict> verdicts) =>
        AnswerJson.Document(json => AnswerJson.WriteVerdicts(json, window, verdicts));

    public static string HashOf(ReadOnlySpan<byte> document) => Convert.ToHexStringLower(SHA256.HashData(document));

    public static byte[] Compress(ReadOnlyMemory<byte> document)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(document.Span);
        return packed.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes were not made by <see cref="Compress"/>.</exception>
    public static byte[] Decompress(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var document = new MemoryStream();
        gzip.CopyTo(document);
        return document.ToArray();
    }

    /// <summary>The verdicts of a document, in its order.</summary>
    /// <exception cref="InvalidDataException">It is no such document.</exception>
    public static List<Verdict> Read(byte[] document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return [.. json.RootElement.GetProperty("verdicts").EnumerateArray().Select(Read)];
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The document holds no verdicts.", problem);
        }
    }

    static Verdict Read(JsonElement verdict)
    {
        var expected = verdict.GetProperty("expected");
        return new Verdict
        {
            Id = verdict.GetProperty("id").GetString()!,
            Code = CodeOf(verdict.GetProperty("code")),
            Facets = [.. verdict.GetProperty("facets").EnumerateArray().Select(CodeOf)],
            Level = verdict.GetProperty("level").GetString() is { } level ? Enum.Parse<Level>(level) : Level.None,
            Reveals = Texts(verdict.GetProperty("reveals")),
            Deductions = Texts(verdict.GetProperty("deductions")),
            Of = verdict.GetProperty("of").GetString(),
            Credits = CreditsOf(verdict.GetProperty("credits")),
            Expected = expected.ValueKind == JsonValueKind.Null ? null : new CreditRange(CreditsOf(expected.GetProperty("min")), CreditsOf(expected.GetProperty("max"))),
            Discrepancy = CreditsOf(verdict.GetProperty("discrepancy_credits")),
        };
    }

    static VerdictCode CodeOf(JsonElement slug) =>
        VerdictCodes.TryParse(slug.GetString() ?? "", out VerdictCode code) ? code : throw new FormatException("It holds a code that is not one of the list.");

    static Credits CreditsOf(JsonElement count) => new(count.GetInt64());

    static ImmutableArray<string> Texts(JsonElement texts) => [.. texts.EnumerateArray().Select(text => text.GetString()!)];
}
