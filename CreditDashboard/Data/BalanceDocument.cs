using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>
/// The vendor's account usage, <c>{"credits": {"total": 50, "used": 22, "remaining": 28}, "plan": {"category": "free", "renewalType": "month",
/// "startDate": "...", "endDate": "..."}, "pricing": {"revealEmail": {"credits": 1, "perQuantity": 1}, ...}}</c>, as it is stored: the whole
/// answer with its keys in order, so that the same capture has the same digest.
/// </summary>
public static class BalanceDocument
{
    const string Credits = "credits";
    const string Plan = "plan";
    const string Pricing = "pricing";
    const int TextLengthMax = 100;

    /// <summary>The answer in one way only.</summary>
    public static string Canonical(JsonElement answer) =>
        Encoding.UTF8.GetString(AnswerJson.Document(json => Write(json, answer)).Span);

    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The snapshot that an answer makes, or what is wrong with it: a key and a sentence.</summary>
    /// <param name="answer">Without an envelope.</param>
    /// <param name="given">When it was taken, if whoever took it said so.</param>
    /// <param name="otherwise">When it counts as taken if not.</param>
    /// <param name="zone">Where a time without an offset is read.</param>
    public static (BalanceSnapshot? Snapshot, string Key, string Why) Read(JsonElement answer, Instant? given, Instant otherwise, DateTimeZone zone)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            return (null, "", "This is no JSON object: give the account usage as the vendor answers it.");

        var reading = new Reading(answer, zone);
        var document = Canonical(answer);
        var snapshot = new BalanceSnapshot
        {
            At = given ?? otherwise,
            IsTimeGiven = given is not null,
            Total = reading.Number(Credits, "total"),
            Used = reading.Number(Credits, "used"),
            Remaining = reading.Number(Credits, "remaining"),
            Category = reading.Text(Plan, "category"),
            RenewalType = reading.Text(Plan, "renewalType"),
            PlanStart = reading.At(Plan, "startDate"),
            PlanEnd = reading.At(Plan, "endDate"),
            Document = document,
            Digest = DigestOf(given is { } at ? $"{Timestamp.Format(at)} {document}" : document),
        };
        if (snapshot.PlanEnd <= snapshot.PlanStart)
            reading.Refuse("plan.endDate", "The plan ends before it begins.");
        return reading.Problem is (var key, var why) ? (null, key, why)
            : snapshot is { Total: null, Used: null, Remaining: null, PlanStart: null } && PricesOf(answer).Prices.Count == 0
                ? (null, "", "It says nothing of credits, plan or pricing.")
                : (snapshot, "", "");
    }

    /// <summary>The price list of an answer in its order, or why it cannot be read; none if it has none.</summary>
    public static (IReadOnlyList<VendorPrice> Prices, string Why) PricesOf(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty(Pricing, out var pricing) || pricing.ValueKind != JsonValueKind.Object)
            return ([], "");

        var prices = new List<VendorPrice>();
        foreach (var entry in pricing.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Object || !entry.Value.TryGetProperty("credits", out var credits) || !TryWhole(credits, out var count)
                || count < 0 || !TryQuantity(entry.Value, out var quantity))
            {
                return ([], "Its price list makes no card: not every price is a whole number of credits for a whole quantity.");
            }

            prices.Add(new(entry.Name, count, quantity));
        }

        return (prices, "");
    }

    /// <summary>The card that the price list of a stored snapshot makes; null with a sentence if it makes none, which is empty without a list.</summary>
    public static (RateCard? Card, string Why) CardOf(BalanceSnapshot snapshot, DateTimeZone zone)
    {
        using var json = JsonDocument.Parse(snapshot.Document);
        var (prices, why) = PricesOf(json.RootElement);
        if (prices.Count == 0)
            return (null, why);

        // Of the prices alone: two accounts with the same list share the card, and nothing of either stands in its id.
        var digest = DigestOf(string.Join('\n', prices.OrderBy(price => price.Action, StringComparer.Ordinal).Select(price => $"{price.Action} {price.Credits} {price.PerQuantity}")));
        return VendorPrices.CardOf(prices, digest, snapshot.At.InZone(zone).Date);
    }

    static bool TryQuantity(JsonElement price, out long quantity)
    {
        quantity = 1;
        return !price.TryGetProperty("perQuantity", out var given) || given.ValueKind == JsonValueKind.Null || (TryWhole(given, out quantity) && quantity >= 1);
    }

    static bool TryWhole(JsonElement given, out long number)
    {
        number = 0;
        return given.ValueKind == JsonValueKind.Number && given.TryGetInt64(out number);
    }

    static void Write(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(json, item);
                json.WriteEndArray();
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    sealed class Reading(JsonElement answer, DateTimeZone zone)
    {
        public (string Key, string Why)? Problem { get; private set; }

        public void Refuse(string key, string why) => Problem ??= (key, why);

        public long? Number(string part, string name)
        {
            if (Find(part, name) is not { } given)
                return null;
            if (TryWhole(given, out var number) && Math.Abs((decimal)number) <= 1_000_000_000_000)
                return number;

            Refuse($"{part}.{name}", "It is not a whole number of credits.");
            return null;
        }

        public string? Text(string part, string name) =>
            Find(part, name) is { ValueKind: JsonValueKind.String } given && given.GetString()!.Trim() is { Length: > 0 and <= TextLengthMax } text && !text.Any(char.IsControl) ? text : null;

        public Instant? At(string part, string name)
        {
            if (Find(part, name) is not { } given)
                return null;
            if (given.ValueKind == JsonValueKind.String && Timestamp.TryParse(given.GetString(), zone, out var at, out _, out _))
                return at;

            Refuse($"{part}.{name}", "It is no timestamp that can be read: it reads like 2026-07-28T04:39:48.755Z.");
            return null;
        }

        JsonElement? Find(string part, string name) =>
            answer.TryGetProperty(part, out var of) && of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var given) && given.ValueKind != JsonValueKind.Null ? given : null;
    }
}
