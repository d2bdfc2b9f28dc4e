using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Verdicts;

/// <summary>
/// Gathers verdicts in the order of their first members' positions.
/// </summary>
sealed class JudgementBuilder
{
    const int Nowhere = -1;

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
    (Judgement Before, RowMap Kept)? _known;

    /// <param name="expected">About how many verdicts will be added.</param>
    public JudgementBuilder(AccountRows rows, Reversals reversals, int expected)
    {
        _rows = rows;
        _reversals = reversals;
        _ids = new MemberIds(rows);
        _verdicts = new List<VerdictRow>(expected);
        _members = new List<Member>(expected);
        _ofReveal = Filled(rows.Reveals.Length);
        _ofDeduction = Filled(rows.Deductions.Length);
        _byPosition = (left, right) => Judgement.PositionOf(rows, left).CompareTo(Judgement.PositionOf(rows, right));
        foreach (var row in reversals.Rows)
        {
            if (reversals.Answers[row] is >= 0 and var answered)
                (_givenBack.TryGetValue(answered, out var list) ? list : _givenBack[answered] = []).Add(row);
        }
    }

    /// <summary>True for a row that stands in a verdict already.</summary>
    public bool IsPlaced(Member row) => VerdictOf(row) >= 0;

    /// <summary>Spares making the ids of rows that stood alone in an earlier judgement and do so again.</summary>
    public void KnowIds(Judgement before, RowMap kept) => _known = (before, kept);

    UInt128 IdOf(ReadOnlySpan<Member> members)
    {
        if (members.Length == 1 && _known is var (before, kept) && kept.Before(members[0]) is { } row)
        {
            ref readonly var verdict = ref before.Verdicts[before.Of(row)];
            if (verdict.MemberCount == 1)
                return verdict.Id;
        }

        return _ids.Of(members);
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

        var members = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members)[verdict.MemberStart..];
        if (members.Length > 1)
            members.Sort(_byPosition);
        verdict.Id = IdOf(members);
        if (of is { } repeated)
            _repeats.Add((_verdicts.Count, repeated));
        verdict.MemberCount = members.Length;
        foreach (var member in members)
            (member.IsReveal ? _ofReveal : _ofDeduction)[member.Index] = _verdicts.Count;
        _verdicts.Add(verdict);
    }

    public Judgement Build(AccountRules rules, RevealPrices prices, Matches matches, Coverage coverage)
    {
        foreach (var (verdict, of) in _repeats)
            Drafts[verdict].Of = _verdicts[VerdictOf(of)].Id;
        return new Judgement(
            _rows, rules, prices, matches, coverage, _reversals, new([.. _verdicts]), new([.. _members]), new(_ofReveal), new(_ofDeduction));
    }

    /// <summary>Puts the verdicts that were added among those of an earlier judgement that still stand.</summary>
    /// <param name="before">The earlier judgement. Of its verdicts, those stand whose rows are all still there and in none that was added.</param>
    /// <param name="kept">Where its rows stand among the present ones.</param>
    public Judgement BuildAfter(Judgement before, RowMap kept, AccountRules rules, RevealPrices prices, Matches matches, Coverage coverage)
    {
        foreach (var (verdict, of) in _repeats)
            Drafts[verdict].Of = IsPlaced(of) ? _verdicts[VerdictOf(of)].Id : before.Verdicts[before.Of(kept.Before(of)!.Value)].Id;

        var tail = new JudgementTail(_rows, before, kept, this);
        return new Judgement(
            _rows, rules, prices, matches, coverage, _reversals, tail.Verdicts, tail.Members, tail.OfReveal, tail.OfDeduction);
    }

    /// <summary>What was added, in the order of the first members' positions; the start of a verdict's members is among these here.</summary>
    public Span<VerdictRow> Drafts => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_verdicts);

    public ReadOnlySpan<Member> MembersOf(int draft) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members).Slice(_verdicts[draft].MemberStart, _verdicts[draft].MemberCount);

    int VerdictOf(Member row) => (row.IsReveal ? _ofReveal : _ofDeduction)[row.Index];

    static int[] Filled(int length)
    {
        var verdicts = new int[length];
        Array.Fill(verdicts, Nowhere);
        return verdicts;
    }
}
