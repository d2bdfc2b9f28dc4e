using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Tests.Core.Cycles;

/// <summary>What must hold in every zone of the tz database, whatever its clocks do.</summary>
public class EveryZoneTests
{
    const int Years = 11;

    static readonly Duration QuarterHour = Duration.FromMinutes(15);

    static readonly LocalDateTime[] Anchors =
    [
        new(2015, 1, 28, 0, 0), new(2015, 1, 29, 2, 30), new(2015, 12, 30, 9, 14), new(2015, 3, 31, 23, 59, 59), new(2016, 2, 29, 1, 30),
    ];

    [Fact]
    public void Cycles_FollowTheirDefinition()
    {
        foreach (var zone in Zones())
        {
            foreach (var (period, anchors) in Calendars(zone))
            {
                var expected = Boundaries(zone, period, anchors);
                var calendar = new CycleCalendar(zone, period, anchors);

                Assert.Equal(expected, calendar.BoundariesBetween(expected[0], expected[^1] - Duration.Epsilon));
                Assert.Equal(expected.Order().Distinct(), expected);
            }
        }
    }

    [Fact]
    public void Cycles_TileTimeWithoutGapOrOverlap()
    {
        foreach (var zone in Zones())
        {
            foreach (var (period, anchors) in Calendars(zone))
            {
                var calendar = new CycleCalendar(zone, period, anchors);
                var last = anchors.Max() + Duration.FromDays(366 * Years);
                var cycle = calendar.Holding(anchors.Min() - Duration.FromDays(366 * Years));
                for (Cycle next; cycle.Start < last; cycle = next)
                {
                    next = calendar.After(cycle);
                    Assert.True(cycle.Start < cycle.End, $"An empty cycle at {cycle.Start} in {zone.Id}.");
                    Assert.Equal(cycle.End, next.Start);
                    Assert.Equal(cycle, calendar.Before(next));
                    Assert.Equal(cycle, calendar.Holding(cycle.Start));
                    Assert.Equal(cycle, calendar.Holding(cycle.Start + ((cycle.End - cycle.Start) / 2)));
                }
            }
        }
    }

    [Fact]
    public void Days_TileTimeWithoutGapOrOverlap()
    {
        foreach (var zone in Zones())
        {
            // The days around every change of the clocks, and those alone: the others are plain.
            foreach (var change in Changes(zone, 2000, 2037))
            {
                var day = change.InZone(zone).Date.PlusDays(-3);
                for (var i = 0; i < 6; i++, day = day.PlusDays(1))
                {
                    var (start, end) = (Days.StartOfDay(day, zone), Days.StartOfDay(day.PlusDays(1), zone));
                    Assert.True(start <= end, $"{day} ends before it starts in {zone.Id}.");
                    if (start == end)
                        continue;

                    Assert.Equal(day, Days.DayHolding(start, zone));
                    Assert.Equal(day, Days.DayHolding(end - Duration.Epsilon, zone));
                    Assert.Equal(day, Days.DayHolding(start + ((end - start) / 2), zone));
                }
            }
        }
    }

    [Fact]
    public void AnInstantNearAChangeOfTheClocks_LiesInTheStretchOfItsDay()
    {
        foreach (var zone in Zones())
        {
            var instants =
                from change in Changes(zone, 2000, 2037)
                from quarters in Enumerable.Range(-8, 17)
                select change + (QuarterHour * quarters);
            foreach (var at in instants)
            {
                var day = Days.DayHolding(at, zone);
                Assert.True(Days.StartOfDay(day, zone) <= at && at < Days.StartOfDay(day.PlusDays(1), zone), $"{at} in {zone.Id}.");
            }
        }
    }

    static IEnumerable<DateTimeZone> Zones() => DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]);

    /// <summary>Anchors on the last days of months, alone and together, and others whose renewals fall into gaps and folds.</summary>
    static IEnumerable<(RenewalPeriod Period, Instant[] Anchors)> Calendars(DateTimeZone zone)
    {
        Instant[] plain = [.. Anchors.Select(local => zone.AtLeniently(local).ToInstant())];
        foreach (var anchor in plain)
            yield return (RenewalPeriod.Month, [anchor]);

        yield return (RenewalPeriod.Year, [plain[^1]]);
        yield return (RenewalPeriod.Month, plain);
        yield return (RenewalPeriod.Year, plain);

        foreach (var change in Changes(zone, 2010, 2016).Take(2))
        {
            var within = change.InZone(zone).LocalDateTime.PlusMinutes(-15);
            yield return (RenewalPeriod.Month, [zone.AtLeniently(within.PlusMonths(-7)).ToInstant()]);
            yield return (RenewalPeriod.Year, [zone.AtLeniently(within).ToInstant(), change + Duration.FromMinutes(15)]);
        }
    }

    static IEnumerable<Instant> Changes(DateTimeZone zone, int fromYear, int toYear) =>
        zone.GetZoneIntervals(Instant.FromUtc(fromYear, 1, 1, 0, 0), Instant.FromUtc(toYear, 1, 1, 0, 0))
            .Skip(1)
            .Select(interval => interval.Start);

    /// <summary>The definition, straight: every renewal of every anchor within its own reign.</summary>
    static Instant[] Boundaries(DateTimeZone zone, RenewalPeriod period, Instant[] anchors)
    {
        var count = period == RenewalPeriod.Month ? 12 * Years : Years;
        var boundaries = new List<Instant>();
        Instant[] ordered = [.. anchors.Order()];
        for (var i = 0; i < ordered.Length; i++)
        {
            var local = ordered[i].InZone(zone).LocalDateTime;
            for (var n = i == 0 ? -count : 0; n <= count; n++)
            {
                var renewed = period == RenewalPeriod.Month ? local.PlusMonths(n) : local.PlusYears(n);
                var renewal = n == 0 ? ordered[i] : InstantOf(renewed, zone);
                if (i + 1 == ordered.Length || renewal < ordered[i + 1])
                    boundaries.Add(renewal);
            }
        }

        return [.. boundaries];
    }

    static Instant InstantOf(LocalDateTime local, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(local);
        return mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
    }
}
