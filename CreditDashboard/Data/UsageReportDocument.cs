using System.Collections.Immutable;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Data;

/// <summary>
/// A usage report as it is stored: JSON in one way only, so that the same report has the same digest.
/// <code>{"months": ["2026-11"], "users": [{"user": "ann@acme.example", "group": "Sales", "country": null, "status": "active", "role": null,
/// "verified": null, "disabled": null, "last_usage": null, "last_login": null, "credits": [[3, 9, 0, 0]]}], "unnamed": [[0, 0, 6, 0]]}</code>
/// Each month has phone, e-mail, API search and company enrichment.
/// </summary>
static class UsageReportDocument
{
    static readonly YearMonthPattern Month = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    public static string TextOf(YearMonth month) => Month.Format(month);

    public static ReadOnlyMemory<byte> Write(VendorReport report) => AnswerJson.Document(json =>
    {
        json.WriteStartObject();
        AnswerJson.WriteTexts(json, "months", report.Months.Select(TextOf));
        json.WriteStartArray("users");
        foreach (var user in report.Users)
        {
            json.WriteStartObject();
            json.WriteString("user", user.Email);
            json.WriteString("group", user.Details.Group);
            json.WriteString("country", user.Details.Country);
            json.WriteString("status", user.Details.Status);
            json.WriteString("role", user.Details.Role);
            AnswerJson.WriteInstant(json, "verified", user.Details.VerifiedAt);
            AnswerJson.WriteInstant(json, "disabled", user.Details.DisabledSince);
            AnswerJson.WriteInstant(json, "last_usage", user.Details.LastUsage);
            AnswerJson.WriteInstant(json, "last_login", user.Details.LastLogin);
            WriteCredits(json, "credits", user.Credits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteCredits(json, "unnamed", report.Unnamed);
        json.WriteEndObject();
    });

    /// <exception cref="InvalidDataException">It is no such document.</exception>
    public static VendorReport Read(byte[] document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            var root = json.RootElement;
            return new(
                [.. root.GetProperty("months").EnumerateArray().Select(month => Month.Parse(month.GetString()!).Value)],
                [.. root.GetProperty("users").EnumerateArray().Select(User)],
                Credits(root.GetProperty("unnamed")));
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or UnparsableValueException)
        {
            throw new InvalidDataException("The document holds no usage report.", problem);
        }
    }

    static VendorUser User(JsonElement user) => new(
        user.GetProperty("user").GetString()!,
        new UserDetails(user.GetProperty("group").GetString(), At(user.GetProperty("disabled")))
        {
            Country = user.GetProperty("country").GetString(),
            Status = user.GetProperty("status").GetString(),
            Role = user.GetProperty("role").GetString(),
            VerifiedAt = At(user.GetProperty("verified")),
            LastUsage = At(user.GetProperty("last_usage")),
            LastLogin = At(user.GetProperty("last_login")),
        },
        Credits(user.GetProperty("credits")));

    static Instant? At(JsonElement at) => at.GetString() is { } text
        ? Timestamp.TryParse(text, DateTimeZone.Utc, out var instant, out _, out var problem) ? instant : throw new FormatException(problem)
        : null;

    static ImmutableArray<MeasuredCredits> Credits(JsonElement months) => [.. months.EnumerateArray().Select(month => new MeasuredCredits(Of(month, 0), Of(month, 1), Of(month, 2), Of(month, 3)))];

    static Credits Of(JsonElement month, int measure) => new(month[measure].GetInt64());

    static void WriteCredits(Utf8JsonWriter json, string name, ImmutableArray<MeasuredCredits> months)
    {
        json.WriteStartArray(name);
        foreach (var month in months)
        {
            json.WriteStartArray();
            foreach (var measure in Enum.GetValues<UsageMeasure>())
                json.WriteNumberValue(month[measure].Count);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
