using System.Collections.Immutable;

namespace CreditDashboard.Components;

/// <summary>
/// The part of an address that every page over a ledger has: which account, which window, whose rows and through which channels. An empty
/// list is everyone and every channel. Users stand here by the opaque ids that the account gave them.
/// </summary>
public sealed record LedgerFilter
{
    public const string DefaultWindow = "this-cycle";

    /// <summary>The window from the first row to the last.</summary>
    public const string Everything = "all";

    public required string Account { get; init; }
    public string Window { get; init; } = DefaultWindow;
    public ImmutableArray<string> Users { get; init; } = [];
    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>Reads an address. It may be old or typed by hand, so what makes no sense means the default.</summary>
    public static LedgerFilter Parse(string? account, string? window, string[]? users, string[]? channels) => new()
    {
        Account = account?.Trim() ?? "",
        Window = string.IsNullOrWhiteSpace(window) ? DefaultWindow : window.Trim(),
        Users = Listed(users),
        Channels = Listed(channels),
    };

    public bool IsNarrowed => Users.Length + Channels.Length > 0;

    public LedgerFilter Everyone() => this with { Users = [], Channels = [] };

    /// <summary>The filter with one channel more, or without it if it was there.</summary>
    public LedgerFilter Toggle(string channel) =>
        this with { Channels = Channels.Contains(channel) ? Channels.Remove(channel) : Channels.Add(channel) };

    /// <summary>The values that an address gives for a name, each once.</summary>
    public static ImmutableArray<string> Listed(string[]? texts) =>
        texts is null ? [] : [.. texts.Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
}
