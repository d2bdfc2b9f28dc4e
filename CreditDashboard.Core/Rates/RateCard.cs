using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Rates;

public sealed record RateCard(string Id);

/// <summary>The cards assigned to an account, each from its instant to the next; before the first, the default card.</summary>
public sealed class CardSchedule
{
    public CardSchedule(IEnumerable<CardAssignment> assignments) => _ = assignments.Count();

    public RateCard At(Instant at) => throw new NotSupportedException();
}
