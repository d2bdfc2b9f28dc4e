using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Tier 6: what is left is attached to what is paid. A deduction that names a contact repeats the charge of a reveal of that contact; one
/// that names none may be the twin of a paired deduction.
/// </summary>
sealed class Attach(MatchState state)
{
    const long TwinDistanceMax = 10 * Position.TicksPerSecond;

    /// <summary>Attaches deductions that name a contact.</summary>
    public void AttachRepeats()
    {
        Dictionary<int, List<int>> repeats = [];
        for (var deduction = 0; deduction < state.Deductions.Length; deduction++)
        {
            if (state.IsFreeDeduction(deduction) && state.Deductions[deduction].Contact != Names.Absent && PaidRevealOf(deduction) is >= 0 and var reveal)
                (repeats.TryGetValue(reveal, out var list) ? list : repeats[reveal] = []).Add(deduction);
        }

        foreach (var (reveal, deductions) in repeats)
            Payment.Add(state, reveal, deductions, Tiers.Attached, Level.B);
    }

    /// <summary>The reveal of the same contact that another deduction pays for: same user and type first, then the nearest; or -1.</summary>
    int PaidRevealOf(int deduction)
    {
        ref readonly var paid = ref state.Deductions[deduction];
        var (best, bestRank) = (-1, default((int Differs, UInt128 Cost)));
        foreach (var reveal in state.By(RowKey.Contact).Reveals[paid.Contact])
        {
            ref readonly var shown = ref state.Reveals[reveal];
            if (shown.Action != paid.Action || !IsAsserted(reveal) || state.Pins.Forbids(reveal, deduction) || !Tiers.ContactWindow.Holds(shown.Ticks, paid.Ticks))
                continue;

            var otherUser = shown.User != paid.User && shown.User != Names.Absent && paid.User != Names.Absent;
            var rank = ((otherUser ? 2 : 0) + (shown.CreditType != paid.CreditType ? 1 : 0), Timeline.Cost(shown, paid));
            if (best < 0 || rank.CompareTo(bestRank) < 0)
                (best, bestRank) = (reveal, rank);
        }

        return best;
    }

    /// <summary>True for a reveal that is paid by evidence above level E.</summary>
    bool IsAsserted(int reveal)
    {
        if (state.PayerOf[reveal] is >= 0 and var payer)
            return state.Level[payer] != Level.E;

        return state.GroupOfReveal[reveal] is >= 0 and var group && state.Groups[group].Level != Level.E;
    }

    /// <summary>Suspects deductions that name no contact and stand in no cluster: those cannot be told apart from their likes at all.</summary>
    public void FindTwins()
    {
        var unnamed = Array.FindAll(state.FreeDeductions, row => state.IsFreeDeduction(row) && state.Deductions[row].Contact == Names.Absent);
        if (unnamed.Length == 0)
            return;

        var paired = PairedLike(unnamed);
        foreach (var deduction in unnamed)
        {
            if (NearestTwin(deduction, paired[Likeness(deduction)]) is not (>= 0 and var twin))
                continue;

            state.TwinOf[deduction] = twin;
            state.Set(deduction, Role.Twin, Tiers.Attached, Level.D);
        }
    }

    /// <summary>The paired deductions that look like some of the unnamed and stand near one, by their likeness, ascending.</summary>
    Dictionary<(int User, int Channel, int Action, CreditType Type, long Count), List<int>> PairedLike(int[] unnamed)
    {
        var paired = unnamed.Select(Likeness).Distinct().ToDictionary(likeness => likeness, _ => new List<int>());
        var next = 0;
        foreach (var deduction in unnamed)
        {
            // Both lists ascend, so that each row near some of the unnamed is looked at once.
            var at = state.Deductions[deduction].Ticks;
            var first = deduction;
            while (first > next && at - state.Deductions[first - 1].Ticks <= TwinDistanceMax)
                first--;
            next = Math.Max(next, first);
            for (; next < state.Deductions.Length && state.Deductions[next].Ticks <= at + TwinDistanceMax; next++)
            {
                if (state.Role[next] is Role.Pays or Role.Joins or Role.InGroup && state.Level[next] != Level.E && paired.TryGetValue(Likeness(next), out var alike))
                    alike.Add(next);
            }
        }

        return paired;
    }

    /// <summary>The nearest of rows that ascend, looking outwards from a deduction; the earlier of two as near; -1 if none is near.</summary>
    int NearestTwin(int deduction, List<int> alike)
    {
        var at = state.Deductions[deduction].Ticks;
        var after = ~alike.BinarySearch(deduction);
        var before = after - 1;
        while (true)
        {
            var back = before >= 0 ? at - state.Deductions[alike[before]].Ticks : long.MaxValue;
            var ahead = after < alike.Count ? state.Deductions[alike[after]].Ticks - at : long.MaxValue;
            if (Math.Min(back, ahead) > TwinDistanceMax)
                return -1;

            var twin = alike[back <= ahead ? before-- : after++];
            if (!Contradicts(deduction, twin))
                return twin;
        }
    }

    /// <summary>What twins share, besides the time.</summary>
    (int User, int Channel, int Action, CreditType Type, long Count) Likeness(int deduction)
    {
        ref readonly var row = ref state.Deductions[deduction];
        return (row.User, row.Channel, row.Action, row.CreditType, row.Count);
    }

    /// <summary>True if a pin keeps a deduction from a reveal that the other one pays for.</summary>
    bool IsKeptFrom(int deduction, int paired) => state.GroupOfDeduction[paired] is >= 0 and var group
        ? Array.Exists(state.Groups[group].Reveals, reveal => state.Pins.Forbids(reveal, deduction))
        : state.Pins.Forbids(state.RevealOf[paired], deduction);

    bool Contradicts(int one, int two)
    {
        ref readonly var a = ref state.Deductions[one];
        ref readonly var b = ref state.Deductions[two];
        return (a.Request != Names.Absent && b.Request != Names.Absent && a.Request != b.Request) || (state.Pins.ForbidsAny && IsKeptFrom(one, two));
    }
}
