using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Sets of rows that grow together (Tarjan 1975, with path halving). Rows on a line that stand in one stretch can be joined in amortised
/// constant time each, however many stretches overlap. Rows of the ledger are given by the complement of their index. Two sets that
/// hold a forbidden pair between them are not joined.
/// </summary>
sealed class Union(PinnedRows pins)
{
    static readonly List<int> None = [];

    readonly Dictionary<int, int> _parents = [];

    // By the row that stands for a set: those of its rows that some pin keeps from another.
    readonly Dictionary<int, List<int>> _kept = [];
    readonly HashSet<int> _refused = [];

    /// <summary>True if a pin kept the row out of a set in which it has a counterpart.</summary>
    public bool IsRefused(int row) => _refused.Contains(row);

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

        if (pins.ForbidsAny && !MayMeet(a, b))
        {
            if (!pins.KeepsApart(new Member(one), new Member(two)))
                _refused.UnionWith([one, two]);
            return;
        }

        // The smaller index stands for the set, so the result does not depend on the order of joining.
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    /// <summary>False if a pin keeps a row of one set from a row of the other; if true, the two are about to be one.</summary>
    bool MayMeet(int a, int b)
    {
        var (ofA, ofB) = (Kept(a), Kept(b));
        if (ofA.Exists(row => ofB.Exists(other => pins.KeepsApart(new Member(row), new Member(other)))))
            return false;

        if (ofA.Count + ofB.Count > 0)
            _kept[Math.Min(a, b)] = ofA.Count == 0 ? ofB : ofB.Count == 0 ? ofA : [.. ofA, .. ofB];
        return true;
    }

    List<int> Kept(int root) => _kept.TryGetValue(root, out var rows) ? rows : pins.IsKeptFromSome(new Member(root)) ? [root] : None;

    /// <summary>
    /// Joins each deduction with every reveal of a line whose time lies in <c>[deduction - lateMax, deduction + earlyMax]</c>. Both lists
    /// ascend in time. A stretch once joined is passed over in one step; rows that some pin keeps from another are joined one by one.
    /// </summary>
    public void JoinStretches((int Row, long Ticks)[] reveals, (int Row, long Ticks)[] deductions, LagWindow window)
    {
        if (!pins.ForbidsAny)
        {
            JoinAll(reveals, deductions, window);
            return;
        }

        JoinAll(Array.FindAll(reveals, each => !IsKept(each)), Array.FindAll(deductions, each => !IsKept(each)), window);
        foreach (var reveal in reveals.Where(IsKept))
            JoinEach(reveal.Row, deductions.Where(each => window.Holds(reveal.Ticks, each.Ticks)));
        foreach (var deduction in deductions.Where(IsKept))
            JoinEach(deduction.Row, reveals.Where(each => !IsKept(each) && window.Holds(each.Ticks, deduction.Ticks)));

        bool IsKept((int Row, long Ticks) each) => pins.IsKeptFromSome(new Member(each.Row));

        void JoinEach(int row, IEnumerable<(int Row, long Ticks)> others)
        {
            foreach (var (other, _) in others)
                Join(row, other);
        }
    }

    void JoinAll(ReadOnlySpan<(int Row, long Ticks)> reveals, ReadOnlySpan<(int Row, long Ticks)> deductions, LagWindow window)
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
                Join(row, reveals[joinedTo + 1].Row);
        }
    }
}
