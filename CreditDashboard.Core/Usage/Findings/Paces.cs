using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Usage.Findings;

/// <inheritdoc cref="FindingRules.Looks"/>
static class Paces
{
    const int CyclesBefore = 3;
    const long UsualMin = 20;
    const long MoreMin = 50;

    static readonly Duration ElapsedMin = Duration.FromDays(3);

    public static IEnumerable<Finding> In(LookedAt at)
    {
        if (at.Window is not { From: { } from, To: { } to } || at.Cycles.Holding(from) is var cycle && (cycle.Start, cycle.End) != (from, to))
            yield break;

        var now = Instant.Min(to, at.Known);
        if (now - from < ElapsedMin || Before(at, cycle, now - from) is not { } before)
            yield break;

        foreach (var (user, credits) in ByUser(at, from, now))
        {
            var past = before.Select(each => each.GetValueOrDefault(user)).Order().ToArray();
            var usual = past[CyclesBefore / 2];
            if (user != Names.Absent && usual >= UsualMin && credits >= 2 * usual && 2 * credits >= 3 * past[^1] && credits - usual >= MoreMin)
                yield return Found(at, user, new(usual), from, now);
        }
    }

    /// <summary>What each user had taken by the same point of the cycles before; null if the ledger does not reach so far back.</summary>
    static List<Dictionary<int, long>>? Before(LookedAt at, Cycle cycle, Duration elapsed)
    {
        List<Dictionary<int, long>> before = [];
        for (var past = at.Cycles.Before(cycle); before.Count < CyclesBefore; past = at.Cycles.Before(past))
        {
            if (at.Rows.Deductions.Length == 0 || past.Start < at.Rows.Deductions[0].PostedAt)
                return null;
            before.Add(ByUser(at, past.Start, Instant.Min(past.End, past.Start + elapsed)));
        }

        return before;
    }

    static Dictionary<int, long> ByUser(LookedAt at, Instant from, Instant to)
    {
        Dictionary<int, long> sums = [];
        var (first, end) = at.Deductions(from, to);
        for (var row = first; row < end; row++)
        {
            if (!at.Counts(row))
                continue;

            var user = at.Rows.Deductions[at.Answered(row)].User;
            sums[user] = sums.GetValueOrDefault(user) + at.Rows.Deductions[row].Count;
        }

        return sums;
    }

    static Finding.Pace Found(LookedAt at, int user, Credits usual, Instant from, Instant to)
    {
        var (first, end) = at.Deductions(from, to);
        var rows = new FindingRows([.. Enumerable.Range(first, end - first).Where(row => at.Counts(row) && at.Rows.Deductions[at.Answered(row)].User == user)], []);
        return new(user, usual, new(from, to, ""), at.Sum(rows), rows);
    }
}
