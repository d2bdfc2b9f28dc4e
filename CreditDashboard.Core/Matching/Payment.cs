using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>Several deductions on one reveal: which of them pay, and which repeat a charge.</summary>
static class Payment
{
    /// <summary>
    /// Matches a reveal with deductions that all name it by a strong key: the first of its credit type pays, in the order of positions.
    /// </summary>
    public static void PayOne(MatchState state, int reveal, IReadOnlyList<int> deductions, byte tier, Level level)
    {
        if (deductions.Count == 0)
            return;

        var type = state.Reveals[reveal].CreditType;
        var ordered = deductions.OrderBy(row => state.Deductions[row].CreditType != type).ThenBy(row => row).ToArray();
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
        var joined = payer < 0 ? 0 : Joined(state, reveal, payer, others);
        for (var i = 0; i < others.Count; i++)
        {
            state.RevealOf[others[i]] = reveal;
            state.Set(others[i], i < joined ? Role.Joins : Role.Repeats, tier, level);
        }
    }

    /// <summary>How many of the others, from the first, pay together with the payer.</summary>
    static int Joined(MatchState state, int reveal, int payer, IReadOnlyList<int> others)
    {
        var type = state.Deductions[payer].CreditType;
        var sum = state.Takes(payer);
        if (type == CreditType.Conversation || sum >= state.Min[reveal])
            return 0;

        var joined = 0;
        while (joined < others.Count
            && state.Deductions[others[joined]].CreditType == type
            && state.Takes(others[joined]) <= state.Max[reveal] - sum)
        {
            sum += state.Takes(others[joined++]);
        }

        return sum >= state.Min[reveal] ? joined : 0;
    }
}
