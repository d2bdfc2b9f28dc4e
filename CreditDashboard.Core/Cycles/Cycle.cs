using NodaTime;

namespace CreditDashboard.Core.Cycles;

/// <summary>A billing period from one renewal to the next, <c>[Start, End)</c>.</summary>
public readonly record struct Cycle(Instant Start, Instant End)
{
    public bool Holds(Instant at) => Start <= at && at < End;
}
