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
    /// <param name="furtherCards">Cards that were added to the store, each with an id of its own.</param>
    /// <exception cref="ArgumentException">
    /// An assignment names a card that does not exist, or two cards have one id: a published card is never stood in for.
    /// </exception>
    public CardSchedule(IEnumerable<CardAssignment> assignments, IEnumerable<RateCard>? furtherCards = null)
        : this(PublishedCards.Default, assignments, furtherCards ?? [])
    {
    }

    CardSchedule(RateCard first, IEnumerable<CardAssignment> assignments, IEnumerable<RateCard> furtherCards)
    {
        var further = furtherCards.ToDictionary(card => card.Id, StringComparer.Ordinal);
        if (further.Values.FirstOrDefault(card => PublishedCards.Find(card.Id) is not null) is { } shadow)
            throw new ArgumentException($"The card '{shadow.Id}' ships with the product: another needs an id of its own.", nameof(furtherCards));

        CardAssignment[] ordered = [.. assignments.OrderBy(assignment => assignment.From)];
        _starts = [.. ordered.Select(assignment => assignment.From)];
        _cards = [first, .. ordered.Select(assignment => Find(assignment.Card))];

        RateCard Find(string id) => further.GetValueOrDefault(id) ?? PublishedCards.Find(id)
            ?? throw new ArgumentException($"There is no rate card '{id}'.", nameof(assignments));
    }

    /// <summary>One card from the beginning to the end of time, as for asking how well it fits.</summary>
    public static CardSchedule Always(RateCard card) => new(card, [], []);

    /// <summary>The card before the first assignment, from null on, and then each that was assigned, in the order of their instants.</summary>
    public IReadOnlyList<(Instant? From, RateCard Card)> Periods =>
        [.. _cards.Select((card, index) => (index == 0 ? (Instant?)null : _starts[index - 1], card))];

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
