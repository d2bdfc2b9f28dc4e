using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Verdicts;

/// <summary>Gathers verdicts in any order and puts them in the order of their first members' positions, then ids.</summary>
sealed class JudgementBuilder(AccountRows rows, Reversals reversals)
{
    readonly List<VerdictRow> _verdicts = [];
    readonly List<Member> _members = [];
    readonly List<(int Verdict, Member Of)> _repeats = [];
    readonly ILookup<int, int> _givenBack = Enumerable.Range(0, rows.Deductions.Length)
        .Where(row => reversals.Answers[row] >= 0).ToLookup(row => reversals.Answers[row]);

    /// <summary>Adds a verdict of rows; the reversals of its deductions join it.</summary>
    /// <param name="of">A member of the verdict that this one repeats.</param>
    public void Add(VerdictRow verdict, ReadOnlySpan<int> reveals, ReadOnlySpan<int> deductions, Member? of = null)
    {
        verdict.MemberStart = _members.Count;
        foreach (var reveal in reveals)
            _members.Add(Member.Reveal(reveal));

        foreach (var deduction in deductions)
        {
            _members.Add(Member.Deduction(deduction));
            foreach (var reversal in _givenBack[deduction])
                _members.Add(Member.Deduction(reversal));
        }

        verdict.MemberCount = _members.Count - verdict.MemberStart;
        _members.Sort(verdict.MemberStart, verdict.MemberCount, Comparer<Member>.Create(
            (left, right) => Judgement.PositionOf(rows, left).CompareTo(Judgement.PositionOf(rows, right))));
        if (of is { } repeated)
            _repeats.Add((_verdicts.Count, repeated));
        _verdicts.Add(verdict);
    }

    public Judgement Build(AccountRules rules, RevealPrices prices, Matches matches, Coverage coverage)
    {
        var all = _verdicts.ToArray();
        var members = _members.ToArray();
        for (var i = 0; i < all.Length; i++)
            all[i].Id = Judgement.IdOf(rows, members.AsSpan(all[i].MemberStart, all[i].MemberCount));

        var (ofReveal, ofDeduction) = VerdictOfRows(all, members);
        foreach (var (verdict, of) in _repeats)
            all[verdict].Of = all[of.IsReveal ? ofReveal[of.Index] : ofDeduction[of.Index]].Id;

        // A row stands in one verdict, so first members differ and their positions order all but rows of one position.
        Array.Sort(all, (left, right) =>
        {
            var byPosition = Judgement.PositionOf(rows, members[left.MemberStart]).CompareTo(Judgement.PositionOf(rows, members[right.MemberStart]));
            return byPosition != 0 ? byPosition : left.Id.CompareTo(right.Id);
        });
        var ordered = new Member[members.Length];
        var next = 0;
        for (var i = 0; i < all.Length; i++)
        {
            members.AsSpan(all[i].MemberStart, all[i].MemberCount).CopyTo(ordered.AsSpan(next));
            all[i].MemberStart = next;
            next += all[i].MemberCount;
        }

        (ofReveal, ofDeduction) = VerdictOfRows(all, ordered);
        return new Judgement(rows, rules, prices, matches, coverage, reversals, all, ordered, ofReveal, ofDeduction);
    }

    (int[] OfReveal, int[] OfDeduction) VerdictOfRows(VerdictRow[] verdicts, Member[] members)
    {
        var ofReveal = new int[rows.Reveals.Length];
        var ofDeduction = new int[rows.Deductions.Length];
        for (var verdict = 0; verdict < verdicts.Length; verdict++)
        {
            foreach (var member in members.AsSpan(verdicts[verdict].MemberStart, verdicts[verdict].MemberCount))
                (member.IsReveal ? ofReveal : ofDeduction)[member.Index] = verdict;
        }

        return (ofReveal, ofDeduction);
    }
}
