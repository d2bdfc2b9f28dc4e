namespace CreditDashboard.Tests.Commands;

/// <summary>One store with an empty account, for commands that change nothing.</summary>
public sealed class EmptyAccount : IAsyncLifetime
{
    internal Terminal Terminal { get; } = new();

    public Task InitializeAsync() => Terminal.CreateAccountAsync();

    public Task DisposeAsync()
    {
        Terminal.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>What a command says of arguments that it cannot take.</summary>
public sealed class WrongArgumentTests(EmptyAccount account) : IClassFixture<EmptyAccount>
{
    [Theory]
    [InlineData(2, "import", "--account", "acme", "--called-at", "noon", "file.json")]
    [InlineData(2, "usage", "--account", "acme")]
    [InlineData(2, "usage", "--account", "acme", "--window", "tomorrow")]
    [InlineData(2, "usage", "--account", "acme", "--window", "2026-11-01..2026-11-02T00:00:00Z")]
    [InlineData(2, "usage", "--account", "acme", "--window", "all", "--by", "mood")]
    [InlineData(2, "usage", "--account", "acme", "--window", "all", "--by", "user", "--by", "channel")]
    [InlineData(2, "usage", "--account", "acme", "--window", "all", "--credit-type", "gold")]
    [InlineData(2, "usage", "--account", "acme", "--window", "all", "--as-of", "noon")]
    [InlineData(2, "verdicts", "--account", "acme", "--window", "all", "--code", "fine")]
    [InlineData(2, "explain", "--account", "acme")]
    [InlineData(2, "cycles", "--account", "acme", "--count", "-1")]
    [InlineData(2, "cards", "assign", "--account", "acme", "--card", "help-article", "--from", "noon")]
    [InlineData(2, "cards", "assignments", "--account", "acme", "--replace", "2026-11-01T00:00:00Z")]
    [InlineData(2, "cards", "assignments", "--account", "acme", "--preview")]
    [InlineData(1, "cards", "assign", "--account", "acme", "--card", "gold", "--from", "2026-11-01T00:00:00Z")]
    [InlineData(1, "cards", "assignments", "--account", "acme", "--remove", "2026-11-01T00:00:00Z")]
    [InlineData(1, "cards", "assignments", "--account", "nobody")]
    [InlineData(1, "cards", "add", "nowhere.json")]
    [InlineData(1, "cards", "show", "gold")]
    [InlineData(2, "conjure")]
    [InlineData(2, "account", "create", "X", "--time-zone", "Mars/Olympus", "--renews-from", "2026-01-31T09:14:00Z")]
    [InlineData(1, "usage", "--account", "nobody", "--window", "all")]
    [InlineData(1, "import", "--account", "acme", "nowhere.csv")]
    [InlineData(1, "import", "--account", "nobody", "nowhere.csv")]
    public async Task WhatCannotBeMeant_IsRefusedWithItsCodeAndASentence(int exitCode, params string[] args)
    {
        var answer = await account.Terminal.RunAsync(args);

        Assert.Equal(exitCode, answer.ExitCode);
        Assert.Matches(@"\w+ .*[.!?]", answer.Errors + answer.Output);
    }
}
