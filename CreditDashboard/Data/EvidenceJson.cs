using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>A verdict with all it rests on, as <c>explain</c> and the API give it.</summary>
public static class EvidenceJson
{
    /// <param name="charges">What the vendor's API reported of the requests that the rows name.</param>
    public static void Write(Utf8JsonWriter json, Evidence evidence, IEnumerable<ReportedCharge> charges)
    {
        json.WriteStartObject();
        json.WritePropertyName("verdict");
        AnswerJson.WriteVerdict(json, evidence.Verdict);
        json.WriteString("sentence", Sentence.Of(evidence));
        json.WriteStartObject("evidence");
        json.WriteStartArray("rows");
        foreach (var reveal in evidence.Reveals)
            WriteRow(json, reveal);
        foreach (var deduction in evidence.Deductions)
            WriteRow(json, deduction);
        json.WriteEndArray();
        WriteNumber(json, "tier", evidence.Tier);
        json.WriteString("level", evidence.Verdict.Level == Core.Matching.Level.None ? null : evidence.Verdict.Level.ToString());
        WriteHundredths(json, "margin", evidence.MarginHundredths);
        WriteSeconds(json, "lag_seconds", evidence.Lag);
        WriteLagWindow(json, evidence.LagWindow);
        WriteFields(json, evidence);
        WritePrice(json, evidence);
        json.WriteStartObject("card");
        json.WriteString("id", evidence.Card.Id);
        json.WriteString("version", evidence.Card.Version);
        json.WriteEndObject();
        WriteOtherReadings(json, evidence);
        WriteCoverage(json, evidence.Coverage);
        json.WriteString("counterfactual", evidence.Counterfactual);
        WriteCharges(json, charges);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A reveal with the names of the files; what the row does not say is null.</summary>
    public static void WriteRow(Utf8JsonWriter json, Reveal reveal)
    {
        json.WriteStartObject();
        json.WriteString("side", "reveal");
        json.WriteString("reveal_id", reveal.Id);
        json.WriteString("occurred_at", Timestamp.Format(reveal.OccurredAt));
        WriteText(json, "user", reveal.User);
        json.WriteString("channel", reveal.Channel);
        WriteText(json, "contact_id", reveal.Contact);
        json.WriteNumber("emails_found", reveal.EmailsFound);
        json.WriteNumber("phones_found", reveal.PhonesFound);
        json.WriteBoolean("emails_requested", reveal.EmailsRequested);
        json.WriteBoolean("phones_requested", reveal.PhonesRequested);
        WriteText(json, "job_id", reveal.Job);
        WriteText(json, "request_id", reveal.Request);
        json.WriteString("credit_type", reveal.CreditType.Slug());
        json.WriteString("action", reveal.Action);
        json.WriteNumber("quantity", reveal.Quantity);
        json.WriteEndObject();
    }

    /// <summary>A row of the ledger with the names of the files; what the row does not say is null.</summary>
    public static void WriteRow(Utf8JsonWriter json, Deduction deduction)
    {
        json.WriteStartObject();
        json.WriteString("side", "deduction");
        json.WriteString("deduction_id", deduction.Id);
        json.WriteString("posted_at", Timestamp.Format(deduction.PostedAt));
        json.WriteNumber("credits", deduction.Credits.Count);
        json.WriteString("credit_type", deduction.CreditType.Slug());
        WriteText(json, "user", deduction.User);
        WriteText(json, "channel", deduction.Channel);
        WriteText(json, "contact_id", deduction.Contact);
        WriteText(json, "job_id", deduction.Job);
        WriteText(json, "request_id", deduction.Request);
        json.WriteString("action", deduction.Action);
        WriteText(json, "reverses", deduction.Reverses);
        json.WriteEndObject();
    }

    static void WriteLagWindow(Utf8JsonWriter json, Window? window)
    {
        if (window is null)
        {
            json.WriteNull("window");
            return;
        }

        json.WriteStartObject("window");
        AnswerJson.WriteInstant(json, "from", window.From);
        AnswerJson.WriteInstant(json, "to", window.To);
        json.WriteEndObject();
    }

    static void WriteFields(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteStartArray("fields");
        foreach (var field in evidence.Fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            WriteText(json, "reveal", field.Reveal);
            WriteText(json, "deduction", field.Deduction);
            json.WriteString("result", field.Result switch
            {
                FieldResult.Equal => "equal",
                FieldResult.Differs => "differs",
                _ => "absent",
            });
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void WritePrice(Utf8JsonWriter json, Evidence evidence)
    {
        if (evidence.Price is not { } price)
        {
            json.WriteNull("price");
            return;
        }

        json.WriteStartObject("price");
        json.WriteNumber("min", price.Range.Min.Count);
        json.WriteNumber("max", price.Range.Max.Count);
        json.WriteStartArray("lines");
        foreach (var line in price.Lines)
        {
            json.WriteStartObject();
            json.WriteString("rule", Core.Rates.PriceRules.Slug(line.Rule));
            json.WriteNumber("quantity", line.Quantity);
            json.WriteNumber("min", line.Min.Count);
            json.WriteNumber("max", line.Max.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteOtherReadings(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteStartArray("runner_ups");
        foreach (var other in evidence.RunnerUps)
        {
            json.WriteStartObject();
            json.WriteString("id", other.Id);
            json.WriteString("taken_by", other.TakenBy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("near_misses");
        foreach (var miss in evidence.NearMisses)
        {
            json.WriteStartObject();
            json.WriteString("id", miss.Id);
            json.WriteString("gate", miss.Gate.Slug());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void WriteCoverage(Utf8JsonWriter json, CoverageUsed coverage)
    {
        json.WriteStartObject("coverage");
        AnswerJson.WriteInstant(json, "from", coverage.From);
        AnswerJson.WriteInstant(json, "to", coverage.To);
        json.WriteBoolean("covered", coverage.IsCovered);
        json.WriteBoolean("declared", coverage.IsDeclared);
        json.WriteEndObject();
    }

    static void WriteCharges(Utf8JsonWriter json, IEnumerable<ReportedCharge> charges)
    {
        json.WriteStartArray("reported_charges");
        foreach (var charge in charges)
        {
            json.WriteStartObject();
            json.WriteString("request_id", charge.Request);
            AnswerJson.WriteInstant(json, "called_at", charge.At);
            WriteNumber(json, "credits", charge.Credits?.Count);
            WriteNumber(json, "results", charge.Results);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length == 0)
            json.WriteNull(name);
        else
            json.WriteString(name, text);
    }

    static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    static void WriteHundredths(Utf8JsonWriter json, string name, long? hundredths)
    {
        if (hundredths is { } known)
            json.WriteNumber(name, known / 100m);
        else
            json.WriteNull(name);
    }

    static void WriteSeconds(Utf8JsonWriter json, string name, Duration? length)
    {
        if (length is { } known)
            json.WriteNumber(name, (decimal)(long)(known.ToBigIntegerNanoseconds() / 100) / Position.TicksPerSecond);
        else
            json.WriteNull(name);
    }
}
