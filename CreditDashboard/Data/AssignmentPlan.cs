using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>What is to become of the cards of an account at one instant: one more, another in place of the one there, or none.</summary>
public sealed record AssignmentPlan
{
    readonly bool _isThere;

    AssignmentPlan(Instant from, string? card, bool isThere)
    {
        From = from;
        Card = card;
        _isThere = isThere;
    }

    public Instant From { get; }

    /// <summary>The card's id, null where an assignment is taken away.</summary>
    public string? Card { get; }

    /// <summary>From the instant to the next assignment the account is priced by the card.</summary>
    public static AssignmentPlan Assign(string card, Instant from) => new(from, card, isThere: false);

    /// <summary>The card in place of the one that is assigned from that instant.</summary>
    public static AssignmentPlan Replace(string card, Instant from) => new(from, card, isThere: true);

    /// <summary>The card before it rules on to the next assignment.</summary>
    public static AssignmentPlan Remove(Instant from) => new(from, null, isThere: true);

    /// <summary>The assignments as they would be, by their instants.</summary>
    /// <param name="number">Which version of the card it is.</param>
    /// <exception cref="RefusedException">One is assigned from that instant already, or none is.</exception>
    internal List<CardAssignment> Of(long account, IEnumerable<CardAssignment> assignments, int number)
    {
        var (there, others) = (false, new List<CardAssignment>());
        foreach (var assignment in assignments)
        {
            there |= assignment.From == From;
            // One account is priced by one version of a card.
            if (assignment.From != From)
                others.Add(assignment.Card == Card ? Assigned(assignment.From) : assignment);
        }

        if (there && !_isThere)
            throw new RefusedException("A card is assigned from that instant already: replace it, or remove it.");
        if (!there && _isThere)
            throw new RefusedException("No card is assigned from that instant.");
        if (Card is not null)
            others.Add(Assigned(From));
        return [.. others.OrderBy(assignment => assignment.From)];

        CardAssignment Assigned(Instant from) => new() { AccountId = account, From = from, Card = Card!, Number = number };
    }
}
