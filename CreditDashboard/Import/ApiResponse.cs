using System.Globalization;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>What one response of the vendor's API showed of one contact.</summary>
/// <param name="Contact">Empty if the result has no id, as one that was not found.</param>
readonly record struct ApiResult(string Contact, int Emails, int Phones);

/// <summary>A response of the vendor's API, with who asked and when.</summary>
sealed record ApiResponse(ReportedCharge Charge, IReadOnlyList<ApiResult> Results, bool ZoneAssumed)
{
    public bool SaysTheSame(ApiResponse other) => Charge == other.Charge && Results.SequenceEqual(other.Results);
}

/// <summary>
/// Reads a response: <c>{"calledAt": "...", "endpoint": "...", "apiKeyOwner": "ops@acme.example", "response": {"requestId": "...",
/// "results": [{"id": "...", "emails": [...], "phones": [...]}, {"error": {"code": "NOT_FOUND"}}], "billing": {"creditsCharged": 1,
/// "resultsReturned": 1}}}</c>, or what stands under <c>response</c> alone.
/// </summary>
/// <param name="zone">Where a time without an offset is read.</param>
/// <param name="calledAt">When what does not say so was called; null if nobody said.</param>
sealed class ApiResponseReading(DateTimeZone zone, Instant? calledAt)
{
    const long CreditsMax = 1_000_000_000_000;

    // Names that stand twice would mean two things.
    static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    string? _column;
    string _why = "";

    /// <summary>The id and user of what was just refused, as far as they could be read; the id is that of its first result.</summary>
    public (string Id, Instant? At, string User) Readable { get; private set; }

    /// <summary>False if what was just refused showed nobody, so that no reveal is missing.</summary>
    public bool MayHaveShown { get; private set; }

    /// <summary>The response, or null with a problem.</summary>
    public ApiResponse? Read(ReadOnlyMemory<byte> utf8, long line, out Problem? problem)
    {
        (_column, _why, Readable, MayHaveShown) = (null, "", ("", null, ""), true);
        ApiResponse? response = null;
        try
        {
            using var json = JsonDocument.Parse(utf8, Options);
            response = Read(json.RootElement);
        }
        catch (JsonException wrong)
        {
            Refuse(null, $"This is not one JSON object, or it has a name twice: see its line {(wrong.LineNumber ?? 0) + 1}, byte {(wrong.BytePositionInLine ?? 0) + 1}.");
        }
        catch (InvalidOperationException)
        {
            Refuse(null, "It holds half of a surrogate pair: no text has such a letter.");
        }

        problem = _why.Length > 0 ? new Problem(line, _column, _why) : null;
        return problem is null ? response : null;
    }

    ApiResponse? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Refused(null, "It is not a JSON object: give one response of the vendor's API.");

        var response = root.TryGetProperty("response", out var inner) ? inner : root;
        if (response.ValueKind != JsonValueKind.Object)
            return Refused("response", "It is not a JSON object: put the vendor's answer here.");

        var request = Text(response, "requestId");
        var at = CalledAt(root, response, out var zoneAssumed);
        var user = Actor.Normalise(Text(root, "apiKeyOwner"));
        Readable = (request.Length > 0 ? $"{request}#0" : "", at, user ?? "");
        var results = Results(response);
        if (request.Length == 0)
            Refuse("requestId", "It is empty: every response has one of its own.");
        if (user is null)
            Refuse("apiKeyOwner", "It is no e-mail address: it must hold one @ and no blank.");

