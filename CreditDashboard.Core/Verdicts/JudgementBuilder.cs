using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Verdicts;

/// <summary>Gathers verdicts in any order and puts them in the order of their first members' positions.</summary>
sealed class JudgementBuilder
{
    readonly AccountRows _rows;
    readonly Reversals _reversals;
    readonly List<VerdictRow> _verdicts;
    readonly List<Member> _members;
    readonly List<(int Verdict, Member Of)> _repeats = [];
    readonly Dictionary<int, List<int>> _givenBack = [];
    readonly Comparison<Member> _byPosition;

    public JudgementBuilder(AccountRows rows, Reversals reversals)
    {
        _rows = rows;
        _reversals = reversals;
        _verdicts = new List<VerdictRow>(Math.Max(rows.Reveals.Length, rows.Deductions.Length));
        _members = new List<Member>(rows.Reveals.Length + rows.Deductions.Length);
        _byPosition = (left, right) => Judgement.PositionOf(rows, left).CompareTo(Judgement.PositionOf(rows, right));
        for (var row = 0; row < rows.Deductions.Length; row++)
        {
            if (reversals.Answers[row] is >= 0 and var answered)
                (_givenBack.TryGetValue(answered, out var list) ? list : _givenBack[answered] = []).Add(row);
        }
    }

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
            if (_givenBack.Count > 0 && _givenBack.TryGetValue(deduction, out var reversals))
                _members.AddRange(reversals.Select(Member.Deduction));
        }

        verdict.MemberCount = _members.Count - verdict.MemberStart;
        var members = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members)[verdict.MemberStart..];
        if (members.Length > 1)
            members.Sort(_byPosition);
        if (of is { } repeated)
            _repeats.Add((_verdicts.Count, repeated));
        _verdicts.Add(verdict);
    }

    public Judgement Build(AccountRules rules, RevealPrices prices, Matches matches, Coverage coverage)
    {
        var ofReveal = new int[_rows.Reveals.Length];
        var ofDeduction = new int[_rows.Deductions.Length];
        for (var draft = 0; draft < _verdicts.Count; draft++)
            Point(draft, _verdicts[draft], _members, ofReveal, ofDeduction);

        var ordered = new VerdictRow[_verdicts.Count];
        var members = new Member[_members.Count];
        var placeOf = Place(ordered, members, ofReveal, ofDeduction);
        var ids = new MemberIds(_rows);
        foreach (ref var verdict in ordered.AsSpan())
            verdict.Id = ids.Of(members.AsSpan(verdict.MemberStart, verdict.MemberCount));
        foreach (var (draft, of) in _repeats)
            ordered[placeOf[draft]].Of = ordered[placeOf[of.IsReveal ? ofReveal[of.Index] : ofDeduction[of.Index]]].Id;

        for (var place = 0; place < ordered.Length; place++)
            Point(place, ordered[place], members, ofReveal, ofDeduction);
        return new Judgement(_rows, rules, prices, matches, coverage, _reversals, ordered, members, ofReveal, ofDeduction);
    }

    /// <summary>
    /// Walks the rows of both sides in the order of their positions: a verdict's place is where its first member is met. Returns the place
    /// of each verdict by its number here.
    /// </summary>
    int[] Place(VerdictRow[] ordered, Member[] members, int[] ofReveal, int[] ofDeduction)
    {
        var placeOf = new int[_verdicts.Count];
        Array.Fill(placeOf, -1);
        var (place, next) = (0, 0);
        for (int reveal = 0, deduction = 0; reveal < ofReveal.Length || deduction < ofDeduction.Length;)
        {
            var revealIsNext = deduction == ofDeduction.Length
                || (reveal < ofReveal.Length && _rows.Reveals[reveal].Position <= _rows.Deductions[deduction].Position);
            var draft = revealIsNext ? ofReveal[reveal++] : ofDeduction[deduction++];
            if (placeOf[draft] >= 0)
                continue;

            placeOf[draft] = place;
            var verdict = _verdicts[draft];
            for (var member = 0; member < verdict.MemberCount; member++)
                members[next + member] = _members[verdict.MemberStart + member];
            verdict.MemberStart = next;
            next += verdict.MemberCount;
            ordered[place++] = verdict;
        }

        return placeOf;
    }

    static void Point(int verdict, in VerdictRow row, IReadOnlyList<Member> members, int[] ofReveal, int[] ofDeduction)
    {
        for (var i = row.MemberStart; i < row.MemberStart + row.MemberCount; i++)
            (members[i].IsReveal ? ofReveal : ofDeduction)[members[i].Index] = verdict;
    }
}
