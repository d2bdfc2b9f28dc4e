using NodaTime;

namespace CreditDashboard.Core.Cycles;

/// <summary>What a page shows: <c>[From, To)</c>; an end that is null is open.</summary>
public sealed record Window(Instant? From, Instant? To, string Label)
{
    public static readonly Window All = new(null, null, "all");

    public bool Holds(Instant at) => (From is not { } from || from <= at) && (To is not { } to || at < to);
}
