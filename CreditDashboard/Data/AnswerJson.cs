using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>
/// The product's answers as JSON, for commands, the API and the store's digest: keys in the contract's order, instants in UTC, credits as
/// whole numbers, and null for what is absent.
/// </summary>
public static class AnswerJson
{
    static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One document, written by a function, without a line break at its end.</summary>
    public static ReadOnlyMemory<byte> Document(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            write(writer);
        return buffer.WrittenMemory;
    }

    public static void WriteWindow(Utf8JsonWriter json, string name, Window window)
    {
        json.WriteStartObject(name);
        WriteInstant(json, "from", window.From);
        WriteInstant(json, "to", window.To);
        json.WriteString("label", window.Label);
        json.WriteEndObject();
    }

    public static void WriteInstant(Utf8JsonWriter json, string name, Instant? at)
    {
        if (at is { } instant)
            json.WriteString(name, Timestamp.Format(instant));
        else
            json.WriteNull(name);
    }

    public static void WriteUsage(Utf8JsonWriter json, UsageQuestion question, UsageReport report)
    {
        json.WriteStartObject();
        WriteWindow(json, "window", question.Window);
        json.WriteString("credit_type", question.CreditType.Slug());
        json.WriteNumber("total", report.Total.Count);
        json.WriteStartObject("totals");
        foreach (var type in CreditTypes.All)
            json.WriteNumber(type.Slug(), report.TotalOf(type).Count);
        json.WriteEndObject();
        json.WriteStartArray("rows");
        foreach (var row in report.Rows)
        {
            json.WriteStartObject();
            foreach (var (field, key) in (question.By ?? []).Zip(row.Keys))
                json.WriteString(field.Slug(), key);
            json.WriteNumber("credits", row.Credits.Count);
            json.WriteNumber("deductions", row.Deductions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteBridge(Utf8JsonWriter json, Window window, Bridge bridge)
    {
        json.WriteStartObject();
        WriteWindow(json, "window", window);
        json.WriteStartArray("bars");
        foreach (var bar in bridge.Bars)
        {
            json.WriteStartObject();
            json.WriteString("key", bar.Key.Slug);
            json.WriteString("label", bar.Label);
            json.WriteNumber("credits", bar.Credits.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("total", bridge.Total.Count);
        json.WriteEndObject();
    }

    public static void WriteVerdicts(Utf8JsonWriter json, Window window, IEnumerable<Verdict> verdicts)
    {
        SortedDictionary<string, (int Verdicts, Credits Credits)> totals = new(StringComparer.Ordinal);
        json.WriteStartObject();
        WriteWindow(json, "window", window);
        json.WriteStartArray("verdicts");
        foreach (var verdict in verdicts)
        {
            WriteVerdict(json, verdict);
            var (count, credits) = totals.GetValueOrDefault(verdict.Code.Slug());
            totals[verdict.Code.Slug()] = (count + 1, credits + verdict.Credits);
        }

        json.WriteEndArray();
        json.WriteStartObject("totals");
        foreach (var (code, (count, credits)) in totals)
        {
            json.WriteStartObject(code);
            json.WriteNumber("verdicts", count);
            json.WriteNumber("credits", credits.Count);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteVerdict(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("id", verdict.Id);
        json.WriteString("code", verdict.Code.Slug());
        json.WriteStartArray("facets");
        foreach (var facet in verdict.Facets)
            json.WriteStringValue(facet.Slug());
        json.WriteEndArray();
        json.WriteString("disposition", verdict.Disposition.Slug());
        json.WriteString("level", verdict.Level == Level.None ? null : verdict.Level.ToString());
        WriteTexts(json, "reveals", verdict.Reveals);
        WriteTexts(json, "deductions", verdict.Deductions);
        json.WriteString("of", verdict.Of);
        json.WriteNumber("credits", verdict.Credits.Count);
        if (verdict.Expected is { } expected)
        {
            json.WriteStartObject("expected");
            json.WriteNumber("min", expected.Min.Count);
            json.WriteNumber("max", expected.Max.Count);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("expected");
        }

        json.WriteNumber("discrepancy_credits", verdict.Discrepancy.Count);
        json.WriteEndObject();
    }

    public static void WriteCycles(Utf8JsonWriter json, IEnumerable<Cycle> cycles)
    {
        json.WriteStartObject();
        json.WriteStartArray("cycles");
        foreach (var cycle in cycles)
        {
            json.WriteStartObject();
            WriteInstant(json, "start", cycle.Start);
            WriteInstant(json, "end", cycle.End);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
