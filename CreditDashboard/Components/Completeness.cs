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

    /// <summary>Beside <c>Data that was asked for</c>.</summary>
    public static string Word(string found) => found switch
    {
        Partial => "in part missing",
        Empty => "all missing",
        _ => "any",
    };

    public static bool Holds(string found, Quality quality) => found switch
    {
        Partial => quality.Partial > 0,
        Empty => quality.Empty > 0,
        _ => quality.IsCounted,
    };
}
