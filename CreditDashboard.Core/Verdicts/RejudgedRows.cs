using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Verdicts;

/// <summary>What rows that came or went can affect of an earlier judgement.</summary>
sealed class RejudgedRows
{
    readonly AccountRows _rows;

    public RejudgedRows(Judgement before, RowMap kept, AccountRows rows, AccountRules rules)
    {
        _rows = rows;
        Before = before;
        Kept = kept;
        Reversals = Reversals.Of(rows);
        Member[] arrived = [.. Others(kept.Reveals, rows.Reveals.Length).Select(Member.Reveal), .. Others(kept.Deductions, rows.Deductions.Length).Select(Member.Deduction)];
        var gone = Array.IndexOf(kept.Reveals, RowMap.Gone) >= 0 || Array.IndexOf(kept.Deductions, RowMap.Gone) >= 0;
        Coverage = gone ? new Coverage(rows, rules.Coverages) : before.Coverage.After(rows, arrived, rules.Coverages);
        Keys = before.Matches.Keys.After(rows, kept, arrived);
        Touched = new Neighbourhood(rows, Reversals, Keys);
        IsSmall = 2 * (long)arrived.Length <= rows.Reveals.Length + rows.Deductions.Length && HasSameRules(before.Rules, rules)
            && before.Matches.Faults == FeedFaults.None && FeedFaults.Of(rows, Keys) == FeedFaults.None && TouchNeighboursOfGone();
        if (!IsSmall)
            return;

        foreach (var row in arrived)
            Touched.Touch(row);
        TouchWhereCoverageChanged();
        TouchPinned(before.Rules.Pins.Concat(rules.Pins));
        IsSmall = Touched.Grow();
    }

    /// <summary>False if it is as well to judge everything.</summary>
    public bool IsSmall { get; }
    public Judgement Before { get; }

    /// <summary>Where the rows that were judged before stand now.</summary>
    public RowMap Kept { get; }
    public Reversals Reversals { get; }
    public Coverage Coverage { get; }
    public KeyIndex Keys { get; }

    /// <summary>Rows whose prices and matches may be others than before.</summary>
    public Neighbourhood Touched { get; }

    /// <summary>
    /// All rows whose verdicts may be others than before: the touched ones, and those that are left over, of which coverage and all other
    /// leftovers have a say. What must be free is so whatever else there is. A reversal goes with what it answers.
    /// </summary>
    public RowMap Asked(Matches matches, RevealPrices prices)
    {
        var (reveals, deductions) = (new bool[_rows.Reveals.Length], new bool[_rows.Deductions.Length]);
        foreach (var row in Touched.Rows.Reveals.Concat(matches.FreeReveals.Where(row => prices[row] is not { IsPriced: true, Max: 0 })))
            reveals[row] = true;
        foreach (var row in Touched.Rows.Deductions.Concat(matches.FreeDeductions))
            deductions[row] = true;
        foreach (var row in Reversals.Rows)
            deductions[row] |= Reversals.Answers[row] is >= 0 and var answered && deductions[answered];
        return RowMap.Of(reveals, deductions);
    }

    static bool HasSameRules(AccountRules before, AccountRules after) =>
        before.Cycles == after.Cycles && before.Cards == after.Cards && before.Channels == after.Channels;

    /// <summary>The numbers from 0 to a count that do not stand in an ascending list.</summary>
    static List<int> Others(int[] rows, int count)
    {
        List<int> others = [];
        var next = 0;
        foreach (var row in rows)
        {
            if (row < 0)
                continue;
            while (next < row)
                others.Add(next++);
            next = row + 1;
        }

        while (next < count)
            others.Add(next++);
        return others;
    }

    /// <summary>Touches what rows that went could have to do with. False if that is too much.</summary>
    bool TouchNeighboursOfGone()
    {
        Member[] gone = [.. Gone(Kept.Reveals).Select(Member.Reveal), .. Gone(Kept.Deductions).Select(Member.Deduction)];
        if (gone.Length == 0)
            return true;

        var once = new Neighbourhood(Before.Rows, Before.Reversals, Before.Matches.Keys);
        foreach (var row in gone)
            once.Touch(row);
        if (!once.Grow())
            return false;

        foreach (var row in once.Rows.Reveals.Select(Member.Reveal).Concat(once.Rows.Deductions.Select(Member.Deduction)).Where(Kept.Holds))
            Touched.Touch(Kept[row]);
        return true;
    }

    static IEnumerable<int> Gone(int[] rows)
    {
        for (var row = Array.IndexOf(rows, RowMap.Gone); row >= 0; row = Array.IndexOf(rows, RowMap.Gone, row + 1))
            yield return row;
    }

    /// <summary>Whether an unmatched row is covered decides whether it may stand in a cluster.</summary>
    void TouchWhereCoverageChanged()
    {
        var (before, rows) = (Before.Coverage, Before.Rows);
        foreach (var row in Before.Matches.FreeReveals.Where(row => Before.Prices[row].Min > 0).Concat(Before.Matches.Clusters.SelectMany(group => group.Reveals)))
        {
            if (Kept.Reveals[row] is >= 0 and var reveal && before.Covers(rows.Reveals[row]) != Coverage.Covers(_rows.Reveals[reveal]))
                Touched.Touch(Member.Reveal(reveal));
        }

        foreach (var row in Before.Matches.FreeDeductions.Concat(Before.Matches.Clusters.SelectMany(group => group.Deductions)))
        {
            if (Kept.Deductions[row] is >= 0 and var deduction && before.Covers(rows.Deductions[row]) != Coverage.Covers(_rows.Deductions[deduction]))
                Touched.Touch(Member.Deduction(deduction));
        }
    }

    /// <summary>Pins are few, and may have come or gone as well as the rows that they name.</summary>
    void TouchPinned(IEnumerable<Pin> pins)
    {
        foreach (var pin in pins)
        {
            if (_rows.FindReveal(pin.Reveal) is >= 0 and var reveal)
                Touched.Touch(Member.Reveal(reveal));
            if (_rows.FindDeduction(pin.Deduction) is >= 0 and var deduction)
                Touched.Touch(Member.Deduction(deduction));
        }
    }
}
