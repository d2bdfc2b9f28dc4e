using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Verdicts;

/// <summary>
/// Gathers verdicts in the order of their first members' positions. Of an earlier judgement it takes over the verdicts that still stand.
/// </summary>
sealed class JudgementBuilder
{
    readonly AccountRows _rows;
    readonly Reversals _reversals;
    readonly MemberIds _ids;
    readonly List<VerdictRow> _verdicts;
    readonly List<Member> _members;
    readonly int[] _ofReveal;
    readonly int[] _ofDeduction;
    readonly List<(int Verdict, Member Of)> _repeats = [];
    readonly Dictionary<int, List<int>> _givenBack = [];
    readonly Comparison<Member> _byPosition;

    public JudgementBuilder(AccountRows rows, Reversals reversals)
    {
        _rows = rows;
        _reversals = reversals;
        _ids = new MemberIds(rows);
        _verdicts = new List<VerdictRow>(Math.Max(rows.Reveals.Length, rows.Deductions.Length));
        _members = new List<Member>(rows.Reveals.Length + rows.Deductions.Length);
        _ofReveal = Filled(rows.Reveals.Length);
        _ofDeduction = Filled(rows.Deductions.Length);
        _byPosition = (left, right) => Judgement.PositionOf(rows, left).CompareTo(Judgement.PositionOf(rows, right));
        for (var row = 0; row < rows.Deductions.Length; row++)
        {
            if (reversals.Answers[row] is >= 0 and var answered)
                (_givenBack.TryGetValue(answered, out var list) ? list : _givenBack[answered] = []).Add(row);
        }
    }

    /// <summary>True for a row that stands in a verdict already.</summary>
    public bool IsPlaced(Member row) => (row.IsReveal ? _ofReveal : _ofDeduction)[row.Index] >= 0;

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

        var members = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members)[verdict.MemberStart..];
        if (members.Length > 1)
            members.Sort(_byPosition);
        verdict.Id = _ids.Of(members);
        if (of is { } repeated)
            _repeats.Add((_verdicts.Count, repeated));
        Place(verdict, members);
    }

    /// <summary>Takes over a verdict of an earlier judgement, none of whose rows has gone.</summary>
    public void Keep(Judgement before, int kept, RowMap rows)
    {
        var verdict = before.Verdicts[kept];
        verdict.MemberStart = _members.Count;
        foreach (var member in before.MembersOf(kept))
            _members.Add(rows[member]);
        Place(verdict, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members)[verdict.MemberStart..]);
    }

    public Judgement Build(AccountRules rules, RevealPrices prices, Matches matches, Coverage coverage)
    {
        VerdictRow[] verdicts = [.. _verdicts];
        foreach (var (verdict, of) in _repeats)
            verdicts[verdict].Of = verdicts[(of.IsReveal ? _ofReveal : _ofDeduction)[of.Index]].Id;
        return new Judgement(_rows, rules, prices, matches, coverage, _reversals, verdicts, [.. _members], _ofReveal, _ofDeduction);
    }

    void Place(VerdictRow verdict, ReadOnlySpan<Member> members)
    {
        verdict.MemberCount = members.Length;
        foreach (var member in members)
            (member.IsReveal ? _ofReveal : _ofDeduction)[member.Index] = _verdicts.Count;
        _verdicts.Add(verdict);
    }

    static int[] Filled(int length)
    {
        var verdicts = new int[length];
        Array.Fill(verdicts, -1);
        return verdicts;
    }
}
