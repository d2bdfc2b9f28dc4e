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

        List<int> reversals = [];
        for (var d = 0; d < deductions.Length; d++)
        {
            if (deductions[d].Count < 0)
                reversals.Add(d);
            if (deductions[d].Count <= 0)
                continue;

            net[d] = deductions[d].Count;
            if (mayBeNamed[deductions[d].Tie & 0xFFFF] && names.TryGetValue(deductions[d].Tie, out var name) && rows.Names.Reversed[name] == rows.DeductionId(d))
                named[name] = d;
        }

        return Of(deductions, net, answers, named, [.. reversals]);
    }

    /// <summary>The same as of all rows anew, from what was so before some came and none went.</summary>
    internal Reversals After(AccountRows before, RowMap kept, AccountRows rows, IReadOnlyList<Member> arrived)
    {
        var deductions = rows.Deductions;
        var net = new long[deductions.Length];
        var same = kept.DeductionsInPlace;
        Net.AsSpan(..same).CopyTo(net);
        for (var d = same; d < kept.Deductions.Length; d++)
            net[kept.Deductions[d]] = Net[d];

        var named = new int[rows.Names.Reversed.Count];
        Array.Fill(named, -1);
        for (var name = 1; name < named.Length; name++)
        {
            var row = name < Named.Length ? Named[name] : before.FindDeduction(rows.Names.Reversed[name]);
            named[name] = row < 0 || before.Deductions[row].Count <= 0 ? -1 : kept.Deductions[row];
        }

        List<int> reversals = [.. Rows.Select(row => kept.Deductions[row])];
        foreach (var row in arrived)
        {
            if (row.IsReveal)
                continue;

            net[row.Index] = Math.Max(0, deductions[row.Index].Count);
            if (deductions[row.Index].Count < 0)
                reversals.Add(row.Index);
            else if (rows.Names.Reversed.Find(rows.DeductionId(row.Index)) is > 0 and var name)
                named[name] = row.Index;
        }

        // What is left of a deduction depends on all of its reversals, in their order.
        foreach (var row in named)
        {
            if (row >= 0)
                net[row] = deductions[row].Count;
        }

        var answers = new int[deductions.Length];
        Array.Fill(answers, -1);
        reversals.Sort();
        return Of(deductions, net, answers, named, [.. reversals]);
    }

    /// <summary>Takes the reversals off what they answer.</summary>
    static Reversals Of(DeductionRow[] deductions, long[] net, int[] answers, int[] named, int[] reversals)
    {
        foreach (var d in reversals)
        {
            ref readonly var row = ref deductions[d];
            var answered = named[row.Reverses];
            if (answered < 0 || deductions[answered].CreditType != row.CreditType || net[answered] + row.Count < 0)
                continue;

            answers[d] = answered;
            net[answered] += row.Count;
        }

        return new Reversals(net, answers, named, reversals);
    }
}
