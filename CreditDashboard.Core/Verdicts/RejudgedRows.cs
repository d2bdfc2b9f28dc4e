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
        Member[] arrived =
        [
            .. Others(kept.Reveals, kept.RevealsInPlace, rows.Reveals.Length).Select(Member.Reveal),
            .. Others(kept.Deductions, kept.DeductionsInPlace, rows.Deductions.Length).Select(Member.Deduction),
        ];
        var gone = Gone(kept.Reveals, kept.RevealsInPlace).Concat(Gone(kept.Deductions, kept.DeductionsInPlace)).Any();
        Reversals = gone ? Reversals.Of(rows) : before.Reversals.After(before.Rows, kept, rows, arrived);
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
    /// leftovers have a say. What must be free is so whatever else there is, what may be free if it is covered. A reversal goes with what it
    /// answers.
    /// </summary>
    public RowMap Asked(Matches matches, RevealPrices prices)
    {
        var (reveals, deductions) = (new bool[_rows.Reveals.Length], new bool[_rows.Deductions.Length]);
        foreach (var row in Touched.Rows.Reveals.Concat(matches.FreeReveals.Where(row => prices[row].Min > 0 || IsCoveredOtherwise(row, prices[row]))))
            reveals[row] = true;
        foreach (var row in Touched.Rows.Deductions.Concat(matches.FreeDeductions))
            deductions[row] = true;
        foreach (var row in Reversals.Rows)
            deductions[row] |= Reversals.Answers[row] is >= 0 and var answered && deductions[answered];
        return RowMap.Of(reveals, deductions);
    }

    bool IsCoveredOtherwise(int untouched, in PriceRow price) =>
        price is not { IsPriced: true, Max: 0 } && !Touched.HoldsReveal(untouched)
        && Before.Coverage.Covers(_rows.Reveals[untouched]) != Coverage.Covers(_rows.Reveals[untouched]);

    static bool HasSameRules(AccountRules before, AccountRules after) =>
        before.Cycles == after.Cycles && before.Cards == after.Cards && before.Channels == after.Channels;

    /// <summary>The numbers from 0 to a count that do not stand in an ascending list, which begins with some numbers from 0 on.</summary>
    static List<int> Others(int[] rows, int inPlace, int count)
    {
        List<int> others = [];
        var next = inPlace;
        foreach (var row in rows.AsSpan(inPlace))
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
        Member[] gone = [.. Gone(Kept.Reveals, Kept.RevealsInPlace).Select(Member.Reveal), .. Gone(Kept.Deductions, Kept.DeductionsInPlace).Select(Member.Deduction)];
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

    static IEnumerable<int> Gone(int[] rows, int inPlace)
    {
        for (var row = Array.IndexOf(rows, RowMap.Gone, inPlace); row >= 0; row = Array.IndexOf(rows, RowMap.Gone, row + 1))
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
