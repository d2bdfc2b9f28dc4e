using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Usage.Findings;

/// <inheritdoc cref="FindingRules.Looks"/>
static class SameContacts
{
    /// <summary>More than these are one finding.</summary>
    const int EachMax = 2;

    sealed record Shared(int Contact, LocalDate Day, List<int> Reveals);

    public static IEnumerable<Finding> In(LookedAt at)
    {
        var shared = SharedIn(at).ToList();
        return shared.Count > EachMax
            ? [Found(at, shared, at.From)]
            : shared.Select(each => Found(at, [each], null));
    }

    static IEnumerable<Shared> SharedIn(LookedAt at)
    {
        var (next, end) = at.Reveals(at.From, at.To);
        while (next < end)
        {
            // One day at a time: what is kept is one row of each contact that a day has seen.
            var day = Days.DayHolding(at.Rows.Reveals[next].OccurredAt, at.Zone);
            var over = Math.Min(end, at.Reveals(at.From, Days.StartOfDay(day.PlusDays(1), at.Zone)).To);
            foreach (var reveals in OfDay(at, next, over))
                yield return new(at.Rows.Reveals[reveals[0]].Contact, day, reveals);
            next = over;
        }
    }

    static IEnumerable<List<int>> OfDay(LookedAt at, int from, int to)
    {
        Dictionary<int, int> firsts = [];
        Dictionary<int, List<int>> shared = [];
        for (var reveal = from; reveal < to; reveal++)
        {
            ref readonly var row = ref at.Rows.Reveals[reveal];
            if (row.Contact == Names.Absent || row.User == Names.Absent || !at.IsOnlyReveal(reveal) || at.ChargedWith(reveal) <= Credits.None)
                continue;

            if (firsts.TryAdd(row.Contact, reveal))
                continue;

            var first = firsts[row.Contact];
            if (shared.TryGetValue(row.Contact, out var all))
                all.Add(reveal);
            else if (at.Rows.Reveals[first].User != row.User)
                shared[row.Contact] = [first, reveal];
        }

        return shared.OrderBy(each => each.Value[1]).Select(each => each.Value);
    }

    static Finding.SameContact Found(LookedAt at, List<Shared> shared, Instant? from)
    {
        var rows = at.RowsOf(shared.SelectMany(each => each.Reveals), []);
        var around = at.Around(rows);
        return new(
            at.Rows.Names.Contacts[shared[0].Contact], shared.Count, shared[0].Day, [.. shared[0].Reveals.Select(reveal => at.Rows.Reveals[reveal].User).Distinct()],
            around with { From = from ?? around.From }, at.Sum(rows), rows);
    }
}
