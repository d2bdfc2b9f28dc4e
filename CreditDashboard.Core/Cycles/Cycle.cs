using NodaTime;

namespace CreditDashboard.Core.Cycles;

/// <summary>
/// A billing period from one renewal to the next, <c>[Start, End)</c>. Article: the "This cycle" view "resets on your renewal date — not
/// the calendar month".
/// </summary>
public readonly record struct Cycle(Instant Start, Instant End)
{
    public bool Holds(Instant at) => Start <= at && at < End;
}
