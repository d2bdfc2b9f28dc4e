using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Usage;

/// <summary>One line of a ranking: a key with its credits, or all that no line is left for.</summary>
/// <param name="Keys">One key, or those that the line sums; a null among them is what the ledger does not say.</param>
public sealed record RankedLine(ImmutableArray<string?> Keys, Credits Credits, bool IsOther)
{
    public string? Key => Keys[0];
}

/// <summary>The keys that took the most credits, and the rest as one line, so that the lines always sum to the total.</summary>
public static class Ranking
{
    /// <param name="credits">Each key once.</param>
    /// <param name="max">How many keys have a line of their own; a single one beyond has one too, since "1 other" says less. Null is all.</param>
    public static ImmutableArray<RankedLine> Of(IEnumerable<(string? Key, Credits Credits)> credits, int? max)
    {
        var ranked = credits.OrderByDescending(each => each.Credits).ThenBy(each => each.Key is null).ThenBy(each => each.Key, StringComparer.Ordinal).ToList();
        var own = max is { } most && ranked.Count > most + 1 ? most : ranked.Count;
        var lines = ranked.Take(own).Select(each => new RankedLine([each.Key], each.Credits, false));
        return own == ranked.Count
            ? [.. lines]
            : [.. lines, new RankedLine([.. ranked.Skip(own).Select(each => each.Key)], Sum(ranked.Skip(own).Select(each => each.Credits)), true)];
    }

    internal static Credits Sum(IEnumerable<Credits> credits) => credits.Aggregate(Credits.None, (sum, each) => sum + each);
}
