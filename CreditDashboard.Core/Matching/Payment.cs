using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>Several deductions on one reveal: which of them pay, and which repeat a charge.</summary>
static class Payment
{
    /// <summary>
    /// Matches a reveal with deductions that all name it by a strong key: the first of its credit type pays, those that name its contact
    /// before those that do not say, and last those that name another, in the order of positions.
    /// </summary>
    public static void PayOne(MatchState state, int reveal, int[] deductions, byte tier, Level level)
    {
        deductions = state.Pins.Allowed(reveal, deductions);
        if (deductions.Length == 0)
            return;

        var (type, shown) = (state.Reveals[reveal].CreditType, state.Reveals[reveal].Contact);
        var ordered = deductions
            .OrderBy(row => state.Deductions[row].CreditType != type)
            .ThenBy(row => state.Deductions[row].Contact is var paid && (paid == Names.Absent || shown == Names.Absent) ? 1 : paid == shown ? 0 : 2)
            .ThenBy(row => row)
            .ToArray();
        state.Pair(reveal, ordered[0], tier, level);
        Add(state, reveal, ordered[1..], tier, level);
    }

    /// <summary>
    /// Adds deductions, in the order of their positions, to a reveal that another already pays for. If that one alone reaches the price's
    /// minimum, each other repeats it. If not, later ones join it while their sum stays within the maximum; if the sum then reaches the
    /// minimum they pay together, else the first alone pays.
    /// </summary>
    public static void Add(MatchState state, int reveal, IReadOnlyList<int> others, byte tier, Level level)
    {
        var payer = state.PayerOf[reveal];
        var joined = payer < 0 ? [] : Joined(state, reveal, payer, others);
        foreach (var other in others)
        {
            state.RevealOf[other] = reveal;
            state.Set(other, joined.Contains(other) ? Role.Joins : Role.Repeats, tier, level);
        }
    }

    /// <summary>Those of the others that pay together with the payer. Credits of the other type are never added: they are passed over.</summary>
    static List<int> Joined(MatchState state, int reveal, int payer, IReadOnlyList<int> others)
    {
        var type = state.Deductions[payer].CreditType;
        var sum = state.Takes(payer);
        if (type == CreditType.Conversation || sum >= state.Min[reveal])
            return [];

        List<int> joined = [];
        foreach (var other in others.Where(row => state.Deductions[row].CreditType == type))
        {
            if (state.Takes(other) > state.Max[reveal] - sum)
                break;

            sum += state.Takes(other);
            joined.Add(other);
        }

        return sum >= state.Min[reveal] ? joined : [];
    }
}
