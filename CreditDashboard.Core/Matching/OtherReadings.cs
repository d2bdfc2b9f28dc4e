using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// The nearest is not always the right one: where a ledger posts ten seconds late and someone reveals every nine, each charge stands just
/// behind the next reveal. So a pair made by time alone is not asserted if its rows have another reading that explains as much. There are
/// two. Within a pair of level E, from its reveal to its deduction, each end of an inner pair may change places with the outer's: the lags
/// add up to the same. And between a reveal left over and a later deduction left over, every charge may belong to the reveal before (or,
/// if the deduction comes first, to the reveal after): that leaves none over. Neither depends on how long the ledger takes.
/// </summary>
sealed class OtherReadings(MatchState state, IReadOnlyList<(int Reveal, int Deduction)> pairs)
{
    /// <summary>How far one step of a reading reaches with the deduction first: as early as a contact allows.</summary>
    const long EarlyMax = 5 * 60 * Position.TicksPerSecond;

    /// <summary>One side of a line, ascending or descending.</summary>
    readonly record struct Rows(int[] Ordered, Func<int, long> TicksOf, Func<int, bool> IsFree, Func<int, int> PairedWith);

    /// <summary>Takes the assertion from pairs that have another reading as good.</summary>
    public void Doubt(IReadOnlyList<Line> lines)
    {
        if (state.Faults.TimesDisagree)
        {
            foreach (var (_, deduction) in pairs)
                state.Level[deduction] = Level.E;
            return;
        }

        DoubtBetweenLeftOver(lines);

        // Rows that can change places: of one price, or with the same credits.
        foreach (var alike in pairs.GroupBy(pair => (state.Min[pair.Reveal], state.Max[pair.Reveal])))
            DoubtInner(alike);
        foreach (var alike in pairs.GroupBy(pair => state.Takes(pair.Deduction)))
            DoubtInner(alike);
    }

    void DoubtBetweenLeftOver(IReadOnlyList<Line> lines)
    {
        HashSet<int> afterReveal = [], beforeDeduction = [], afterDeduction = [], beforeReveal = [];
        foreach (var line in lines)
        {
            Rows reveals = new(line.Reveals, row => state.Reveals[row].Ticks, state.IsFreeReveal, row => state.PayerOf[row]);
            Rows deductions = new(line.Deductions, row => state.Deductions[row].Ticks, state.IsFreeDeduction, row => state.RevealOf[row]);
            Reach(reveals, deductions, Tiers.StepMax, row => afterReveal.Add(row));
            Reach(deductions, reveals, EarlyMax, row => afterDeduction.Add(state.PayerOf[row]));
            (reveals, deductions) = (Backwards(reveals), Backwards(deductions));
            Reach(deductions, reveals, Tiers.StepMax, row => beforeDeduction.Add(state.PayerOf[row]));
            Reach(reveals, deductions, EarlyMax, row => beforeReveal.Add(row));
        }

        foreach (var (_, deduction) in pairs)
        {
            if ((afterReveal.Contains(deduction) && beforeDeduction.Contains(deduction)) || (afterDeduction.Contains(deduction) && beforeReveal.Contains(deduction)))
                state.Level[deduction] = Level.E;
        }
    }

    static Rows Backwards(Rows rows) => rows with { Ordered = [.. rows.Ordered.Reverse()], TicksOf = row => -rows.TicksOf(row) };

    /// <summary>
    /// Tells the rows of one side that rows left over of the other side before them reach, in one step, or over the rows that those reached
    /// are paired with.
    /// </summary>
    static void Reach(Rows from, Rows to, long stepMax, Action<int> reached)
    {
        var reach = long.MinValue;
        var next = 0;
        foreach (var row in to.Ordered)
        {
            var at = to.TicksOf(row);
            for (; next < from.Ordered.Length && from.TicksOf(from.Ordered[next]) <= at; next++)
            {
                if (from.IsFree(from.Ordered[next]))
                    reach = Math.Max(reach, from.TicksOf(from.Ordered[next]) + stepMax);
            }

            if (at > reach || to.PairedWith(row) is not (>= 0 and var paired))
                continue;

            reached(row);
            reach = Math.Max(reach, from.TicksOf(paired) + stepMax);
        }
    }

    void DoubtInner(IEnumerable<(int Reveal, int Deduction)> alike)
    {
        var outerEnd = long.MinValue;
        foreach (var (reveal, deduction) in alike.OrderBy(pair => Math.Min(state.Reveals[pair.Reveal].Ticks, state.Deductions[pair.Deduction].Ticks))
            .ThenByDescending(pair => state.Deductions[pair.Deduction].Ticks).ThenBy(pair => pair.Reveal))
        {
            var (shown, paid) = (state.Reveals[reveal].Ticks, state.Deductions[deduction].Ticks);
            if (Math.Max(shown, paid) <= outerEnd)
                state.Level[deduction] = Level.E;
            else if (state.Level[deduction] == Level.E && shown <= paid)
                outerEnd = Math.Max(outerEnd, paid);
        }
    }
}
