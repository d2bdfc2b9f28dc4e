using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// The rows of one side that enter a stage by time alone, by the key of the stage, each key's ascending. The rows of a user lie far apart in
/// the account, so all are copied in one walk in the order of time, which the processor reads ahead, and not user by user.
/// </summary>
sealed class TimedRows
{
    readonly int[] _ends;
    readonly StretchRow[] _rows;

    /// <param name="counts">How many rows of each key there will be.</param>
    TimedRows(int[] counts)
    {
        var rows = 0;
        _ends = new int[counts.Length];
        for (var key = 0; key < counts.Length; key++)
        {
            _ends[key] = rows;
            rows += counts[key];
        }

        _rows = new StretchRow[rows];
    }

    /// <summary>One more than the greatest key.</summary>
    public int Keys => _ends.Length;

    public ReadOnlySpan<StretchRow> this[int key]
    {
        get
        {
            var start = key == 0 ? 0 : _ends[key - 1];
            return _rows.AsSpan(start, _ends[key] - start);
        }
    }

    /// <summary>What is still free of either side. Reveals of a key that no deduction has are left out.</summary>
    public static (TimedRows Reveals, TimedRows Deductions) Of(MatchState state, Stage stage)
    {
        var deductions = OfDeductions(state, stage);
        return (OfReveals(state, stage, deductions), deductions);
    }

    static TimedRows OfDeductions(MatchState state, Stage stage)
    {
        var (counts, free) = (new int[KeysOf(state, stage)], new List<int>());
        for (var row = 0; row < state.Role.Length; row++)
        {
            if (state.Role[row] == Role.Unmatched && state.IsFreeDeduction(row) && state.Enters(stage, row) && KeyOf(stage, state.Deductions[row].User) is >= 0 and var key)
            {
                counts[key]++;
                free.Add(row);
            }
        }

        var rows = new TimedRows(counts);
        foreach (var row in free)
        {
            ref readonly var paid = ref state.Deductions[row];
            var takes = state.Takes(row);
            rows.Add(KeyOf(stage, paid.User), new StretchRow(row, stage.ValueOf(paid), stage.KindOf(paid), paid.Ticks, paid.Tie, takes, takes));
        }

        return rows;
    }

    static TimedRows OfReveals(MatchState state, Stage stage, TimedRows deductions)
    {
        var (counts, free) = (new int[deductions.Keys], new List<int>());
        for (var row = 0; row < state.Reveals.Length && deductions._rows.Length > 0; row++)
        {
            if (state.IsFreeReveal(row) && KeyOf(stage, state.Reveals[row].User) is >= 0 and var key && !deductions[key].IsEmpty)
            {
                counts[key]++;
                free.Add(row);
            }
        }

        var rows = new TimedRows(counts);
        foreach (var row in free)
        {
            ref readonly var shown = ref state.Reveals[row];
            rows.Add(KeyOf(stage, shown.User), new StretchRow(row, stage.ValueOf(shown), stage.KindOf(shown), shown.Ticks, shown.Tie, state.Min[row], state.Max[row]));
        }

        return rows;
    }

    static int KeysOf(MatchState state, Stage stage) => stage.Key == RowKey.User ? state.Rows.Names.Users.Count : 1;

    /// <summary>The user, or the account's one key; -1 for a row that has none.</summary>
    static int KeyOf(Stage stage, int user) => stage.Key != RowKey.User ? 0 : user == Names.Absent ? -1 : user;

    void Add(int key, in StretchRow row) => _rows[_ends[key]++] = row;
}
