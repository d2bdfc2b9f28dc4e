using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Usage.Findings;

/// <inheritdoc cref="FindingRules.Looks"/>
static class NightBursts
{
    const int RevealsMin = 20;
    const int NightShareMax = 10;
    const int FirstHour = 22;
    const int LastHour = 6;

    static readonly long GapMax = Duration.FromMinutes(5).BclCompatibleTicks;

    public static IEnumerable<Finding> In(LookedAt at)
    {
        Dictionary<int, List<int>> open = [];
        List<List<int>> bursts = [];
        var (first, end) = at.Reveals(at.From, at.To);
        for (var reveal = first; reveal < end; reveal++)
        {
            ref readonly var row = ref at.Rows.Reveals[reveal];
            if (!IsDirect(at, row) || !IsNight(at, row.OccurredAt))
                continue;

            if (!open.TryGetValue(row.User, out var burst) || row.Ticks - at.Rows.Reveals[burst[^1]].Ticks > GapMax)
                bursts.Add(open[row.User] = burst = []);
            burst.Add(reveal);
        }

        return bursts.Where(burst => burst.Count >= RevealsMin && !WorksAtNight(at, burst)).Select(burst => Found(at, burst));
    }

    static bool IsDirect(LookedAt at, in RevealRow row) =>
        row.User != Names.Absent && row.Job == Names.Absent
        && at.Judgement.Rules.Channels.KindOf(at.Rows.Names.Channels[row.Channel]) == ChannelKind.Direct;

    static bool IsNight(LookedAt at, Instant instant) => instant.InZone(at.Zone).Hour is >= FirstHour or < LastHour;

    /// <summary>True if of what the user revealed in the weeks before more than one in ten fell in the night.</summary>
    static bool WorksAtNight(LookedAt at, List<int> burst)
    {
        var (user, start) = (at.Rows.Reveals[burst[0]].User, at.Rows.Reveals[burst[0]].OccurredAt);
        var (all, night) = (0, 0);
        var (first, end) = at.Reveals(start - LookedAt.Before, start);
        for (var reveal = first; reveal < end; reveal++)
        {
            ref readonly var row = ref at.Rows.Reveals[reveal];
            if (row.User != user || !IsDirect(at, row))
                continue;

            all++;
            night += IsNight(at, row.OccurredAt) ? 1 : 0;
        }

        return NightShareMax * night > all;
    }

    static Finding.NightBurst Found(LookedAt at, List<int> burst)
    {
        var rows = at.RowsOf(burst, []);
        var channels = burst.Select(reveal => at.Rows.Reveals[reveal].Channel).Distinct().ToArray();
        return new(
            at.Rows.Reveals[burst[0]].User, at.Rows.Reveals[burst[0]].OccurredAt, at.Rows.Reveals[burst[^1]].OccurredAt, burst.Count,
            channels is [var only] ? only : Names.Absent, at.Around(rows), at.Sum(rows), rows);
    }
}
