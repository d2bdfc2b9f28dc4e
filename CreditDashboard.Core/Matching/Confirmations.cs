namespace CreditDashboard.Core.Matching;

/// <summary>
/// Tier 0: what an agent confirmed, before any key is asked. Confirmed pairs that share a row belong together: one reveal with several
/// deductions is paid like any other, several reveals are one group. A confirmation that would bring a forbidden pair into one verdict is
/// passed over.
/// </summary>
sealed class Confirmations(MatchState state)
{
    public void Run()
    {
        var pairs = state.Pins.Confirmed.Where(pair => state.IsFreeReveal(pair.Reveal) && state.IsFreeDeduction(pair.Deduction)).ToArray();
        Union union = new(state.Pins);
        foreach (var (reveal, deduction) in pairs)
            union.Join(reveal, ~deduction);

        foreach (var set in pairs.Where(pair => union.Of(pair.Reveal) == union.Of(~pair.Deduction)).GroupBy(pair => union.Of(pair.Reveal)).ToArray())
            Match([.. set]);
    }

    void Match((int Reveal, int Deduction)[] pairs)
    {
        int[] reveals = [.. pairs.Select(pair => pair.Reveal).Distinct().Order()];
        int[] deductions = [.. pairs.Select(pair => pair.Deduction).Distinct().Order()];
        if (reveals is [var only])
        {
            Payment.PayOne(state, only, deductions, Tiers.Pinned, Level.A);
            return;
        }

        // The two credit types are never added: what is of the other type repeats the charge of a reveal that it was confirmed with.
        var type = Array.Exists(deductions, row => state.Deductions[row].CreditType == state.Reveals[reveals[0]].CreditType)
            ? state.Reveals[reveals[0]].CreditType
            : state.Deductions[deductions[0]].CreditType;
        state.Group(new RowGroup(
            GroupKind.Bundle, reveals, Array.FindAll(deductions, row => state.Deductions[row].CreditType == type), Tiers.Pinned, Level.A));
        foreach (var other in pairs.Where(pair => state.Deductions[pair.Deduction].CreditType != type).GroupBy(pair => pair.Deduction))
            Payment.Add(state, other.Min(pair => pair.Reveal), [other.Key], Tiers.Pinned, Level.A);
    }
}
