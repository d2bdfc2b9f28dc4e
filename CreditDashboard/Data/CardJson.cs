using System.Globalization;
using System.Text.Json;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>
/// A rate card as one JSON document, in which it is given, stored and shown:
/// <code>
/// {"id": "acme-2026", "name": "Acme order form", "version": "1", "effective": {"from": "2026-01-01", "to": null},
///  "source": {"title": "Order form, page 2", "address": "https://example.com/order", "captured": "2026-01-05"},
///  "credit_type": "prospecting", "basis": "per_type", "email": 1, "phone": 5, "together": {"min": 6, "max": 6}, "cap": 6,
///  "partial": "up_to_asked", "repeat": "free_within_cycle", "actions": [{"action": "search", "credits": 1, "per_quantity": 25}]}
/// </code>
/// </summary>
public static class CardJson
{
    /// <summary>The document on one line, always the same for the same card.</summary>
    public static string Write(RateCard card) => System.Text.Encoding.UTF8.GetString(AnswerJson.Document(json => Write(json, card)).Span);

    public static void Write(Utf8JsonWriter json, RateCard card)
    {
        json.WriteStartObject();
        json.WriteString("id", card.Id);
        json.WriteString("name", card.Name);
        json.WriteString("version", card.Version);
        json.WriteStartObject("effective");
        json.WriteString("from", Day(card.Effective.From));
        json.WriteString("to", Day(card.Effective.To));
        json.WriteEndObject();
        json.WriteStartObject("source");
        json.WriteString("title", card.Source.Title);
        json.WriteString("address", card.Source.Address);
        json.WriteString("captured", Day(card.Source.Captured));
        json.WriteEndObject();
        json.WriteString("credit_type", CardWords.Of(CardWords.CreditTypes, card.CreditType));
        json.WriteString("basis", CardWords.Of(CardWords.Bases, card.Basis));
        json.WriteNumber("email", card.Email.Count);
        json.WriteNumber("phone", card.Phone.Count);
        if (card.Together is { } together)
        {
            json.WriteStartObject("together");
            json.WriteNumber("min", together.Min.Count);
            json.WriteNumber("max", together.Max.Count);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("together");
        }

        json.WriteNumber("cap", card.Cap.Count);
        json.WriteString("partial", CardWords.Of(CardWords.Partials, card.Partial));
        json.WriteString("repeat", CardWords.Of(CardWords.Repeats, card.Repeat));
        json.WriteStartArray("actions");
        foreach (var entry in card.Actions)
        {
            json.WriteStartObject();
            json.WriteString("action", entry.Action);
            json.WriteNumber("credits", entry.Credits.Count);
            json.WriteNumber("per_quantity", entry.PerQuantity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The card, or null and every problem of the document.</summary>
    public static (RateCard? Card, IReadOnlyList<CardProblem> Problems) Read(ReadOnlyMemory<byte> utf8) => CardDocument.Read(utf8);

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})"/>
    public static (RateCard? Card, IReadOnlyList<CardProblem> Problems) Read(string text) => Read(System.Text.Encoding.UTF8.GetBytes(text));

    static string? Day(LocalDate? day) => day is { } given ? NodaTime.Text.LocalDatePattern.Iso.Format(given) : null;
}

/// <summary>What is wrong with a document of a card.</summary>
/// <param name="Key">Where, such as <c>source.title</c> or <c>actions[0].credits</c>; empty for the whole document.</param>
/// <param name="Why">What would be right, as a sentence.</param>
public sealed record CardProblem(string Key, string Why)
{
    public override string ToString() => Key.Length == 0 ? Why : string.Create(CultureInfo.InvariantCulture, $"{Key}: {Why}");
}
