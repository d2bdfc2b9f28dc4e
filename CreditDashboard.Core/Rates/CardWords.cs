using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Rates;

/// <summary>The policies of a card by the words that stand for them in documents and forms.</summary>
public static class CardWords
{
    public static IReadOnlyList<(string Word, PriceBasis Value)> Bases { get; } =
        [("per_type", PriceBasis.PerType), ("per_data_point", PriceBasis.PerDataPoint)];

    public static IReadOnlyList<(string Word, PartialRule Value)> Partials { get; } =
        [("up_to_asked", PartialRule.UpToAsked), ("as_shown", PartialRule.AsShown)];

    public static IReadOnlyList<(string Word, RepeatRule Value)> Repeats { get; } =
        [("may_be_free", RepeatRule.MayBeFree), ("free_within_cycle", RepeatRule.FreeWithinCycle)];

    public static IReadOnlyList<(string Word, CreditType Value)> CreditTypes { get; } =
        [.. Ledger.CreditTypes.All.Select(type => (type.Slug(), type))];

    /// <summary>The word of a value in one of the lists above.</summary>
    public static string Of<T>(IReadOnlyList<(string Word, T Value)> words, T value) where T : struct, Enum =>
        words.First(each => EqualityComparer<T>.Default.Equals(each.Value, value)).Word;
}
