using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Level E: the pairs that time alone cannot assert, and the unmatched rows that could stand in one of them, form clusters. A cluster is
/// one verdict that lists all its members.
/// </summary>
sealed class Clusters(MatchState state)
{
    const int AugmentedMax = 600;

    readonly Union _union = new(state.Pins);

    public void Run()
    {
        if (state.DoubtfulLines.Count == 0)
            return;

        // The pairs first: whatever a pin keeps apart, they stay together.
        var paired = Enumerable.Range(0, state.Deductions.Length).Where(IsPairedInDoubt).ToArray();
        foreach (var deduction in paired)
            _union.Join(~deduction, state.RevealOf[deduction]);

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
        IsPairedInDoubt(deduction) || (state.IsFreeDeduction(deduction) && state.Covers(Member.Deduction(deduction)));

    bool IsDoubtfulReveal(int reveal) =>
        state.PayerOf[reveal] is >= 0 and var payer
            ? IsPairedInDoubt(payer)
            : state.IsFreeReveal(reveal) && state.Min[reveal] > 0 && state.Covers(Member.Reveal(reveal));

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
    /// How many deductions no pairing can place, or (negative) how many reveals of a minimum of 1 or more. If one pairing places all
    /// deductions and another pays all such reveals, a third does both (Mendelsohn and Dulmage 1958), so the two are asked one by one.
    /// </summary>
    int Unpaired(int[] reveals, int[] deductions)
    {
        var unplaced = deductions.Length - LargestPairing(reveals, deductions);
        if (unplaced > 0)
            return unplaced;

        var asking = Array.FindAll(reveals, row => state.Min[row] > 0);
        return LargestPairing(asking, deductions) - asking.Length;
    }

    /// <summary>
    /// Within a range of prices each reveal can take the deductions of one stretch of time, so the earliest open reveal first gives the
    /// largest pairing (Glover 1967). Over several ranges that is a start, which augmenting paths (Berge 1957) complete as long as there are
    /// not too many rows to try them.
    /// </summary>
    int LargestPairing(int[] reveals, int[] deductions)
    {
        var revealOf = deductions.ToDictionary(row => row, _ => -1);
        var deductionOf = reveals.ToDictionary(row => row, _ => -1);
        foreach (var range in reveals.GroupBy(row => (Min: state.Min[row], Max: state.Max[row])).OrderBy(group => group.Key.Max - group.Key.Min).ThenBy(group => group.Key.Min))
        {
            var open = new Queue<int>(range);
            foreach (var deduction in deductions.Where(row => revealOf[row] < 0))
            {
                while (open.TryPeek(out var reveal) && !state.IsAdmissibleByTime(reveal, deduction) && state.Reveals[reveal].Ticks < state.Deductions[deduction].Ticks - Tiers.UserWindow.LateMax)
                    open.Dequeue();

                if (open.TryPeek(out var next) && state.IsAdmissibleByTime(next, deduction))
                    (revealOf[deduction], deductionOf[open.Dequeue()]) = (next, deduction);
            }
        }

        if (reveals.Length + deductions.Length <= AugmentedMax)
        {
            foreach (var deduction in deductions.Where(row => revealOf[row] < 0))
                Augment(deduction, reveals, revealOf, deductionOf, []);
        }

        return revealOf.Values.Count(reveal => reveal >= 0);
    }

    bool Augment(int deduction, int[] reveals, Dictionary<int, int> revealOf, Dictionary<int, int> deductionOf, HashSet<int> tried)
    {
        foreach (var reveal in reveals.Where(row => state.IsAdmissibleByTime(row, deduction)))
        {
            if (tried.Add(reveal) && (deductionOf[reveal] < 0 || Augment(deductionOf[reveal], reveals, revealOf, deductionOf, tried)))
            {
                (revealOf[deduction], deductionOf[reveal]) = (reveal, deduction);
                return true;
            }
        }

        return false;
    }
}
