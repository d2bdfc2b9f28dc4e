namespace CreditDashboard.Core.Matching;

/// <summary>
/// The nearest is not always the right one: where a ledger posts ten seconds late and someone reveals every nine, each charge stands just
/// behind the next reveal. So a pair made by time alone is not asserted if its rows have another reading that explains as much. There are
/// two. Within a pair of level E, from its reveal to its deduction, each end of an inner pair may change places with the outer's: the lags
/// add up to the same. And between a reveal left over and a later deduction left over, every charge may belong to the reveal before: that
/// leaves none over. Neither depends on how long the ledger takes.
/// </summary>
sealed class OtherReadings(MatchState state, IReadOnlyList<(int Reveal, int Deduction)> pairs)
{
    readonly HashSet<int> _fromBefore = [];
    readonly HashSet<int> _fromAfter = [];

    /// <summary>Takes the assertion from pairs that have another reading as good.</summary>
    public void Doubt(IReadOnlyList<Line> lines)
    {
        foreach (var line in lines)
        {
            ReachFromBefore(line);
            ReachFromAfter(line);
        }

        foreach (var (_, deduction) in pairs)
        {
            if (state.Faults.TimesDisagree || (_fromBefore.Contains(deduction) && _fromAfter.Contains(deduction)))
                state.Level[deduction] = Level.E;
        }

        // Rows that can change places: of one price, or with the same credits.
        foreach (var alike in pairs.GroupBy(pair => (state.Min[pair.Reveal], state.Max[pair.Reveal])))
            DoubtInner(alike);
        foreach (var alike in pairs.GroupBy(pair => state.Takes(pair.Deduction)))
            DoubtInner(alike);
    }

    /// <summary>Marks the deductions that reveals left over reach, from reveal to deduction and from there to the reveal that it pays for.</summary>
    void ReachFromBefore(Line line)
    {
        var reach = long.MinValue;
        for (int r = 0, d = 0; d < line.Deductions.Length; d++)
        {
            var deduction = line.Deductions[d];
            var at = state.Deductions[deduction].Ticks;
            for (; r < line.Reveals.Length && state.Reveals[line.Reveals[r]].Ticks <= at; r++)
            {
                if (state.IsFreeReveal(line.Reveals[r]))
                    reach = Math.Max(reach, state.Reveals[line.Reveals[r]].Ticks + Tiers.StepMax);
            }

            if (at > reach || state.RevealOf[deduction] is not (>= 0 and var reveal))
                continue;

            _fromBefore.Add(deduction);
            reach = Math.Max(reach, state.Reveals[reveal].Ticks + Tiers.StepMax);
        }
    }

    /// <summary>The same backwards: marks the deductions whose reveals reach a deduction left over.</summary>
    void ReachFromAfter(Line line)
    {
        var reach = long.MaxValue;
        for (int r = line.Reveals.Length - 1, d = line.Deductions.Length - 1; r >= 0; r--)
        {
            var reveal = line.Reveals[r];
            var at = state.Reveals[reveal].Ticks;
            for (; d >= 0 && state.Deductions[line.Deductions[d]].Ticks >= at; d--)
            {
                if (state.IsFreeDeduction(line.Deductions[d]))
                    reach = Math.Min(reach, state.Deductions[line.Deductions[d]].Ticks - Tiers.StepMax);
            }

            if (at < reach || state.PayerOf[reveal] is not (>= 0 and var deduction))
                continue;

            _fromAfter.Add(deduction);
            reach = Math.Min(reach, state.Deductions[deduction].Ticks - Tiers.StepMax);
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
