using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Tiers 1 and 2: rows tied together by a request or a job. Contact by contact first; then the deductions that name no contact against the
/// reveals left, one group per credit type. Article: "Bulk reveals deduct credits for all contacts in the selection".
/// </summary>
sealed class Bundle(MatchState state, byte tier, RowKey key, Level level)
{
    public void Run()
    {
        var (reveals, deductions) = state.By(key);
        for (var number = 1; number < reveals.Keys; number++)
        {
            if (reveals[number] is [var reveal] && deductions[number] is [var deduction])
            {
                PairTheOnlyTwo(reveal, deduction);
                continue;
            }

            if (reveals[number].IsEmpty || deductions[number].IsEmpty)
                continue;

            var shown = Free(reveals[number], state.IsFreeReveal);
            var paid = shown.Length == 0 ? [] : Free(deductions[number], state.IsFreeDeduction);
            if (paid.Length == 0)
                continue;

            foreach (var action in shown.Select(row => state.Reveals[row].Action).Distinct().ToArray())
            {
                Match(
                    Array.FindAll(shown, row => state.Reveals[row].Action == action),
                    Array.FindAll(paid, row => state.Deductions[row].Action == action));
            }
        }
    }

    /// <summary>One and one, which is how nearly every request stands.</summary>
    void PairTheOnlyTwo(int reveal, int deduction)
    {
        if (state.IsFreeReveal(reveal) && state.IsFreeDeduction(deduction) && state.Reveals[reveal].Action == state.Deductions[deduction].Action
            && !state.Pins.Forbids(reveal, deduction))
        {
            state.Pair(reveal, deduction, tier, level);
        }
    }

    static int[] Free(ReadOnlySpan<int> rows, Func<int, bool> isFree)
    {
        List<int> free = [];
        foreach (var row in rows)
        {
            if (isFree(row))
                free.Add(row);
        }

        return [.. free];
    }

    void Match(int[] reveals, int[] deductions)
    {
        if (deductions.Length == 0)
            return;

        if (reveals is [var only])
        {
            deductions = state.Pins.Allowed(only, deductions);

            // One and one are a pair whatever else they say; of several, a job may hold contacts that the activity lacks.
            var its = key == RowKey.Request || deductions.Length == 1 ? deductions : Array.FindAll(deductions, row => !NamesAnotherContact(row, only));
            Payment.PayOne(state, only, its, tier, level);
            return;
        }

        foreach (var contact in reveals.GroupBy(row => state.Reveals[row].Contact).Where(group => group.Key != Names.Absent))
            MatchContact([.. contact], Array.FindAll(deductions, row => state.Deductions[row].Contact == contact.Key));

        foreach (var type in CreditTypes.All)
        {
            var shown = Array.FindAll(reveals, row => state.IsFreeReveal(row) && state.Reveals[row].CreditType == type);
            var paid = Array.FindAll(
                deductions, row => state.IsFreeDeduction(row) && state.Deductions[row].Contact == Names.Absent && state.Deductions[row].CreditType == type);
            (shown, paid) = state.Pins.WithoutForbidden(shown, paid);
            if (shown.Length == 0 || paid.Length == 0)
                continue;

            if (shown is [var last])
                Payment.PayOne(state, last, paid, tier, level);
            else
                state.Group(new RowGroup(GroupKind.Bundle, shown, paid, tier, level));
        }
    }

    bool NamesAnotherContact(int deduction, int reveal) =>
        state.Deductions[deduction].Contact != Names.Absent
        && state.Reveals[reveal].Contact != Names.Absent
        && state.Deductions[deduction].Contact != state.Reveals[reveal].Contact;

    void MatchContact(int[] reveals, int[] deductions)
    {
        if (deductions.Length == 0)
            return;

        if (reveals is [var only])
        {
            Payment.PayOne(state, only, deductions, tier, level);
            return;
        }

        foreach (var type in CreditTypes.All)
        {
            PairByTime(
                Array.FindAll(reveals, row => state.Reveals[row].CreditType == type),
                Array.FindAll(deductions, row => state.Deductions[row].CreditType == type));
        }

        PairByTime(Array.FindAll(reveals, state.IsFreeReveal), Array.FindAll(deductions, state.IsFreeDeduction));

        // Whatever is left repeats a charge: every reveal of this contact is paid by now, but for those that a pin keeps from what is left.
        foreach (var repeats in Array.FindAll(deductions, state.IsFreeDeduction).GroupBy(Repeated).Where(repeats => repeats.Key >= 0))
            Payment.Add(state, repeats.Key, [.. repeats], tier, level);

        int Repeated(int deduction) => Array.FindAll(reveals, reveal => state.PayerOf[reveal] >= 0 && !state.Pins.Forbids(reveal, deduction))
            .DefaultIfEmpty(-1)
            .MinBy(reveal => reveal < 0 ? UInt128.Zero : Timeline.Cost(state.Reveals[reveal], state.Deductions[deduction]));
    }

    void PairByTime(int[] reveals, int[] deductions)
    {
        state.AddLine(reveals, deductions, LagWindow.Any);
        state.Timeline.Pair(LagWindow.Any, (reveal, deduction) => state.Pair(reveal, deduction, tier, level));
    }
}
