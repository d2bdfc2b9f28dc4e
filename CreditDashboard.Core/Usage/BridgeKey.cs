using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Usage;

/// <summary>The steps of the bridge, in their order.</summary>
public enum BridgeStep : byte
{
    /// <summary>The direct reveals of those who count, made in the month, one credit each.</summary>
    OwnReveals,

    /// <summary>What a direct reveal cost beyond one credit, or less.</summary>
    MoreData,
    Bulk,
    BulkPartial,
    BulkEmpty,

    /// <summary>A bar for each integration, and for each channel of no known kind, by its name.</summary>
    Integration,
    Api,
    OtherUsers,

    /// <summary>Posted in the window for reveals outside the month, less reveals of the month that were charged elsewhere.</summary>
    Window,
    OtherActions,
    Discrepancies,
    Reversals,
    NotJudged,
}

/// <summary>Which bar of the bridge.</summary>
/// <param name="Channel">The slug of an integration; empty for every other step.</param>
public readonly record struct BridgeKey(BridgeStep Step, string Channel = "")
{
    const string OfIntegration = "integration:";

    /// <summary>What stands for a channel that is not named.</summary>
    const string Unnamed = "-";

    static readonly (BridgeStep Step, string Slug)[] Table =
    [
        (BridgeStep.OwnReveals, "own_reveals"),
        (BridgeStep.MoreData, "more_data"),
        (BridgeStep.Bulk, "bulk"),
        (BridgeStep.BulkPartial, "bulk_partial"),
        (BridgeStep.BulkEmpty, "bulk_empty"),
        (BridgeStep.Integration, OfIntegration),
        (BridgeStep.Api, "api"),
        (BridgeStep.OtherUsers, "other_users"),
        (BridgeStep.Window, "window"),
        (BridgeStep.OtherActions, "other_actions"),
        (BridgeStep.Discrepancies, "discrepancies"),
        (BridgeStep.Reversals, "reversals"),
        (BridgeStep.NotJudged, "not_judged"),
    ];

    public static IReadOnlyList<BridgeStep> Steps { get; } = [.. Table.Select(row => row.Step)];

    /// <summary>The key in files and addresses, such as <c>own_reveals</c> or <c>integration:hubspot</c>.</summary>
    public string Slug => Step == BridgeStep.Integration ? OfIntegration + (Channel.Length == 0 ? Unnamed : Channel) : Table[(int)Step].Slug;

    public static bool TryParse(string slug, out BridgeKey key)
    {
        if (slug.StartsWith(OfIntegration, StringComparison.Ordinal))
        {
            var channel = slug[OfIntegration.Length..];
            key = new(BridgeStep.Integration, channel == Unnamed ? "" : channel);
            return channel == Unnamed || Channels.IsSlug(channel);
        }

        var found = Array.FindIndex(Table, row => row.Slug == slug);
        key = new(found < 0 ? default : Table[found].Step);
        return found >= 0;
    }
}
