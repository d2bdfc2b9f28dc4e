using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// How much nearer a pair is than the next best reading of either end, taken or not: <c>(runner-up cost + 500 ms) / (cost + 500 ms)</c>, in
/// whole 100 ns units, compared by multiplying across.
/// </summary>
sealed class Margin(MatchState state, Stage stage, IReadOnlyList<Line> lines)
{
    const long HalfSecond = Position.TicksPerSecond / 2;

    RunnerUp? _best;

    public Level LevelOf(int reveal, int deduction)
    {
        _best = null;
        var ofReveal = stage.ValueOf(state.Reveals[reveal]);
        var ofDeduction = stage.ValueOf(state.Deductions[deduction]);
        foreach (var line in lines)
        {
            if (line.Min == state.Min[reveal] && line.Max == state.Max[reveal]
                && (line.Value == ofReveal || line.Value == Line.AllReveals || (line.Value == Line.UnnamedReveals && ofReveal == Names.Absent)))
            {
                ConsiderDeductions(line.Deductions, reveal, deduction);
            }

            if (line.Min <= state.Takes(deduction) && state.Takes(deduction) <= line.Max
                && (line.Value == ofDeduction || (line.Value == Line.AllReveals == (ofDeduction == Names.Absent) && line.Value < 0)))
            {
                ConsiderReveals(line.Reveals, reveal, deduction);
            }
        }

        if (_best is { } runnerUp)
            state.SetRunnerUp(deduction, runnerUp.Row);
        return LevelOf(stage, Timeline.CostTicks(state.Reveals[reveal], state.Deductions[deduction]), _best?.CostTicks);
    }

    /// <param name="costTicks">What the pair costs.</param>
    /// <param name="runnerUpTicks">What the next best reading costs; null if there is none.</param>
    public static Level LevelOf(Stage stage, long costTicks, long? runnerUpTicks)
    {
        var sure = stage.Tier == 4 ? Level.C : Level.D;
        if (runnerUpTicks is null)
            return sure;

        var cost = (Int128)costTicks + HalfSecond;
        var next = (Int128)runnerUpTicks.Value + HalfSecond;
        if (next >= 4 * cost)
            return sure;
        return next >= 2 * cost ? Level.D : Level.E;
    }

    /// <summary>The deductions of a line that stand next to a reveal, one on each side, passing over the one it is paired with.</summary>
    void ConsiderDeductions(int[] deductions, int reveal, int paired)
    {
        var at = state.Reveals[reveal].Position;
        var (low, high) = (0, deductions.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (state.Deductions[deductions[middle]].Position < at)
                low = middle + 1;
            else
                high = middle;
        }

        if (Beside(deductions, low, paired, Member.Reveal(reveal)) is var (before, after) && before >= 0)
            Consider(reveal, before, Member.Deduction(before));
        if (after >= 0)
            Consider(reveal, after, Member.Deduction(after));
    }

    /// <summary>The reveals of a line that stand next to a deduction, one on each side, passing over the one it is paired with.</summary>
    void ConsiderReveals(int[] reveals, int paired, int deduction)
    {
        var at = state.Deductions[deduction].Position;
        var (low, high) = (0, reveals.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (state.Reveals[reveals[middle]].Position < at)
                low = middle + 1;
            else
                high = middle;
        }

        if (Beside(reveals, low, paired, Member.Deduction(deduction)) is var (before, after) && before >= 0)
            Consider(before, deduction, Member.Reveal(before));
        if (after >= 0)
            Consider(after, deduction, Member.Reveal(after));
    }

    /// <summary>
    /// The rows before and from a place on, passing over the one paired and those that a pin keeps from the row they stand beside; -1 where
    /// there is none.
    /// </summary>
    (int Before, int After) Beside(int[] rows, int place, int paired, Member beside)
    {
        var before = place - 1;
        while (before >= 0 && IsPassedOver(rows[before]))
            before--;
        var after = place;
        while (after < rows.Length && IsPassedOver(rows[after]))
            after++;
        return (before >= 0 ? rows[before] : -1, after < rows.Length ? rows[after] : -1);

        bool IsPassedOver(int row) => row == paired || (beside.IsReveal ? state.Pins.Forbids(beside.Index, row) : state.Pins.Forbids(row, beside.Index));
    }

    void Consider(int shown, int paid, Member row)
    {
        ref readonly var one = ref state.Reveals[shown];
        ref readonly var two = ref state.Deductions[paid];
        if (!stage.Window.Holds(one.Ticks, two.Ticks))
            return;

        var ticks = Timeline.CostTicks(one, two);
        if (_best is null || ticks < _best.Value.CostTicks)
            _best = new RunnerUp(row, ticks);
    }
}
