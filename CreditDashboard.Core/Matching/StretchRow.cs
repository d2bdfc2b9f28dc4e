using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// What a pair by time is made from, of one row of either side, copied out of the rows of the account: a user's lie far apart there, and are
/// asked for many times.
/// </summary>
/// <param name="Row">The index in the account.</param>
/// <param name="Kind">What must be equal: the action, and the credit type if the stage compares it.</param>
/// <param name="Value">The channel that the stage compares; 0 if the row names none or the stage compares none.</param>
/// <param name="Min">The least that a reveal may cost; what a deduction takes.</param>
/// <param name="Max">The most that a reveal may cost; what a deduction takes.</param>
readonly record struct StretchRow(int Row, int Value, int Kind, long Ticks, ulong Tie, long Min, long Max)
{
    /// <summary>True if nothing but the times tells a reveal and a deduction apart: what is absent never differs.</summary>
    public static bool MayPair(in StretchRow reveal, in StretchRow deduction) =>
        reveal.Kind == deduction.Kind && reveal.Min <= deduction.Min && deduction.Min <= reveal.Max
        && (reveal.Value == deduction.Value || reveal.Value == Names.Absent || deduction.Value == Names.Absent);

    public static int[] Indices(ReadOnlySpan<StretchRow> rows)
    {
        var indices = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            indices[i] = rows[i].Row;
        return indices;
    }

    public static UInt128 Cost(in StretchRow reveal, in StretchRow deduction) =>
        Timeline.Cost(new UInt128((ulong)reveal.Ticks, reveal.Tie), new UInt128((ulong)deduction.Ticks, deduction.Tie));
}

/// <summary>The rows of one side of a stretch, ascending; the array is kept for the next one.</summary>
sealed class StretchRows
{
    StretchRow[] _rows = new StretchRow[8];

    public int Count { get; private set; }

    public ReadOnlySpan<StretchRow> All => _rows.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(in StretchRow row)
    {
        if (Count == _rows.Length)
            Array.Resize(ref _rows, 2 * Count);
        _rows[Count++] = row;
    }
}
