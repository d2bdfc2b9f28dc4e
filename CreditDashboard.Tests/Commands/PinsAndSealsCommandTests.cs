using System.Text.Json;

namespace CreditDashboard.Tests.Commands;

/// <summary><c>pins</c> and <c>seals</c>, as a user gives them.</summary>
public sealed class PinsAndSealsCommandTests : IDisposable
{
    readonly Terminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    static string Line(JsonElement row) => string.Join(' ', row.EnumerateObject().Select(each => each.Value.ToString()));

    Task<JsonElement> PinAsync(string verb, string reveal, string deduction) =>
        _terminal.DoneAsync("pins", verb, "--account", "acme", "--reveal", reveal, "--deduction", deduction, "--reason", "As told on the phone.");

    [Fact]
    public async Task Pins_ArePlacedListedExplainedAndWithdrawn()
    {
        await _terminal.CreateAccountAsync();
        await _terminal.DoneAsync("import", "--account", "acme", Terminal.Sample("article.reveals.csv"), Terminal.Sample("article.deductions.csv"));

        var confirmed = await PinAsync("confirm", "R-11", "D-6");
        Assert.Equal(["no_reveal wrong_user 1", "never_charged wrong_user 1"], confirmed.GetProperty("changed").EnumerateArray().Select(Line));
        var explained = await _terminal.DoneAsync("explain", "--account", "acme", "--deduction", "D-6", "--as-of", "2026-11-22T12:00:00Z");
        Assert.EndsWith("An agent confirmed this match.", explained.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, explained.GetProperty("evidence").GetProperty("tier").GetInt32());
        var alone = await _terminal.DoneAsync("explain", "--account", "acme", "--reveal", "R-16", "--as-of", "2026-11-22T12:00:00Z");
        Assert.Equal(JsonValueKind.Null, alone.GetProperty("evidence").GetProperty("tier").ValueKind);

        await PinAsync("accept", "R-10", "D-10");
        var waiting = await PinAsync("forbid", "R-10", "D-77");
        Assert.True(waiting.GetProperty("waiting").GetBoolean());
        Assert.Empty(waiting.GetProperty("changed").EnumerateArray());
        var pins = (await _terminal.DoneAsync("pins", "list", "--account", "acme")).GetProperty("pins");
        Assert.Equal(
            ["accepted R-10 D-10 As told on the phone. operator", "forbidden R-10 D-77 As told on the phone. operator", "confirmed R-11 D-6 As told on the phone. operator"],
            pins.EnumerateArray().Select(pin => string.Join(' ', pin.EnumerateObject().Take(5).Select(each => each.Value.ToString()))));
        Assert.Equal("overcharged 3", Line(pins[0].GetProperty("accepted")));

        var forbidden = await PinAsync("forbid", "R-10", "D-10");
        Assert.Contains("overcharged no_reveal 1", forbidden.GetProperty("changed").EnumerateArray().Select(Line));
        await PinAsync("withdraw", "R-10", "D-10");
        var table = await _terminal.RunAsync("pins", "list", "--account", "acme");
        Assert.Contains("forbidden, waiting", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("D-10 ", table.Output, StringComparison.Ordinal);

        var again = await _terminal.RunAsync("pins", "withdraw", "--account", "acme", "--reveal", "R-10", "--deduction", "D-10", "--reason", "Again.", "--json");
        Assert.Equal((1, "There is no pin on R-10 and D-10."), (again.ExitCode, again.Json.GetProperty("error").GetString()));
        Assert.Equal(2, (await _terminal.RunAsync("pins", "confirm", "--account", "acme", "--reveal", "R-10", "--deduction", "D-10")).ExitCode);
        await _terminal.DoneAsync("verify");
    }

    [Fact]
    public async Task Seals_HoldTheCyclesVerdicts_AndAmendmentsNameWhatTheySupersede()
    {
        await _terminal.CreateAccountAsync();
        var reveals = _terminal.Write("reveals.csv", "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found\nR-1,2021-03-20T10:00:00Z,ann@acme.example,web,bob,1,0\n");
        var first = _terminal.Write("first.csv", "deduction_id,posted_at,credits,user,channel,contact_id\nD-1,2021-03-21T10:00:00Z,5,ann@acme.example,web,eve\n");
        await _terminal.DoneAsync("import", "--account", "acme", "--covers", "2021-01-01..2021-12-31", reveals, first);

        var seal = await _terminal.DoneAsync("seals", "add", "--account", "acme", "--cycle", "2021-03-10T00:00:00Z", "--reason", "The books are closed.");
        Assert.Equal("5 0", Line(seal.GetProperty("credits")));
        var window = seal.GetProperty("window").GetProperty("label").GetString()!;
        var verdicts = await _terminal.RunAsync("verdicts", "--account", "acme", "--window", window, "--json");
        Assert.Equal(
            seal.GetProperty("sha256").GetString(),
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(verdicts.Output.TrimEnd('\n')))));

        var second = _terminal.Write("second.csv", "deduction_id,posted_at,credits,user,channel,contact_id\nD-2,2021-03-20T10:00:02Z,1,ann@acme.example,web,bob\n");
        await _terminal.DoneAsync("import", "--account", "acme", second);
        var amended = await _terminal.DoneAsync("seals", "amendments", "--account", "acme", "--cycle", "2021-03-10T00:00:00Z");
        var amendment = Assert.Single(amended.GetProperty("amendments").EnumerateArray());
        Assert.Equal("ok", amendment.GetProperty("verdict").GetProperty("code").GetString());
        Assert.EndsWith("never_charged 0", Line(Assert.Single(amendment.GetProperty("supersedes").EnumerateArray())), StringComparison.Ordinal);
        Assert.Equal("1 0", Line(amended.GetProperty("changed")));
        Assert.Single((await _terminal.DoneAsync("seals", "list", "--account", "acme")).GetProperty("seals").EnumerateArray());

        var early = await _terminal.RunAsync("seals", "add", "--account", "acme", "--cycle", "2190-01-01T00:00:00Z", "--reason", "Early.", "--json");
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("it can be sealed from 2190-02-03T09:14:00Z", early.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        var never = await _terminal.RunAsync("seals", "amendments", "--account", "acme", "--cycle", "2021-06-10T00:00:00Z");
        Assert.Equal((1, ""), (never.ExitCode, never.Output));
        await _terminal.DoneAsync("verify");
    }
}
