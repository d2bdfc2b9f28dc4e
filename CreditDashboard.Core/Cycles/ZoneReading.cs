using NodaTime;
using NodaTime.TimeZones;

namespace CreditDashboard.Core.Cycles;

/// <summary>The one way in which a local time of an account becomes an instant.</summary>
static class ZoneReading
{
    static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>A time that the zone leaves out is the first instant after the gap; one that it has twice is the earlier.</summary>
    public static Instant ToInstant(this LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, Resolver).ToInstant();
}
