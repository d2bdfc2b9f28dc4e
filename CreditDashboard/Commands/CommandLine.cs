using System.CommandLine;

namespace CreditDashboard.Commands;

/// <summary>
/// The product as a command: <c>dotnet run --project CreditDashboard -- VERB</c> does one thing and exits. Each verb has a file here.
/// </summary>
public static class CommandLine
{
    /// <summary>True if the arguments name something to do, and not only settings for the server.</summary>
    public static bool IsGiven(IReadOnlyList<string> args) => args.Any(arg => !IsSetting(arg));

    /// <summary>Does what the arguments say. Returns the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var settings = args.Where(IsSetting).ToArray();
        var parsed = Root(settings).Parse([.. args.Where(arg => !IsSetting(arg))]);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

        foreach (var error in parsed.Errors)
            await Console.Error.WriteLineAsync(error.Message);
        await Console.Error.WriteLineAsync("Ask with --help for what can be given.");
        return (int)ExitCode.WrongArguments;
    }

    static RootCommand Root(string[] settings) => new("What the team's credits went to, and whether each deduction was right.")
    {
        AccountCommand.Create(settings),
        ImportCommand.Create(settings),
        ImportsCommand.Create(settings),
        UsageCommand.Create(settings),
        VerdictsCommand.Create(settings),
        ExplainCommand.Create(settings),
        BridgeCommand.Create(settings),
        CyclesCommand.Create(settings),
        CardsCommand.Create(settings),
        PinsCommand.Create(settings),
        SealsCommand.Create(settings),
        VerifyCommand.Create(settings),
    };

    // What the host itself takes, and a test host gives it.
    static readonly string[] HostSettings = ["--urls", "--environment", "--contentRoot", "--applicationName"];

    /// <summary><c>--Section:Key=value</c> is a setting and not for the parser, whose options are all in lower case.</summary>
    static bool IsSetting(string arg)
    {
        var name = arg.Split('=')[0];
        return name.StartsWith("--", StringComparison.Ordinal)
            && (name.Contains(':', StringComparison.Ordinal)
                || name is [_, _, >= 'A' and <= 'Z', ..]
                || HostSettings.Contains(name, StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>How a command ends.</summary>
public enum ExitCode
{
    /// <summary>Done, also when the answer is empty.</summary>
    Done = 0,

    /// <summary>Refused rows or files, conflicts, something that does not exist, or a check that failed.</summary>
    Refused = 1,
    WrongArguments = 2,

    /// <summary>The store is in use or cannot be opened.</summary>
    StoreTrouble = 3,
}
