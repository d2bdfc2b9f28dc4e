using NodaTime;

namespace CreditDashboard.Core.Cycles;

/// <summary>What the dates of a plan, as a snapshot of the vendor's gives them, say of an account's cycles.</summary>
public enum PlanDatesSay : byte
{
    /// <summary>The plan begins at a renewal of the account and ends at none: its period is another.</summary>
    Nothing,

    /// <summary>The plan's period is a cycle of the account as they are counted now.</summary>
    Confirm,

    /// <summary>The plan began at no renewal of the account: a person may take its start as a new anchor.</summary>
    Offer,
}

/// <summary>
/// A plan's dates beside the cycles as they are counted. Snapshots tell milliseconds and people often only minutes, so a start that is less
/// than a minute off is the same renewal.
/// </summary>
/// <param name="Anchor">The plan's start.</param>
/// <param name="Was">The cycle that holds the plan's start as cycles are counted now: the first window that would change.</param>
/// <param name="Becomes">What that window becomes if the start is taken as an anchor.</param>
public sealed record PlanDates(PlanDatesSay Say, Instant Anchor, Cycle Was, Cycle Becomes)
{
    static readonly Duration SameRenewal = Duration.FromMinutes(1);

    // The vendor counts its periods in UTC: where clocks are changed within one, its end lies an hour beside the wall's.
    static readonly Duration SamePeriod = Duration.FromHours(3);

    public static PlanDates? Of(CycleCalendar calendar, Instant? start, Instant? end)
    {
        if (start is not { } at || end <= at)
            return null;

        var was = calendar.Holding(at);
        if (IsSame(was.End, at))
            was = calendar.After(was);
        // The same start with another end is another period, which no anchor mends.
        if (IsSame(was.Start, at))
            return new(end is { } ends && !IsAbout(was.End, ends) ? PlanDatesSay.Nothing : PlanDatesSay.Confirm, at, was, was);

        // Before the first anchor, cycles are counted backwards from it: one that lies earlier still changes them all.
        var isCut = calendar.Anchors[0] <= at;
        var offered = new CycleCalendar(calendar.Zone, calendar.Period, calendar.Anchors.Append(at));
        return new(PlanDatesSay.Offer, at, was, isCut ? new Cycle(was.Start, at) : offered.Holding(at));
    }

    /// <summary>True if two instants are one renewal.</summary>
    public static bool IsSame(Instant one, Instant other) => one - other < SameRenewal && other - one < SameRenewal;

    static bool IsAbout(Instant one, Instant other) => one - other < SamePeriod && other - one < SamePeriod;
}
