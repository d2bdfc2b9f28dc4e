using System.Collections.Immutable;
using System.Text.Json;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Data;

/// <summary>Reads the document of a card key by key, and goes on after a problem so that all are told at once.</summary>
sealed class CardDocument
{
    const int BytesMax = 64 * 1024;
    static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };
    static readonly string[] Keys = ["id", "name", "version", "effective", "source", "credit_type", "basis", "email", "phone", "together", "cap", "partial", "repeat", "actions"];

    readonly List<CardProblem> _problems = [];

    public static (RateCard? Card, IReadOnlyList<CardProblem> Problems) Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > BytesMax)
            return (null, [new("", "The document of a card is at most 64 KiB.")]);

        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            var reading = new CardDocument();
            var card = reading.Card(document.RootElement);
            return (reading._problems.Count == 0 ? card : null, reading._problems);
        }
        catch (JsonException problem)
        {
            return (null, [new("", $"This is not JSON, or it has a key twice: see line {problem.LineNumber + 1}.")]);
        }
    }

    RateCard? Card(JsonElement root)
    {
        if (!IsObject(root, "", Keys))
            return null;

        var id = Text(root, "id", "", CardFields.OfId);
        var name = Text(root, "name", "", CardFields.OfName);
        var version = Text(root, "version", "", CardFields.OfVersion);
        var source = Source(root);
        var effective = Effective(root);
        var type = Word(root, "credit_type", CardWords.CreditTypes);
        var basis = Word(root, "basis", CardWords.Bases);
        var (email, phone) = (Price(root, "email", ""), Price(root, "phone", ""));
        var together = Together(root, basis);
        var cap = Price(root, "cap", "");
        var (partial, repeat) = (Word(root, "partial", CardWords.Partials), Word(root, "repeat", CardWords.Repeats));
        var actions = Actions(root);
        return _problems.Count > 0 ? null : new RateCard
        {
            Id = id!,
            Name = name!,
            Version = version!,
            Source = source!,
            Effective = effective,
            CreditType = type,
            Basis = basis,
            Email = email!.Value,
            Phone = phone!.Value,
            Together = together,
            Cap = cap!.Value,
            Partial = partial,
            Repeat = repeat,
            Actions = actions,
        };
    }

    CardSource? Source(JsonElement root)
    {
        if (!TryGet(root, "source", out var source))
        {
            Refuse("source", "A card names what it rests on: give source with a title, and an address and the day it was captured where they are known.");
            return null;
        }

        if (!IsObject(source, "source", ["title", "address", "captured"]))
            return null;

        var title = Text(source, "title", "source.", CardFields.OfTitle);
        var address = TryGet(source, "address", out _) ? Text(source, "address", "source.", CardFields.OfAddress) : null;
        var captured = Day(source, "captured", "source.");
        return _problems.Count == 0 ? new CardSource(title!, address, captured) : null;
    }

    EffectiveDays Effective(JsonElement root)
    {
        if (!TryGet(root, "effective", out var effective) || !IsObject(effective, "effective", ["from", "to"]))
            return default;

        var (from, to) = (Day(effective, "from", "effective."), Day(effective, "to", "effective."));
        if (CardFields.OfEnd(from, to) is not { } why)
            return new EffectiveDays(from, to);

        Refuse("effective.to", why);
        return default;
    }

    CreditRange? Together(JsonElement root, PriceBasis basis)
    {
        if (!TryGet(root, "together", out var together))
            return null;
        if (basis == PriceBasis.PerDataPoint)
        {
            Refuse("together", "Per data point the price of both is always their sum: leave it out, or set basis to per_type.");
            return null;
        }

        if (!IsObject(together, "together", ["min", "max"]))
            return null;

        var (min, max) = (Price(together, "min", "together."), Price(together, "max", "together."));
        if (min is null || max is null)
            return null;
        if (min <= max)
            return new CreditRange(min.Value, max.Value);

        Refuse("together.max", "The most that both cost together is not below the least: swap them, or make them the same.");
        return null;
    }

    ImmutableArray<ActionPrice> Actions(JsonElement root)
    {
        if (!TryGet(root, "actions", out var actions))
            return [];
        if (actions.ValueKind != JsonValueKind.Array)
        {
            Refuse("actions", "Give a list, such as [{\"action\": \"search\", \"credits\": 1, \"per_quantity\": 25}].");
            return [];
        }

        var entries = ImmutableArray.CreateBuilder<ActionPrice>();
        foreach (var (index, entry) in actions.EnumerateArray().Index())
        {
            var at = $"actions[{index}]";
            if (!IsObject(entry, at, ["action", "credits", "per_quantity"]))
                continue;

            var (action, credits) = (Text(entry, "action", at + ".", CardFields.OfAction), Price(entry, "credits", at + "."));
            var quantity = 1;
            if (TryGet(entry, "per_quantity", out var given) && (!IsWhole(given, out quantity) || CardFields.OfQuantity(quantity) is not null))
                Refuse($"{at}.per_quantity", CardFields.OfQuantity(0)!);
            else if (action is not null && credits is not null)
                entries.Add(new ActionPrice(action, credits.Value, quantity));
        }

        if (CardFields.OfActions(entries.ToImmutable()) is { } why)
            Refuse("actions", why);
        return entries.ToImmutable();
    }

    string? Text(JsonElement of, string key, string at, Func<string, string?> check)
    {
        var text = TryGet(of, key, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()!.Trim() : "";
        if (check(text) is not { } why)
            return text;

        Refuse(at + key, why);
        return null;
    }

    Credits? Price(JsonElement of, string key, string at)
    {
        if (TryGet(of, key, out var given) && IsWhole(given, out var count) && CardFields.OfCredits(new Credits(count)) is null)
            return new Credits(count);

        Refuse(at + key, CardFields.OfCredits(new Credits(-1))!);
        return null;
    }

    LocalDate? Day(JsonElement of, string key, string at)
    {
        if (!TryGet(of, key, out var given))
            return null;
        if (given.ValueKind == JsonValueKind.String && LocalDatePattern.Iso.Parse(given.GetString()!.Trim()) is { Success: true } day)
            return day.Value;

        Refuse(at + key, "A day reads like 2026-10-31, or is left out.");
        return null;
    }

    T Word<T>(JsonElement root, string key, IReadOnlyList<(string Word, T Value)> words)
    {
        if (!TryGet(root, key, out var given))
            return words[0].Value;

        foreach (var (word, value) in words)
        {
            if (given.ValueKind == JsonValueKind.String && given.ValueEquals(word))
                return value;
        }

        Refuse(key, $"Give {string.Join(" or ", words.Select(each => each.Word))}.");
        return words[0].Value;
    }

    bool IsObject(JsonElement element, string at, string[] keys)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse(at, $"Give an object with {string.Join(", ", keys)}.");
            return false;
        }

        foreach (var key in element.EnumerateObject().Select(each => each.Name).Where(name => !keys.Contains(name)))
            Refuse(at.Length == 0 ? key : $"{at}.{key}", $"There is no such key: take it out. The keys are {string.Join(", ", keys)}.");
        return true;
    }

    static bool IsWhole(JsonElement given, out int number)
    {
        number = 0;
        return given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out number);
    }

    static bool TryGet(JsonElement of, string key, out JsonElement value) => of.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;

    void Refuse(string key, string why) => _problems.Add(new CardProblem(key, why));
}
