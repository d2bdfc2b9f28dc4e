using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Takes over what was settled of other rows. Most rows of a long account stand where they stood, so what was said of those is copied as it
/// is, and only what it says of rows that moved is put right.
/// </summary>
sealed class SettledRows(MatchState state, MatchState other, RowMap here)
{
    /// <summary>Of all rows as they were before; those that are gone and the touched ones are passed over, whole pairs and groups of them.</summary>
    public void TakeAllBut(Neighbourhood touched)
    {
        var (reveals, deductions) = (here.RevealsInPlace, here.DeductionsInPlace);
        CopyReveals(reveals, deductions);
        CopyDeductions(reveals, deductions);
        for (var row = reveals; row < here.Reveals.Length; row++)
        {
            if (here.Reveals[row] is >= 0 and var reveal && !touched.HoldsReveal(reveal))
                TakeReveal(row, reveal);
        }

        for (var row = deductions; row < here.Deductions.Length; row++)
        {
            if (here.Deductions[row] is >= 0 and var deduction && !touched.HoldsDeduction(deduction))
                TakeDeduction(row, deduction);
        }

        foreach (var reveal in touched.Rows.Reveals)
            (state.PayerOf[reveal], state.HasAdmissibleDeduction[reveal]) = (-1, false);
        foreach (var deduction in touched.Rows.Deductions)
        {
            Unmatch(deduction);
            state.HasAdmissibleReveal[deduction] = false;
        }

        TakeGroups(touched);
        state.FreeReveals = [.. other.FreeReveals.Select(row => here.Reveals[row]).Where(row => row >= 0 && !touched.HoldsReveal(row))];
        state.FreeDeductions = [.. other.FreeDeductions.Select(row => here.Deductions[row]).Where(row => row >= 0 && !touched.HoldsDeduction(row))];
    }

    /// <summary>Of rows that were matched as an account of their own.</summary>
    public void TakePart()
    {
        for (var row = 0; row < here.Reveals.Length; row++)
            TakeReveal(row, here.Reveals[row]);
        for (var row = 0; row < here.Deductions.Length; row++)
            TakeDeduction(row, here.Deductions[row]);

        TakeGroups(null);
        state.FreeReveals = Merged(state.FreeReveals, Array.ConvertAll(other.FreeReveals, row => here.Reveals[row]));
        state.FreeDeductions = Merged(state.FreeDeductions, Array.ConvertAll(other.FreeDeductions, row => here.Deductions[row]));
    }

    void CopyReveals(int reveals, int deductions)
    {
        other.HasAdmissibleDeduction.AsSpan(..reveals).CopyTo(state.HasAdmissibleDeduction);
        var payers = state.PayerOf.AsSpan(..reveals);
        other.PayerOf.AsSpan(..reveals).CopyTo(payers);
        foreach (ref var payer in payers)
        {
            if (payer >= deductions)
                payer = here.Deductions[payer];
        }
    }

    void CopyDeductions(int reveals, int deductions)
    {
        other.HasAdmissibleReveal.AsSpan(..deductions).CopyTo(state.HasAdmissibleReveal);
        other.Role.AsSpan(..deductions).CopyTo(state.Role);
        other.Tier.AsSpan(..deductions).CopyTo(state.Tier);
        other.Level.AsSpan(..deductions).CopyTo(state.Level);
        var paid = state.RevealOf.AsSpan(..deductions);
        var runnersUp = state.RunnerUp.AsSpan(..deductions);
        other.RevealOf.AsSpan(..deductions).CopyTo(paid);
        other.RunnerUp.AsSpan(..deductions).CopyTo(runnersUp);
        foreach (ref var reveal in paid)
        {
            if (reveal >= reveals)
                reveal = here.Reveals[reveal];
        }

        foreach (ref var row in runnersUp)
        {
            if (row >= reveals || (row != MatchState.NoRunnerUp && ~row >= deductions))
                row = here[new Member(row)].Code;
        }

        // Twins and groups are not of a row by itself: groups are taken whole, twins are looked for again.
        foreach (var row in other.Groups.SelectMany(group => group.Deductions).Concat(other.FreeDeductions))
        {
            if (row < deductions && state.Role[row] is Role.InGroup or Role.Twin)
                Unmatch(row);
        }
    }

    void Unmatch(int deduction)
    {
        state.RevealOf[deduction] = -1;
        state.RunnerUp[deduction] = MatchState.NoRunnerUp;
        state.Set(deduction, Role.Unmatched, 0, Level.None);
    }

    void TakeReveal(int row, int reveal)
    {
        state.PayerOf[reveal] = other.PayerOf[row] is >= 0 and var payer ? here.Deductions[payer] : -1;
        state.HasAdmissibleDeduction[reveal] = other.HasAdmissibleDeduction[row];
    }

    void TakeDeduction(int row, int deduction)
    {
        state.HasAdmissibleReveal[deduction] = other.HasAdmissibleReveal[row];
        if (other.Role[row] is not (Role.Pays or Role.Joins or Role.Repeats))
            return;

        state.RevealOf[deduction] = here.Reveals[other.RevealOf[row]];
        state.Set(deduction, other.Role[row], other.Tier[row], other.Level[row]);
        if (other.RunnerUp[row] != MatchState.NoRunnerUp)
            state.RunnerUp[deduction] = here[new Member(other.RunnerUp[row])].Code;
    }

    void TakeGroups(Neighbourhood? leftOut)
    {
        foreach (var group in other.Groups.Take(other.SettledGroups))
        {
            var first = here.Deductions[group.Deductions[0]];
            if (first < 0 || leftOut?.HoldsDeduction(first) == true)
                continue;

            state.Group(IsInPlace(group) ? group : group with
            {
                Reveals = Array.ConvertAll(group.Reveals, row => here.Reveals[row]),
                Deductions = Array.ConvertAll(group.Deductions, row => here.Deductions[row]),
            });
        }

        state.Settle();
    }

    bool IsInPlace(RowGroup group) =>
        (group.Reveals.Length == 0 || group.Reveals[^1] < here.RevealsInPlace) && group.Deductions[^1] < here.DeductionsInPlace;

    static int[] Merged(int[] one, int[] two)
    {
        int[] rows = [.. one, .. two];
        Array.Sort(rows);
        return rows;
    }
}
