using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Tests;

public class LedgerTests
{
    [Fact]
    public void Position_OrdersByInstantThenTie()
    {
        var at = Instant.FromUtc(2026, 11, 2, 10, 0);
        Assert.True(Position.Of(Side.Reveal, "b", at) < Position.Of(Side.Reveal, "a", at.PlusTicks(1)));
        Assert.NotEqual(Position.Of(Side.Reveal, "a", at), Position.Of(Side.Deduction, "a", at));
    }
}
