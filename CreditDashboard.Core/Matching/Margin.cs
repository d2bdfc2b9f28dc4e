using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// How much nearer a pair is than the next best reading of either end, taken or not: <c>(runner-up cost + 500 ms) / (cost + 500 ms)</c>, in
/// whole 100 ns units, compared by multiplying across.
/// </summary>
static class Margin
{
    const long HalfSecond = Position.TicksPerSecond / 2;

    public static Level LevelOf(MatchState state, Stage stage, IReadOnlyList<Line> lines, int reveal, int deduction)
    {
        RunnerUp? best = null;
        foreach (var line in lines)
        {
            if (Array.BinarySearch(line.Reveals, reveal) >= 0)
                Nearest(line.Deductions, row => state.Deductions[row].Position, state.Reveals[reveal].Position, deduction, Offer);
            if (Array.BinarySearch(line.Deductions, deduction) >= 0)
                Nearest(line.Reveals, row => state.Reveals[row].Position, state.Deductions[deduction].Position, reveal, OfferReveal);
        }

        if (best is not { } runnerUp)
            return stage.Tier == 4 ? Level.C : Level.D;

        state.RunnerUps[deduction] = runnerUp;
        var cost = (Int128)Timeline.CostTicks(state.Reveals[reveal], state.Deductions[deduction]) + HalfSecond;
        var next = (Int128)runnerUp.CostTicks + HalfSecond;
        if (next >= 4 * cost)
            return stage.Tier == 4 ? Level.C : Level.D;
        return next >= 2 * cost ? Level.D : Level.E;

        void Offer(int other) => Consider(reveal, other, Member.Deduction(other));

        void OfferReveal(int other) => Consider(other, deduction, Member.Reveal(other));

        void Consider(int shown, int paid, Member row)
        {
            ref readonly var one = ref state.Reveals[shown];
            ref readonly var two = ref state.Deductions[paid];
            if (!stage.Window.Holds(one.Ticks, two.Ticks))
                return;

            var ticks = Timeline.CostTicks(one, two);
            if (best is null || ticks < best.Value.CostTicks)
                best = new RunnerUp(row, ticks);
        }
    }

    /// <summary>Offers the two rows of a line that stand next to a position, one on each side, passing over one row.</summary>
    static void Nearest(int[] rows, Func<int, Position> positionOf, Position at, int passedOver, Action<int> offer)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (positionOf(rows[middle]) < at)
                low = middle + 1;
            else
                high = middle;
        }

        var before = low - 1;
        if (before >= 0 && rows[before] == passedOver)
            before--;
        if (before >= 0)
            offer(rows[before]);

        var after = low;
        if (after < rows.Length && rows[after] == passedOver)
            after++;
        if (after < rows.Length)
            offer(rows[after]);
    }
}
