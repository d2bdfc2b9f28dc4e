using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Rates;

/// <summary>
/// The cards assigned to an account, each from its instant to the next: the assignment that begins last at or before an instant rules it.
/// Before the first it is the default card.
/// </summary>
public sealed class CardSchedule
{
    readonly Instant[] _starts;
    readonly RateCard[] _cards;

    /// <param name="assignments">In any order; of two that begin at one instant the later listed rules.</param>
    /// <param name="furtherCards">Cards that an operator added. One with the id of a published card stands in its place.</param>
    /// <exception cref="ArgumentException">An assignment names a card that does not exist, or two further cards have one id.</exception>
    public CardSchedule(IEnumerable<CardAssignment> assignments, IEnumerable<RateCard>? furtherCards = null)
        : this(PublishedCards.Default, assignments, furtherCards ?? [])
    {
    }

    CardSchedule(RateCard first, IEnumerable<CardAssignment> assignments, IEnumerable<RateCard> furtherCards)
    {
        var further = furtherCards.ToDictionary(card => card.Id, StringComparer.Ordinal);
        CardAssignment[] ordered = [.. assignments.OrderBy(assignment => assignment.From)];
        _starts = [.. ordered.Select(assignment => assignment.From)];
        _cards = [first, .. ordered.Select(assignment => Find(assignment.Card))];

        RateCard Find(string id) => further.GetValueOrDefault(id) ?? PublishedCards.Find(id)
            ?? throw new ArgumentException($"There is no rate card '{id}'.", nameof(assignments));
    }

    /// <summary>One card from the beginning to the end of time, as for asking how well it fits.</summary>
    public static CardSchedule Always(RateCard card) => new(card, [], []);

    /// <summary>The card that rules the instant: when a reveal occurred, or when a deduction without a reveal was posted.</summary>
    public RateCard At(Instant at)
    {
        // Assignments are few and most rows are ruled by the last one.
        var ruling = _starts.Length;
        while (ruling > 0 && _starts[ruling - 1] > at)
            ruling--;
        return _cards[ruling];
    }
}
