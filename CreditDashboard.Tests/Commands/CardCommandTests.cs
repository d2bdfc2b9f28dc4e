using System.Text.Json;

namespace CreditDashboard.Tests.Commands;

/// <summary><c>cards</c>, as a user gives it.</summary>
public sealed class CardCommandTests : IDisposable
{
    const string Card = """
        {"id": "acme-2026", "name": "Acme order form", "version": "1", "source": {"title": "Order form, page 2", "address": "https://example.com/order", "captured": "2026-01-05"},
         "email": 1, "phone": 5, "together": {"min": 6, "max": 6}, "cap": 6, "repeat": "free_within_cycle"}
        """;

    readonly Terminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    static string Line(JsonElement row) => string.Join(' ', row.EnumerateObject().Select(each => each.Value.ToString()));

    static IEnumerable<string> Lines(JsonElement answer, string name) => answer.GetProperty(name).EnumerateArray().Select(Line);

    [Fact]
    public async Task WithoutAStore_ThePublishedCardsAreThere()
    {
        var list = await _terminal.DoneAsync("cards", "list");
        Assert.Equal(["help-article", "later-help-article", "per-data-point"], list.GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("card").GetString()));
        var shown = await _terminal.RunAsync("cards", "show", "per-data-point");
        Assert.Contains("Each phone number costs 1 credit. The article: \"Each data point has a separate credit cost\"", shown.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_terminal.Folder));
    }

    [Fact]
    public async Task Card_IsAddedAssignedChangedAndTakenAway()
    {
        await _terminal.CreateAccountAsync();
        await _terminal.DoneAsync("import", "--account", "acme", Terminal.Sample("article.reveals.csv"), Terminal.Sample("article.deductions.csv"));
        var added = await _terminal.DoneAsync("cards", "add", _terminal.Write("card.json", Card));
        Assert.Equal("acme-2026 1 False [] []", Line(added));
        Assert.Equal("acme-2026 1 True [] []", Line(await _terminal.DoneAsync("cards", "add", "card.json")));
        Assert.Equal("acme-2026 Acme order form 1 Order form, page 2", Lines(await _terminal.DoneAsync("cards", "list"), "cards").Last());

        var shown = await _terminal.DoneAsync("cards", "show", "acme-2026");
        Assert.Equal("https://example.com/order", shown.GetProperty("card").GetProperty("source").GetProperty("address").GetString());
        Assert.Contains("phone A phone alone costs 5 credits. ", Lines(shown, "rules"));
        Assert.Contains("1 e-mail and 2 phones 6 6", Lines(shown, "examples"));

        string[] assign = ["cards", "assign", "--account", "acme", "--card", "acme-2026", "--from", "2026-11-01T00:00:00Z"];
        var preview = await _terminal.DoneAsync([.. assign, "--preview"]);
        var assigned = await _terminal.DoneAsync(assign);
        Assert.NotEmpty(Lines(assigned, "changed"));
        Assert.Equal(preview.GetRawText(), assigned.GetRawText());
        Assert.Equal(
            ["help-article 1  2026-11-01T00:00:00Z", "acme-2026 1 2026-11-01T00:00:00Z "],
            Lines(await _terminal.DoneAsync("cards", "assignments", "--account", "acme"), "assignments"));
        var fit = await _terminal.DoneAsync("cards", "fit", "--account", "acme", "--window", "all");
        Assert.Contains("acme-2026", fit.GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("card").GetString()));

        _terminal.Write("card.json", Card.Replace("\"version\": \"1\"", "\"version\": \"2\"", StringComparison.Ordinal).Replace("\"min\": 6", "\"min\": 2", StringComparison.Ordinal));
        var changed = await _terminal.DoneAsync("cards", "add", "card.json");
        Assert.NotEmpty(Lines(changed.GetProperty("accounts")[0], "changed"));
        Assert.Equal(1, (await _terminal.RunAsync("cards", "remove", "acme-2026", "--json")).ExitCode);
        await _terminal.DoneAsync("cards", "assignments", "--account", "acme", "--remove", "2026-11-01T00:00:00Z");
        Assert.Equal("acme-2026", Line(await _terminal.DoneAsync("cards", "remove", "acme-2026")));
        await _terminal.DoneAsync("verify");
    }

    [Fact]
    public async Task WhatIsWrongWithACard_IsToldKeyByKey()
    {
        await _terminal.CreateAccountAsync();
        var answer = await _terminal.RunAsync("cards", "add", _terminal.Write("card.json", """{"id": "Acme", "email": "one", "cap": 6}"""), "--json");
        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(["id", "name", "version", "source", "email", "phone"], answer.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("key").GetString()));
        Assert.Contains("email: A price on a card is a whole number of credits from 0 to 1000000.", answer.Errors, StringComparison.Ordinal);

        var shadow = await _terminal.RunAsync("cards", "add", _terminal.Write("card.json", Card.Replace("acme-2026", "help-article", StringComparison.Ordinal)), "--json");
        Assert.Equal(1, shadow.ExitCode);
        Assert.Contains("give the card an id of its own", shadow.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
