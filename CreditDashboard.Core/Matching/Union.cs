namespace CreditDashboard.Core.Matching;

/// <summary>
/// Sets of rows that grow together (Tarjan 1975, with path halving). Rows on a line that stand in one stretch can be joined in amortised
/// constant time each, however many stretches overlap.
/// </summary>
sealed class Union
{
    readonly Dictionary<int, int> _parents = [];

    /// <summary>The row that stands for the set of a row.</summary>
    public int Of(int row)
    {
        while (_parents.TryGetValue(row, out var parent) && parent != row)
        {
            if (_parents.TryGetValue(parent, out var grandparent))
                _parents[row] = grandparent;
            row = parent;
        }

        return row;
    }

    public void Join(int one, int two)
    {
        var (a, b) = (Of(one), Of(two));
        if (a == b)
            return;

        // The smaller index stands for the set, so the result does not depend on the order of joining.
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    /// <summary>
    /// Joins each deduction with every reveal of a line whose time lies in <c>[deduction - lateMax, deduction + earlyMax]</c>. Both lists
    /// ascend in time. A stretch once joined is passed over in one step.
    /// </summary>
    public void JoinStretches(ReadOnlySpan<(int Row, long Ticks)> reveals, ReadOnlySpan<(int Row, long Ticks)> deductions, LagWindow window)
    {
        var joinedTo = -1;
        var first = 0;
        foreach (var (row, ticks) in deductions)
        {
            while (first < reveals.Length && ticks - reveals[first].Ticks > window.LateMax)
                first++;

            if (first == reveals.Length || reveals[first].Ticks - ticks > window.EarlyMax)
                continue;

            Join(row, reveals[first].Row);
            for (joinedTo = Math.Max(joinedTo, first); joinedTo + 1 < reveals.Length && reveals[joinedTo + 1].Ticks - ticks <= window.EarlyMax; joinedTo++)
                Join(reveals[joinedTo].Row, reveals[joinedTo + 1].Row);
        }
    }
}
