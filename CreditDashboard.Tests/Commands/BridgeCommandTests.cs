using System.Text.Json;

namespace CreditDashboard.Tests.Commands;

/// <summary><c>bridge</c>, as a user gives it.</summary>
public sealed class BridgeCommandTests : IDisposable
{
    readonly Terminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public async Task Bridge_LeadsFromAnn_ToTheAccountsNumber()
    {
        await _terminal.CreateAccountAsync();
        await _terminal.DoneAsync("import", "--account", "acme", Terminal.Sample("article.reveals.csv"), Terminal.Sample("article.deductions.csv"));
        string[] asked = ["bridge", "--account", "acme", "--window", "this-cycle", "--user", "Ann@acme.example", "--as-of", "2026-11-22T12:00:00Z"];

        var bridge = await _terminal.DoneAsync(asked);
        Assert.Equal(["window", "bars", "total"], bridge.EnumerateObject().Select(each => each.Name));
        Assert.Equal("""{"from":"2026-10-31T09:14:00Z","to":"2026-11-30T09:14:00Z","label":"this-cycle"}""", bridge.GetProperty("window").GetRawText());
        Assert.Equal("""{"key":"own_reveals","label":"Own reveals in November, one credit each","credits":10}""", bridge.GetProperty("bars")[0].GetRawText());
        Assert.Equal(
            ["own_reveals 10", "more_data 4", "bulk 0", "bulk_partial 0", "bulk_empty 0", "api 0", "other_users 28", "window 1", "other_actions 1", "discrepancies 4", "reversals -1", "not_judged 0"],
            bridge.GetProperty("bars").EnumerateArray().Select(bar => $"{bar.GetProperty("key")} {Credits(bar)}"));
        Assert.Equal(47, bridge.GetProperty("total").GetInt64());

        var read = await _terminal.RunAsync(asked);
        Assert.Equal(0, read.ExitCode);
        Assert.Contains("+28", Line(read.Output, "other_users"), StringComparison.Ordinal);
        Assert.Contains("2 other users of the account", Line(read.Output, "other_users"), StringComparison.Ordinal);
        Assert.Contains("47 prospecting credits of the whole account.", read.Output, StringComparison.Ordinal);

        // Everyone, all of time, and someone of whom no row says anything: each still sums to what usage says.
        foreach (var more in new[] { [], new[] { "--user", "-" }, ["--user", "nobody@acme.example"] })
        {
            var all = await _terminal.DoneAsync(["bridge", "--account", "acme", "--window", "all", .. more]);
            Assert.Equal(48, all.GetProperty("total").GetInt64());
            Assert.Equal(48, all.GetProperty("bars").EnumerateArray().Sum(Credits));
        }
    }

    [Theory]
    [InlineData(1, "--account", "nowhere", "--window", "all")]
    [InlineData(2, "--account", "acme")]
    [InlineData(2, "--account", "acme", "--window", "someday")]
    [InlineData(2, "--account", "acme", "--window", "all", "--user", "not an address")]
    public async Task WhatCannotBeMeant_IsSaid(int exitCode, params string[] args)
    {
        await _terminal.CreateAccountAsync();
        var answer = await _terminal.RunAsync(["bridge", .. args]);
        Assert.Equal(exitCode, answer.ExitCode);
        Assert.NotEmpty(answer.Errors);
    }

    static long Credits(JsonElement bar) => bar.GetProperty("credits").GetInt64();

    static string Line(string output, string with) => output.Split('\n').Single(line => line.Contains(with, StringComparison.Ordinal));
}
