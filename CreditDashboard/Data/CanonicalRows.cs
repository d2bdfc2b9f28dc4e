using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Data;

/// <summary>
/// Rows as text in one way only: one JSON object a line, the columns of the files in their order, what is absent null. The store's digest is
/// made over these lines, so that two stores which hold the same rows agree, however the rows came in.
/// </summary>
public static class CanonicalRows
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all reveals, then all deductions, each side in the order of the bytes of its ids.</summary>
    public static void Write(AccountRows rows, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Plain);
        foreach (var reveal in ById(rows.Reveals, rows.RevealIds))
            Line(json, output, writer => Write(writer, rows.Reveal(reveal)));
        foreach (var deduction in ById(rows.Deductions, rows.DeductionIds))
            Line(json, output, writer => Write(writer, rows.Deduction(deduction)));
    }

    static int[] ById<TRow>(TRow[] rows, Ids ids)
        where TRow : struct, IPackedRow
    {
        var order = new int[rows.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (left, right) => ids.Utf8(rows[left].IdNumber).SequenceCompareTo(ids.Utf8(rows[right].IdNumber)));
        return order;
    }

    static void Line(Utf8JsonWriter json, IBufferWriter<byte> output, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        output.Write("\n"u8);
    }

    static void Write(Utf8JsonWriter json, Reveal row)
    {
        json.WriteString("reveal_id", row.Id);
        json.WriteString("occurred_at", Timestamp.Format(row.OccurredAt));
        Text(json, "user", row.User);
        Text(json, "channel", row.Channel);
        Text(json, "contact_id", row.Contact);
        json.WriteNumber("emails_found", row.EmailsFound);
        json.WriteNumber("phones_found", row.PhonesFound);
        json.WriteBoolean("emails_requested", row.EmailsRequested);
        json.WriteBoolean("phones_requested", row.PhonesRequested);
        Text(json, "job_id", row.Job);
        Text(json, "request_id", row.Request);
        json.WriteString("credit_type", row.CreditType.Slug());
        Text(json, "action", row.Action);
        json.WriteNumber("quantity", row.Quantity);
    }

    static void Write(Utf8JsonWriter json, Deduction row)
    {
        json.WriteString("deduction_id", row.Id);
        json.WriteString("posted_at", Timestamp.Format(row.PostedAt));
        json.WriteNumber("credits", row.Credits.Count);
        json.WriteString("credit_type", row.CreditType.Slug());
        Text(json, "user", row.User);
        Text(json, "channel", row.Channel);
        Text(json, "contact_id", row.Contact);
        Text(json, "job_id", row.Job);
        Text(json, "request_id", row.Request);
        Text(json, "action", row.Action);
        Text(json, "reverses", row.Reverses);
    }

    static void Text(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length == 0)
            json.WriteNull(name);
        else
            json.WriteString(name, text);
    }
}
