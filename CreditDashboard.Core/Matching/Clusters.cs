namespace CreditDashboard.Core.Matching;

/// <summary>
/// Level E: the pairs that time alone cannot assert, and the unmatched rows that could stand in one of them, form clusters. A cluster is
/// one verdict that lists all its members.
/// </summary>
sealed class Clusters(MatchState state)
{
    readonly Union _union = new();

    public void Run()
    {
        if (state.DoubtfulLines.Count == 0)
            return;

        foreach (var lines in state.DoubtfulLines)
        {
            foreach (var line in lines.Lines)
            {
                _union.JoinStretches(
                    [.. line.Reveals.Where(IsDoubtfulReveal).Select(row => (row, state.Reveals[row].Ticks))],
                    [.. line.Deductions.Where(IsDoubtfulDeduction).Select(row => (~row, state.Deductions[row].Ticks))],
                    lines.Stage.Window);
            }
        }

        var paired = Enumerable.Range(0, state.Deductions.Length).Where(IsPairedInDoubt).ToArray();
        foreach (var deduction in paired)
            _union.Join(~deduction, state.RevealOf[deduction]);

        var doubtful = state.DoubtfulLines.SelectMany(lines => lines.Lines)
            .SelectMany(line => line.Reveals.Where(IsDoubtfulReveal).Concat(line.Deductions.Where(IsDoubtfulDeduction).Select(row => ~row)))
            .Concat(paired.SelectMany(row => new[] { ~row, state.RevealOf[row] }))
            .Distinct()
            .ToLookup(_union.Of);
        var clusters = paired.Select(row => _union.Of(~row)).Distinct().Select(root => Cluster(doubtful[root])).ToArray();
        foreach (var cluster in clusters)
            Settle(cluster);
    }

    bool IsPairedInDoubt(int deduction) => state.Role[deduction] == Role.Pays && state.Level[deduction] == Level.E;

    bool IsDoubtfulDeduction(int deduction) =>
        IsPairedInDoubt(deduction) || (state.IsFreeDeduction(deduction) && state.Coverage.CoversDeduction(deduction));

    bool IsDoubtfulReveal(int reveal) =>
        state.PayerOf[reveal] is >= 0 and var payer
            ? IsPairedInDoubt(payer)
            : state.IsFreeReveal(reveal) && state.Min[reveal] > 0 && state.Coverage.CoversReveal(reveal);

    RowGroup Cluster(IEnumerable<int> rows)
    {
        var all = rows.ToArray();
        int[] reveals = [.. all.Where(row => row >= 0).Order()];
        int[] deductions = [.. all.Where(row => row < 0).Select(row => ~row).Order()];
        var tier = deductions.Where(IsPairedInDoubt).Min(row => state.Tier[row]);
        return new RowGroup(GroupKind.Cluster, reveals, deductions, tier, Level.E, Unpaired(reveals, deductions));
    }

    void Settle(RowGroup cluster)
    {
        foreach (var deduction in cluster.Deductions.Where(IsPairedInDoubt))
            state.Part(deduction);
        state.Group(cluster);
    }

    /// <summary>
    /// How many deductions no pairing can place, or (negative) how many reveals of a minimum of 1 or more. Within a range of prices each
    /// reveal can take the deductions of one stretch of time, so the earliest open reveal first gives the largest pairing (Glover 1967).
    /// </summary>
    int Unpaired(int[] reveals, int[] deductions)
    {
        var windows = state.DoubtfulLines.Select(lines => lines.Stage).Where(stage => deductions.Any(row => state.Tier[row] == stage.Tier)).ToArray();
        var window = new LagWindow(windows.Max(stage => stage.Window.EarlyMax), windows.Max(stage => stage.Window.LateMax));
        var left = deductions.ToHashSet();
        var unpaid = 0;
        foreach (var range in reveals.GroupBy(row => (Min: state.Min[row], Max: state.Max[row])).OrderBy(group => group.Key.Max - group.Key.Min).ThenBy(group => group.Key.Min))
        {
            var open = new Queue<int>(range);
            foreach (var deduction in deductions)
            {
                if (!left.Contains(deduction) || state.Takes(deduction) < range.Key.Min || state.Takes(deduction) > range.Key.Max)
                    continue;

                var at = state.Deductions[deduction].Ticks;
                while (open.TryPeek(out var passed) && at > state.Reveals[passed].Ticks && !window.Holds(state.Reveals[passed].Ticks, at))
                {
                    open.Dequeue();
                    unpaid += range.Key.Min > 0 ? 1 : 0;
                }

                if (open.TryPeek(out var reveal) && window.Holds(state.Reveals[reveal].Ticks, at))
                {
                    open.Dequeue();
                    left.Remove(deduction);
                }
            }

            unpaid += range.Key.Min > 0 ? open.Count : 0;
        }

        return left.Count > 0 ? left.Count : -unpaid;
    }
}
