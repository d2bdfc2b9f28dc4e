using CreditDashboard.Core.Usage;

namespace CreditDashboard.Components;

/// <summary>How a reveal came back, as addresses and files name it.</summary>
public static class Completeness
{
    /// <summary>It asked for something, whatever came back.</summary>
    public const string Asked = "asked";
    public const string Partial = "partial";
    public const string Empty = "empty";

    public static string? Parse(string? text) => text is Asked or Partial or Empty ? text : null;

    public static bool Holds(string found, Quality quality) => found switch
    {
        Partial => quality.Partial > 0,
        Empty => quality.Empty > 0,
        _ => quality.IsCounted,
    };
}
