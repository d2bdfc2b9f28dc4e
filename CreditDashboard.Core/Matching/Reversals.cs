using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Which deduction each reversal answers, and what is left of each deduction. Article: a discrepancy is put right by giving credits back;
/// the ledger never changes a row, so a give-back is one more row that names the one it answers.
/// </summary>
public sealed class Reversals
{
    Reversals(long[] net, int[] answers, int[] named, int[] rows)
    {
        Rows = rows;
        Net = net;
        Answers = answers;
        Named = named;
    }

    /// <summary>Per row of the ledger: its credits and its reversals' together; 0 for a reversal itself.</summary>
    public long[] Net { get; }

    /// <summary>
    /// Per row of the ledger: the index of the deduction that a reversal answers. -1 for a deduction, and for a reversal that answers
    /// nothing: it names no row, a reversal, a row of the other credit type, or takes back more than is left.
    /// </summary>
    public int[] Answers { get; }

    /// <summary>Per number of <see cref="RowNames.Reversed"/>: the index of the deduction with that id; -1 if there is none.</summary>
    internal int[] Named { get; }

    /// <summary>The indices of the reversals, ascending.</summary>
    internal int[] Rows { get; }

    public static Reversals Of(AccountRows rows)
    {
        var deductions = rows.Deductions;
        var net = new long[deductions.Length];
        var answers = new int[deductions.Length];
        Array.Fill(answers, -1);
        var named = new int[rows.Names.Reversed.Count];
        Array.Fill(named, -1);
        Dictionary<ulong, int> names = [];
        var mayBeNamed = new bool[1 << 16]; // by the last bits of the tie: most deductions are named by no reversal
        for (var name = 1; name < named.Length; name++)
        {
            var tie = Position.TieOf(Side.Deduction, rows.Names.Reversed[name]);
            names[tie] = name;
            mayBeNamed[tie & 0xFFFF] = true;
        }

        for (var d = 0; d < deductions.Length; d++)
        {
            if (deductions[d].Count <= 0)
                continue;

            net[d] = deductions[d].Count;
            if (mayBeNamed[deductions[d].Tie & 0xFFFF] && names.TryGetValue(deductions[d].Tie, out var name) && rows.Names.Reversed[name] == rows.DeductionId(d))
                named[name] = d;
        }

        List<int> reversals = [];
        for (var d = 0; d < deductions.Length; d++)
        {
            ref readonly var row = ref deductions[d];
            if (row.Count >= 0)
                continue;

            reversals.Add(d);
            var answered = named[row.Reverses];
            if (answered < 0 || deductions[answered].CreditType != row.CreditType || net[answered] + row.Count < 0)
                continue;

            answers[d] = answered;
            net[answered] += row.Count;
        }

        return new Reversals(net, answers, named, [.. reversals]);
    }
}