        var hasBilling = response.TryGetProperty("billing", out var billing) && billing.ValueKind == JsonValueKind.Object;
        var (credits, returned) = hasBilling ? (Whole(billing, "creditsCharged"), Whole(billing, "resultsReturned")) : (null, null);
        if (!hasBilling && !response.TryGetProperty("results", out _))
            Refuse(null, "It has neither results nor billing: this is no response of the vendor's API.");
        return at is null || user is null ? null
            : new ApiResponse(new(request, at.Value, credits is { } count ? new Credits(count) : null, returned, user, Text(root, "endpoint")), results, zoneAssumed);
    }

    Instant? CalledAt(JsonElement root, JsonElement response, out bool zoneAssumed)
    {
        zoneAssumed = false;
        var given = root.TryGetProperty("calledAt", out var outer) ? outer : response.TryGetProperty("calledAt", out var inner) ? inner : default;
        if (given.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            if (calledAt is null)
                Refuse("calledAt", "It does not say when it was called: add the envelope, {\"calledAt\": \"2026-07-31T01:50:12Z\", \"apiKeyOwner\": …, \"response\": …}, or say it for the whole file with --called-at INSTANT, on the page under Called at.");
            return calledAt;
        }

        if (given.ValueKind == JsonValueKind.String && Timestamp.TryParse(given.GetString(), zone, out var instant, out zoneAssumed, out var why))
            return instant;

        Refuse("calledAt", "It is no timestamp that can be read: it reads like 2026-07-31T01:50:12Z.");
        return null;
    }

    List<ApiResult> Results(JsonElement response)
    {
        List<ApiResult> read = [];
        MayHaveShown = response.TryGetProperty("results", out var results) && results.ValueKind != JsonValueKind.Null;
        if (!MayHaveShown)
            return read;
        if (results.ValueKind != JsonValueKind.Array)
        {
            Refuse("results", "It is no list.");
            return read;
        }

        MayHaveShown = results.GetArrayLength() > 0;
        foreach (var (index, result) in results.EnumerateArray().Index())
        {
            if (result.ValueKind == JsonValueKind.Object)
                read.Add(new(Text(result, "id", $"results[{index}].id"), Found(result, index, "emails", "email"), Found(result, index, "phones", "number", "phone")));
            else
                Refuse($"results[{index}]", "It is no object.");
        }

        return read;
    }

    /// <summary>How many of a kind were shown; what stands there without a value was not.</summary>
    int Found(JsonElement result, int index, string name, params ReadOnlySpan<string> values)
    {
        if (!result.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
            return 0;
        if (list.ValueKind != JsonValueKind.Array)
        {
            Refuse($"results[{index}].{name}", "It is no list.");
            return 0;
        }

        var count = 0;
        foreach (var item in list.EnumerateArray())
        {
            var isShown = item.ValueKind == JsonValueKind.Object || (item.ValueKind == JsonValueKind.String && item.GetString()!.AsSpan().Trim().Length > 0);
            foreach (var value in values)
            {
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty(value, out var shown))
                    isShown &= shown.ValueKind != JsonValueKind.Null && !(shown.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(shown.GetString()));
            }

            count += isShown ? 1 : 0;
        }

        return count;
    }

    /// <summary>A text or a number as it stands; empty if it is absent.</summary>
    string Text(JsonElement of, string name, string? column = null)
    {
        if (!of.TryGetProperty(name, out var given) || given.ValueKind == JsonValueKind.Null)
            return "";
        var text = given.ValueKind switch
        {
            JsonValueKind.String => given.GetString()!,
            JsonValueKind.Number => given.GetRawText(),
            _ => null,
        };
        if (text is null)
            Refuse(column ?? name, "A text belongs here.");
        else if (text.Any(char.IsControl))
            Refuse(column ?? name, "It holds a line break, a tab or another control character.");
        else
            return string.IsNullOrWhiteSpace(text) ? "" : text;
        return "";
    }

    long? Whole(JsonElement billing, string name)
    {
        if (!billing.TryGetProperty(name, out var given) || given.ValueKind == JsonValueKind.Null)
            return null;

        var text = given.ValueKind switch { JsonValueKind.Number => given.GetRawText(), JsonValueKind.String => given.GetString()!, _ => "" };
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number is >= 0 and <= CreditsMax)
        {
            return (long)number;
        }

        Refuse($"billing.{name}", "It is not a whole number, 0 or more.");
        return null;
    }

    ApiResponse? Refused(string? column, string why)
    {
        Refuse(column, why);
        return null;
    }

    void Refuse(string? column, string why)
    {
        if (_why.Length == 0)
            (_column, _why) = (column, why);
    }
}
