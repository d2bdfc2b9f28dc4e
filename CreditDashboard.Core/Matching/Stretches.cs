using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// The rows that enter a stage by time alone, cut at each long silence of their key: rows on either side of one have nothing to do with each
/// other, since no window reaches over it, nor does any other reading. All rows are walked once in the order of time, which the processor reads
/// ahead, and only what a silence has not yet closed is held.
/// </summary>
sealed class Stretches(MatchState state, Stage stage)
{
    readonly Open?[] _open = new Open?[stage.Key == RowKey.User ? state.Rows.Names.Users.Count : 1];

    /// <summary>The rows of each side, ascending; neither is empty.</summary>
    public delegate void Take(ReadOnlySpan<StretchRow> reveals, ReadOnlySpan<StretchRow> deductions);

    /// <summary>Hands over each stretch that has rows of both sides, once it is closed.</summary>
    public void Each(Take take)
    {
        var (reveal, deduction) = (NextReveal(0), NextDeduction(0));
        if (deduction == state.Deductions.Length)
            return;

        while (reveal < state.Reveals.Length || deduction < state.Deductions.Length)
        {
            var isReveal = deduction == state.Deductions.Length
                || (reveal < state.Reveals.Length && state.Reveals[reveal].Ticks <= state.Deductions[deduction].Ticks);
            if (isReveal)
            {
                ref readonly var shown = ref state.Reveals[reveal];
                OpenAt(shown.User, shown.Ticks, take)?.Reveals.Add(
                    new StretchRow(reveal, stage.ValueOf(shown), stage.KindOf(shown), shown.Ticks, shown.Tie, state.Min[reveal], state.Max[reveal]));
                reveal = NextReveal(reveal + 1);
            }
            else
            {
                ref readonly var paid = ref state.Deductions[deduction];
                var takes = state.Takes(deduction);
                OpenAt(paid.User, paid.Ticks, take)?.Deductions.Add(
                    new StretchRow(deduction, stage.ValueOf(paid), stage.KindOf(paid), paid.Ticks, paid.Tie, takes, takes));
                deduction = NextDeduction(deduction + 1);
            }
        }

        foreach (var open in _open)
            open?.Close(take);
    }

    /// <summary>The stretch that a row of a user belongs to, after what a silence ended is handed over; null for a row without the key.</summary>
    Open? OpenAt(int user, long ticks, Take take)
    {
        var key = stage.Key == RowKey.User ? user : 0;
        if (stage.Key == RowKey.User && user == Names.Absent)
            return null;

        var open = _open[key] ??= new Open();
        if (ticks - open.LastTicks > Tiers.StepMax)
            open.Close(take);
        open.LastTicks = ticks;
        return open;
    }

    int NextReveal(int row)
    {
        while (row < state.Reveals.Length && !state.IsFreeReveal(row))
            row++;
        return row;
    }

    int NextDeduction(int row)
    {
        var role = state.Role;
        while (row < role.Length && !(role[row] == Role.Unmatched && state.IsFreeDeduction(row) && state.Enters(stage, row)))
            row++;
        return row;
    }

    sealed class Open
    {
        public StretchRows Reveals { get; } = new();
        public StretchRows Deductions { get; } = new();
        public long LastTicks { get; set; }

        public void Close(Take take)
        {
            if (Reveals.Count > 0 && Deductions.Count > 0)
                take(Reveals.All, Deductions.All);
            Reveals.Clear();
            Deductions.Clear();
        }
    }
}
