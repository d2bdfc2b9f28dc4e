using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Cycles;

/// <summary>
/// The billing cycles of one account. Renewal <c>n</c> is the anchor's local date-time plus <c>n</c> months or years, always counted from
/// the anchor and in both directions, so 31 January gives 28 February and then 31 March. Of several anchors each rules from its own instant
/// to the next one, which cuts the cycle then running; before the first, cycles count backwards from it. Every instant lies in exactly one
/// cycle, and no cycle is empty.
/// </summary>
/// <remarks>
/// Two renewals of one anchor never meet: their local times lie at least 28 days apart, and what a zone adds or takes is at most 18 hours.
/// Instants in the first and last years that <see cref="Instant"/> can hold have no renewal beyond them and throw.
/// </remarks>
public sealed class CycleCalendar
{
    readonly Instant[] _anchors;
    readonly LocalDateTime[] _locals;

    /// <exception cref="ArgumentException">There is no anchor.</exception>
    public CycleCalendar(DateTimeZone zone, RenewalPeriod period, IEnumerable<Instant> anchors)
    {
        Zone = zone;
        Period = period;
        _anchors = [.. anchors.Distinct().Order()];
        _locals = [.. _anchors.Select(anchor => anchor.InZone(zone).LocalDateTime)];
        if (_anchors.Length == 0)
            throw new ArgumentException("An account needs at least one instant that its cycles are counted from.", nameof(anchors));
    }

    /// <summary>The zone that renewals, days and months are counted in.</summary>
    public DateTimeZone Zone { get; }

    public RenewalPeriod Period { get; }

    /// <summary>Ascending, each once, at least one.</summary>
    public IReadOnlyList<Instant> Anchors => _anchors;

    /// <summary>
    /// The cycle that the instant lies in. It costs a few zone look-ups: for many rows take <see cref="BoundariesBetween"/>.
    /// </summary>
    public Cycle Holding(Instant at)
    {
        var ruling = Math.Max(0, LastAtOrBefore(_anchors, at));
        var number = PeriodsBetween(_locals[ruling], at.InZone(Zone).LocalDateTime);

        // The number is right or one off, as the day of the month and the zone decide; renewals ascend, so both loops end.
        while (Renewal(ruling, number) > at)
            number--;
        while (Renewal(ruling, number + 1) <= at)
            number++;

        var end = Renewal(ruling, number + 1);
        return new Cycle(Renewal(ruling, number), ruling + 1 < _anchors.Length ? Instant.Min(end, _anchors[ruling + 1]) : end);
    }

    /// <summary>The cycle that begins where this one ends.</summary>
    public Cycle After(Cycle cycle) => Holding(cycle.End);

    /// <summary>The cycle that ends where this one begins.</summary>
    public Cycle Before(Cycle cycle) => Holding(cycle.Start - Duration.Epsilon);

    /// <summary>
    /// The starts of all cycles from the one that holds <paramref name="from"/> to the one that holds <paramref name="to"/>, ascending, and
    /// then the end of the last: at least two instants. Of rows between the two, those in one cycle lie between the same neighbours.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public Instant[] BoundariesBetween(Instant from, Instant to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var cycle = Holding(from);
        var boundaries = new List<Instant> { cycle.Start, cycle.End };
        while (boundaries[^1] <= to)
            boundaries.Add(Holding(boundaries[^1]).End);

        return [.. boundaries];
    }

    // The anchor itself is taken as it is: of a local time that exists twice it may be the later instant.
    Instant Renewal(int ruling, int number) => number == 0 ? _anchors[ruling] : Plus(_locals[ruling], number).ToInstant(Zone);

    LocalDateTime Plus(LocalDateTime local, int number) =>
        Period == RenewalPeriod.Month ? local.PlusMonths(number) : local.PlusYears(number);

    int PeriodsBetween(LocalDateTime from, LocalDateTime to) =>
        Period == RenewalPeriod.Month ? (12 * (to.Year - from.Year)) + to.Month - from.Month : to.Year - from.Year;

    static int LastAtOrBefore(Instant[] ascending, Instant at)
    {
        var found = Array.BinarySearch(ascending, at);
        return found >= 0 ? found : ~found - 1;
    }
}
