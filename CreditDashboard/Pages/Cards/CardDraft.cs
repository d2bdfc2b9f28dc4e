using System.Globalization;
using System.Text.Json;
using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Pages.Cards;

/// <summary>An action's price as it is typed.</summary>
public sealed class ActionDraft
{
    public string? Action { get; set; }
    public string? Credits { get; set; }
    public string? PerQuantity { get; set; }
}

/// <summary>
/// A card as it is typed. It becomes the same document that the command takes, so a form and a file are told the same problems by the same
/// keys.
/// </summary>
public sealed class CardDraft
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? Version { get; set; } = "1";
    public string? EffectiveFrom { get; set; }
    public string? EffectiveTo { get; set; }
    public string? Title { get; set; }
    public string? Address { get; set; }
    public string? Captured { get; set; }
    public string CreditType { get; set; } = CardWords.CreditTypes[0].Word;
    public string Basis { get; set; } = CardWords.Bases[0].Word;
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? TogetherMin { get; set; }
    public string? TogetherMax { get; set; }
    public string? Cap { get; set; }
    public string Partial { get; set; } = CardWords.Partials[0].Word;
    public string Repeat { get; set; } = CardWords.Repeats[0].Word;
    public List<ActionDraft> Actions { get; } = [];

    public bool IsPerType => Basis == CardWords.Of(CardWords.Bases, PriceBasis.PerType);

    /// <summary>The card to begin with; a published one under an id that is still to be given.</summary>
    public static CardDraft Of(RateCard card)
    {
        var isPublished = PublishedCards.Find(card.Id) is not null;
        var draft = new CardDraft
        {
            Id = isPublished ? null : card.Id,
            Name = isPublished ? null : card.Name,
            Version = isPublished ? "1" : null,
            EffectiveFrom = Day(card.Effective.From),
            EffectiveTo = Day(card.Effective.To),
            Title = isPublished ? null : card.Source.Title,
            Address = isPublished ? null : card.Source.Address,
            Captured = isPublished ? null : Day(card.Source.Captured),
            CreditType = CardWords.Of(CardWords.CreditTypes, card.CreditType),
            Basis = CardWords.Of(CardWords.Bases, card.Basis),
            Email = Number(card.Email.Count),
            Phone = Number(card.Phone.Count),
            TogetherMin = Number(card.Together?.Min.Count),
            TogetherMax = Number(card.Together?.Max.Count),
            Cap = Number(card.Cap.Count),
            Partial = CardWords.Of(CardWords.Partials, card.Partial),
            Repeat = CardWords.Of(CardWords.Repeats, card.Repeat),
        };
        draft.Actions.AddRange(card.Actions.Select(entry => new ActionDraft { Action = entry.Action, Credits = Number(entry.Credits.Count), PerQuantity = Number(entry.PerQuantity) }));
        return draft;
    }

    public (RateCard? Card, IReadOnlyList<CardProblem> Problems) Read() => CardJson.Read(AnswerJson.Document(json => Write(json, Id, Name, Version, Title, Address)));

    /// <summary>The card that the prices alone make, to be worked through while the rest is still to be typed; null until they can be read.</summary>
    public RateCard? Prices() => CardJson.Read(AnswerJson.Document(json => Write(json, "draft", "Draft", "1", "Draft", null))).Card;

    void Write(Utf8JsonWriter json, string? id, string? name, string? version, string? title, string? address)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WriteString("version", version);
        json.WriteStartObject("effective");
        json.WriteString("from", Given(EffectiveFrom));
        json.WriteString("to", Given(EffectiveTo));
        json.WriteEndObject();
        json.WriteStartObject("source");
        json.WriteString("title", title);
        json.WriteString("address", Given(address));
        json.WriteString("captured", Given(Captured));
        json.WriteEndObject();
        json.WriteString("credit_type", CreditType);
        json.WriteString("basis", Basis);
        WriteNumber(json, "email", Email);
        WriteNumber(json, "phone", Phone);
        if (IsPerType && (Given(TogetherMin) ?? Given(TogetherMax)) is not null)
        {
            json.WriteStartObject("together");
            WriteNumber(json, "min", Given(TogetherMin) ?? TogetherMax);
            WriteNumber(json, "max", Given(TogetherMax) ?? TogetherMin);
            json.WriteEndObject();
        }

        WriteNumber(json, "cap", Cap);
        json.WriteString("partial", Partial);
        json.WriteString("repeat", Repeat);
        json.WriteStartArray("actions");
        foreach (var entry in Actions)
        {
            json.WriteStartObject();
            json.WriteString("action", entry.Action);
            WriteNumber(json, "credits", entry.Credits);
            WriteNumber(json, "per_quantity", Given(entry.PerQuantity) ?? "1");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // What is no number is written as it was typed, and is refused by its key.
    static void WriteNumber(Utf8JsonWriter json, string key, string? typed)
    {
        if (long.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            json.WriteNumber(key, number);
        else
            json.WriteString(key, typed);
    }

    static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    static string? Number(long? count) => count?.ToString(CultureInfo.InvariantCulture);

    static string? Day(LocalDate? day) => day is { } given ? LocalDatePattern.Iso.Format(given) : null;
}
