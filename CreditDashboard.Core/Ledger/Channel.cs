namespace CreditDashboard.Core.Ledger;

/// <summary>How channels are grouped where people read them.</summary>
public enum ChannelKind : byte
{
    Direct,
    Bulk,
    Integration,
    Api,
    Other,
}

public static class ChannelKinds
{
    public static IReadOnlyList<ChannelKind> All { get; } = Enum.GetValues<ChannelKind>();

    /// <summary>The word in files and addresses, such as <c>integration</c>.</summary>
    public static string Slug(this ChannelKind kind) => kind switch
    {
        ChannelKind.Direct => "direct",
        ChannelKind.Bulk => "bulk",
        ChannelKind.Integration => "integration",
        ChannelKind.Api => "api",
        _ => "other",
    };
}

/// <summary>
/// The rules about channel names: a slug of 1 to 40 of <c>a-z 0-9 . _ -</c>, and the kind it belongs to. A slug that no list names is
/// kept and stands as <see cref="ChannelKind.Other"/>. Article: "Credits consumed via integrations (Salesforce, HubSpot, etc.) count
/// toward the balance".
/// </summary>
public sealed class Channels
{
    public const int SlugLengthMax = 40;

    /// <summary>The integrations that are known without a setting.</summary>
    public static readonly IReadOnlyList<string> PublishedIntegrations =
        ["salesforce", "hubspot", "outreach", "salesloft", "pipedrive", "zoho", "dynamics", "bullhorn", "zapier"];

    public static readonly Channels Published = new([]);

    readonly HashSet<string> _integrations;

    /// <param name="moreIntegrations">Integrations that a setting adds to the published ones.</param>
    public Channels(IEnumerable<string> moreIntegrations) =>
        _integrations = new HashSet<string>(PublishedIntegrations.Concat(moreIntegrations), StringComparer.Ordinal);

    /// <summary>The kind of a slug; <see cref="ChannelKind.Other"/> for an empty or unknown one.</summary>
    public ChannelKind KindOf(string slug) => slug switch
    {
        "extension" or "web" => ChannelKind.Direct,
        "bulk" or "csv" => ChannelKind.Bulk,
        "api" => ChannelKind.Api,
        _ when _integrations.Contains(slug) => ChannelKind.Integration,
        _ => ChannelKind.Other,
    };

    /// <summary>A channel as people read it: <c>Salesforce</c>, <c>CSV</c>.</summary>
    public static string NameOf(string slug) => slug switch
    {
        "" => "No channel",
        "api" => "API",
        "csv" => "CSV",
        "hubspot" => "HubSpot",
        _ => char.ToUpperInvariant(slug[0]) + slug[1..],
    };

    /// <summary>True if the text, already trimmed and in lower case, is a channel's slug.</summary>
    public static bool IsSlug(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > SlugLengthMax)
            return false;

        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter is not ('.' or '_' or '-'))
                return false;
        }

        return true;
    }
}
