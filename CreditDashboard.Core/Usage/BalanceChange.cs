using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>How an account's balance of one credit type went over a window: what stood at its two ends, and what came in between besides deductions.</summary>
/// <param name="Opening">At the window's start, with what a renewal at that instant gives.</param>
/// <param name="Given">By grants posted in the window, and by renewals after its start.</param>
/// <param name="Lapsed">What was left at renewals after its start; below nothing where more had been taken than there was.</param>
/// <param name="Closing">At the window's end; a renewal at that instant, or after asOf, is not in it.</param>
public sealed record BalanceChange(Credits Opening, Credits Given, Credits Lapsed, Credits Closing)
{
    /// <summary>What must have been taken, net of what was given back.</summary>
    public Credits Taken => Opening + Given - Lapsed - Closing;

    /// <summary>
    /// Balance at an instant = grants − deductions + reversals before it. An account that states credits per cycle is given them at each
    /// renewal, in place of which an allocation that the files bring in that cycle stands, and what is left lapses there, unless the files
    /// bring expiries of their own. Null if nothing is known to have been given.
    /// </summary>
    public static BalanceChange? Of(AccountRows rows, CycleCalendar calendar, IReadOnlyList<Grant> grants, long? creditsPerCycle, CreditType type, Window window, Instant asOf)
    {
        List<Grant> own = [.. grants.Where(grant => grant.CreditType == type)];
        var perCycle = type == CreditType.Prospecting ? creditsPerCycle : null;
        return perCycle is null && own.Count == 0 ? null : new Walk(rows, own, perCycle, type).Over(window, calendar, asOf);
    }

    /// <summary>A balance carried forward from the first row or grant, stretch by stretch between renewals and the window's ends.</summary>
    sealed class Walk(AccountRows rows, List<Grant> grants, long? perCycle, CreditType type)
    {
        readonly bool _lapsesByItself = perCycle is not null && !grants.Exists(grant => grant.Kind == GrantKind.Expiry);
        Credits _balance;
        Credits _given;
        Credits _lapsed;

        public BalanceChange Over(Window window, CycleCalendar calendar, Instant asOf)
        {
            var cycle = calendar.Holding(First(window, asOf));
            Renew(cycle);
            var opening = Credits.None;
            if (window.From is { } from)
            {
                for (; cycle.End <= from && cycle.End <= asOf; Renew(cycle))
                    cycle = Pass(cycle, cycle.Start, calendar);
                Carry(cycle.Start, from);
                (opening, _given, _lapsed) = (_balance, Credits.None, Credits.None);
            }

            var at = window.From;
            for (; cycle.End <= asOf && (window.To is not { } to || cycle.End < to); Renew(cycle))
                (cycle, at) = (Pass(cycle, at, calendar), cycle.End);
            Carry(at, window.To);
            return new(opening, _given, _lapsed, _balance);
        }

        Instant First(Window window, Instant asOf)
        {
            var first = window.From ?? asOf;
            if (rows.Deductions is [var row, ..])
                first = Instant.Min(first, row.PostedAt);
            return grants.Aggregate(first, (earliest, grant) => Instant.Min(earliest, grant.PostedAt));
        }

        Cycle Pass(Cycle cycle, Instant? from, CycleCalendar calendar)
        {
            Carry(from, cycle.End);
            return calendar.After(cycle);
        }

        void Renew(Cycle cycle)
        {
            if (_lapsesByItself)
                (_balance, _lapsed) = (Credits.None, _lapsed + _balance);
            if (perCycle is { } credits && !grants.Exists(grant => grant.Kind == GrantKind.Allocation && cycle.Holds(grant.PostedAt)))
                Give(new Credits(credits));
        }

        void Carry(Instant? from, Instant? to)
        {
            var stretch = new Window(from, to, "");
            if (from >= to)
                return;

            foreach (var grant in grants.Where(grant => stretch.Holds(grant.PostedAt)))
                Give(grant.Credits);
            _balance -= rows.Sums.Between(from, to, type).Credits;
        }

        void Give(Credits credits) => (_balance, _given) = (_balance + credits, _given + credits);
    }
}
