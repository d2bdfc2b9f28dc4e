using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Notes of each row that is left over whether some row of the other side could have answered it at any tier, had another not taken it.
/// </summary>
sealed class Admissible(MatchState state)
{
    public void Run()
    {
        for (var reveal = 0; reveal < state.Reveals.Length; reveal++)
        {
            if (state.IsFreeReveal(reveal) && state.Min[reveal] > 0)
                state.HasAdmissibleDeduction[reveal] = HasDeduction(reveal);
        }

        for (var deduction = 0; deduction < state.Deductions.Length; deduction++)
        {
            if (state.IsFreeDeduction(deduction) && state.IsOfReveal(deduction))
                state.HasAdmissibleReveal[deduction] = HasReveal(deduction);
        }
    }

    bool HasReveal(int deduction)
    {
        var paid = state.Deductions[deduction];
        return AnyReveal(RowKey.Request, paid.Request, deduction, LagWindow.Any)
            || AnyReveal(RowKey.Job, paid.Job, deduction, LagWindow.Any)
            || (state.MayGoByTime(deduction) && (paid.User != Names.Absent
                ? AnyReveal(RowKey.User, paid.User, deduction, Tiers.UserWindow)
                : AnyReveal(RowKey.Account, 1, deduction, Tiers.AccountWindow)));
    }

    bool HasDeduction(int reveal)
    {
        ref readonly var shown = ref state.Reveals[reveal];
        return AnyDeduction(RowKey.Request, shown.Request, reveal, LagWindow.Any)
            || AnyDeduction(RowKey.Job, shown.Job, reveal, LagWindow.Any)
            || AnyDeduction(RowKey.Contact, shown.Contact, reveal, Tiers.ContactWindow)
            || AnyDeduction(RowKey.User, shown.User, reveal, Tiers.UserWindow)
            || AnyDeduction(RowKey.Account, 1, reveal, Tiers.AccountWindow);
    }

    bool AnyReveal(RowKey key, int number, int deduction, LagWindow window)
    {
        var rows = state.By(key).Reveals[number];
        var at = state.Deductions[deduction].Ticks;
        for (var i = From(rows, window.LateMax == long.MaxValue ? long.MinValue : at - window.LateMax, row => state.Reveals[row].Ticks); i < rows.Length; i++)
        {
            ref readonly var shown = ref state.Reveals[rows[i]];
            if (!window.Holds(shown.Ticks, at))
                return false;
            if (shown.Action == state.Deductions[deduction].Action && !state.Pins.Forbids(rows[i], deduction)
                && (key < RowKey.User ? MayShareContact(shown, state.Deductions[deduction]) : IsAdmissibleByTime(rows[i], deduction)))
            {
                return true;
            }
        }

        return false;
    }

    bool AnyDeduction(RowKey key, int number, int reveal, LagWindow window)
    {
        var rows = state.By(key).Deductions[number];
        ref readonly var shown = ref state.Reveals[reveal];
        for (var i = From(rows, window.EarlyMax == long.MaxValue ? long.MinValue : shown.Ticks - window.EarlyMax, row => state.Deductions[row].Ticks); i < rows.Length; i++)
        {
            ref readonly var paid = ref state.Deductions[rows[i]];
            if (!window.Holds(shown.Ticks, paid.Ticks))
                return false;

            var fits = key switch
            {
                RowKey.User or RowKey.Account => state.MayGoByTime(rows[i]) && IsAdmissibleByTime(reveal, rows[i]),
                RowKey.Job or RowKey.Request => MayShareContact(shown, paid),
                _ => true,
            };
            if (fits && paid.Count > 0 && paid.Action == shown.Action && !state.Pins.Forbids(reveal, rows[i]))
                return true;
        }

        return false;
    }

    static bool MayShareContact(in RevealRow shown, in DeductionRow paid) =>
        shown.Contact == Names.Absent || paid.Contact == Names.Absent || shown.Contact == paid.Contact;

    /// <summary>Near enough in time, and neither job nor request tells the two apart.</summary>
    bool IsAdmissibleByTime(int reveal, int deduction)
    {
        ref readonly var shown = ref state.Reveals[reveal];
        ref readonly var paid = ref state.Deductions[deduction];
        return !Differ(shown.Job, paid.Job) && !Differ(shown.Request, paid.Request) && state.IsAdmissibleByTime(reveal, deduction);

        static bool Differ(int one, int two) => one != Names.Absent && two != Names.Absent && one != two;
    }

    static int From(ReadOnlySpan<int> rows, long ticks, Func<int, long> ticksOf)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ticksOf(rows[middle]) < ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
