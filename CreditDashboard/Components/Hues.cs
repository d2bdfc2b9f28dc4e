namespace CreditDashboard.Components;

/// <summary>The colour of a channel: fixed, so that it is the same in every chart and table. The rest is slate.</summary>
public static class Hues
{
    /// <summary>The channels that have a hue of their own, in the order in which bars are stacked.</summary>
    public static readonly IReadOnlyList<string> Channels = ["extension", "web", "bulk", "csv", "salesforce", "hubspot", "api"];

    /// <summary>The class that carries the hue, <c>k1</c> to <c>k8</c>.</summary>
    public static string Of(string channel)
    {
        for (var hue = 0; hue < Channels.Count; hue++)
        {
            if (Channels[hue] == channel)
                return "k" + (char)('1' + hue);
        }

        return "k8";
    }
}
