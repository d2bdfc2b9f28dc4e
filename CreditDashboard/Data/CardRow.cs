using NodaTime;

namespace CreditDashboard.Data;

/// <summary>A version of a card that was added, or its removal. Rows are only ever added.</summary>
public sealed class CardRow
{
    /// <summary>Whose card it is: all cards are the instance's, <see cref="AuditRow.Instance"/>.</summary>
    public long AccountId { get; init; } = AuditRow.Instance;

    /// <summary>The card's id.</summary>
    public required string Card { get; init; }

    /// <summary>Counts the versions of the card from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The whole card as <see cref="CardJson"/> writes it; null where it was removed.</summary>
    public string? Document { get; init; }

    public required Instant At { get; init; }

    /// <summary>Who: a person's id or <c>operator</c>.</summary>
    public required string Actor { get; init; }
}
