using System.CommandLine;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Commands;

/// <summary>The options that several verbs share, each made anew for the verb that takes it.</summary>
static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Answer with one JSON document on standard output." };

    public static Option<string> Account() => new("--account") { Description = "The account's slug.", HelpName = "SLUG", Required = true };

    public static Option<string?> AsOf() => new("--as-of") { Description = "What counts as now.", HelpName = "INSTANT" };

    public static Option<string> Window() => new("--window")
    {
        Description = Core.Cycles.Window.Kinds + ".",
        HelpName = "WINDOW",
        Required = true,
    };

    public static Option<string[]> Users() => new("--user") { Description = "Only this user; may be given again. '-' are rows that name no user.", HelpName = "E-MAIL", Arity = ArgumentArity.OneOrMore };

    public static Option<string[]> Channels() => new("--channel") { Description = "Only this channel; may be given again.", HelpName = "SLUG", Arity = ArgumentArity.OneOrMore };

    /// <summary>The numbers of users given by e-mail; null for everyone. A user whom no row names has none, and so no rows.</summary>
    public static HashSet<int>? NumbersOf(string[]? users, Names names)
    {
        if (users is null or [])
            return null;

        return [.. users.Select(user => user == "-"
            ? Names.Absent
            : names.Find(Actor.Normalise(user) is { Length: > 0 } address ? address : throw new WrongArgumentsException($"'{user}' is not an e-mail address.")))];
    }

    /// <summary>The numbers of channels given by slug; null for all.</summary>
    public static HashSet<int>? NumbersOfChannels(string[]? channels, Names names) =>
        channels is null or [] ? null : [.. channels.Select(channel => names.Find(channel.Trim().ToLowerInvariant()))];
}
