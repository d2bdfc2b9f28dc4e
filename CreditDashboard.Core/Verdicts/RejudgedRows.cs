using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;

namespace CreditDashboard.Core.Verdicts;

/// <summary>What rows that came or went can affect of an earlier judgement.</summary>
sealed class RejudgedRows
{
    public RejudgedRows(Judgement before, RowMap kept, AccountRows rows, AccountRules rules)
    {
        Before = before;
        Kept = kept;
        Reversals = Reversals.Of(rows);
        Coverage = new Coverage(rows, rules.Coverages);
        Touched = new Neighbourhood(rows, Reversals);
        var count = rows.Reveals.Length + rows.Deductions.Length;
        IsSmall = 2 * (kept.Reveals.Length + kept.Deductions.Length) >= count && HasSameRules(before.Rules, rules) && before.Matches.Faults == FeedFaults.None && FeedFaults.Of(rows) == FeedFaults.None;
        if (!IsSmall)
            return;

        TouchArrived(rows);
        TouchNeighboursOfGone();
        TouchWhereCoverageChanged(rows);
        TouchWhereRefusedChanged(rows, rules);
        TouchPinned(rows, before.Rules.Pins.Concat(rules.Pins));
        Touched.Grow();
        IsSmall = 2 * (Touched.Rows().Reveals.Length + Touched.Rows().Deductions.Length) <= count;
    }

    /// <summary>False if it is as well to judge everything.</summary>
    public bool IsSmall { get; }
    public Judgement Before { get; }
    public RowMap Kept { get; }
    public Reversals Reversals { get; }
    public Coverage Coverage { get; }

    /// <summary>Rows whose prices and matches may be others than before.</summary>
    public Neighbourhood Touched { get; }

    public bool IsTouched(Member row) => (row.IsReveal ? Touched.Reveals : Touched.Deductions)[row.Index];

    static bool HasSameRules(AccountRules before, AccountRules after) =>
        before.Cycles == after.Cycles && before.Cards == after.Cards && before.Channels == after.Channels;

    void TouchArrived(AccountRows rows)
    {
        foreach (var reveal in Others(Kept.Reveals, rows.Reveals.Length))
            Touched.Touch(Member.Reveal(reveal));
        foreach (var deduction in Others(Kept.Deductions, rows.Deductions.Length))
            Touched.Touch(Member.Deduction(deduction));
    }

    /// <summary>The numbers from 0 to a count that do not stand in an ascending list.</summary>
    static IEnumerable<int> Others(int[] rows, int count)
    {
        var next = 0;
        foreach (var row in rows.Where(row => row >= 0))
        {
            for (; next < row; next++)
                yield return next;
            next = row + 1;
        }

        for (; next < count; next++)
            yield return next;
    }

    void TouchNeighboursOfGone()
    {
        if (!Kept.Reveals.Contains(RowMap.Gone) && !Kept.Deductions.Contains(RowMap.Gone))
            return;

        var once = new Neighbourhood(Before.Rows, Before.Reversals);
        for (var reveal = 0; reveal < Kept.Reveals.Length; reveal++)
        {
            if (Kept.Reveals[reveal] == RowMap.Gone)
                once.Touch(Member.Reveal(reveal));
        }

        for (var deduction = 0; deduction < Kept.Deductions.Length; deduction++)
        {
            if (Kept.Deductions[deduction] == RowMap.Gone)
                once.Touch(Member.Deduction(deduction));
        }

        once.Grow();
        var neighbours = once.Rows();
        foreach (var reveal in neighbours.Reveals.Where(row => Kept.Reveals[row] != RowMap.Gone))
            Touched.Touch(Member.Reveal(Kept.Reveals[reveal]));
        foreach (var deduction in neighbours.Deductions.Where(row => Kept.Deductions[row] != RowMap.Gone))
            Touched.Touch(Member.Deduction(Kept.Deductions[deduction]));
    }

    /// <summary>Pins are few, and may have come or gone as well as the rows that they name.</summary>
    void TouchPinned(AccountRows rows, IEnumerable<Pin> pins)
    {
        foreach (var pin in pins)
        {
            if (rows.FindReveal(pin.Reveal) is >= 0 and var reveal)
                Touched.Touch(Member.Reveal(reveal));
            if (rows.FindDeduction(pin.Deduction) is >= 0 and var deduction)
                Touched.Touch(Member.Deduction(deduction));
        }
    }

    /// <summary>Whether an unmatched row is covered decides whether it may stand in a cluster.</summary>
    void TouchWhereCoverageChanged(AccountRows rows)
    {
        var (before, after) = (Before.Coverage, Coverage);
        for (var row = 0; row < Kept.Reveals.Length; row++)
        {
            if (Kept.Reveals[row] is >= 0 and var reveal && Before.Matches.IsUndecided(Member.Reveal(row))
                && before.Covers(Before.Rows.Reveals[row]) != after.Covers(rows.Reveals[reveal]))
            {
                Touched.Touch(Member.Reveal(reveal));
            }
        }

        for (var row = 0; row < Kept.Deductions.Length; row++)
        {
            if (Kept.Deductions[row] is >= 0 and var deduction && Before.Matches.IsUndecided(Member.Deduction(row))
                && before.Covers(Before.Rows.Deductions[row]) != after.Covers(rows.Deductions[deduction]))
            {
                Touched.Touch(Member.Deduction(deduction));
            }
        }
    }

    /// <summary>A row that is alone is certain or undecided by whether a refused row may answer it; nothing else rests on that.</summary>
    void TouchWhereRefusedChanged(AccountRows rows, AccountRules rules)
    {
        if (Before.Rules.Refused.Count + rules.Refused.Count == 0)
            return;

        var (before, after) = (new RefusedNearby(Before.Rows, Before.Rules.Refused, FeedFaults.None), new RefusedNearby(rows, rules.Refused, FeedFaults.None));
        for (var row = 0; row < Kept.Reveals.Length; row++)
        {
            if (Kept.Reveals[row] is >= 0 and var reveal && IsAlone(Before.OfReveal[row]) && (before.OfReveal(row) > 0) != (after.OfReveal(reveal) > 0))
                Touched.Touch(Member.Reveal(reveal));
        }

        for (var row = 0; row < Kept.Deductions.Length; row++)
        {
            if (Kept.Deductions[row] is >= 0 and var deduction && IsAlone(Before.OfDeduction[row]) && (before.OfDeduction(row) > 0) != (after.OfDeduction(deduction) > 0))
                Touched.Touch(Member.Deduction(deduction));
        }
    }

    bool IsAlone(int verdict) => Before.Verdicts[verdict].Code is VerdictCode.NoReveal or VerdictCode.NeverCharged or VerdictCode.LateOrMissing;
}
