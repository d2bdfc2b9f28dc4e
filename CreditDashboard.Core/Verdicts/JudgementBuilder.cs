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
    const int Asked = -2;

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
    readonly Dictionary<Member, UInt128> _knownIds = [];

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

    /// <summary>Spares making the ids of rows that stood alone in an earlier judgement and may do so again.</summary>
    public void KnowIds(Judgement before, RowMap kept)
    {
        foreach (var row in before.Matches.FreeReveals.Select(Member.Reveal).Concat(before.Matches.FreeDeductions.Select(Member.Deduction)).Where(kept.Holds))
        {
            ref readonly var verdict = ref before.Verdicts[row.IsReveal ? before.OfReveal[row.Index] : before.OfDeduction[row.Index]];
            if (verdict.MemberCount == 1)
                _knownIds[kept[row]] = verdict.Id;
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

        var members = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members)[verdict.MemberStart..];
        if (members.Length > 1)
            members.Sort(_byPosition);
        verdict.Id = members.Length == 1 && _knownIds.TryGetValue(members[0], out var known) ? known : _ids.Of(members);
        if (of is { } repeated)
            _repeats.Add((_verdicts.Count, repeated));
        verdict.MemberCount = members.Length;
        foreach (var member in members)
            (member.IsReveal ? _ofReveal : _ofDeduction)[member.Index] = _verdicts.Count;
        _verdicts.Add(verdict);
    }

    public Judgement Build(AccountRules rules, RevealPrices prices, Matches matches, Coverage coverage)
    {
        VerdictRow[] verdicts = [.. _verdicts];
        foreach (var (verdict, of) in _repeats)
            verdicts[verdict].Of = verdicts[VerdictOf(of)].Id;
        return new Judgement(_rows, rules, prices, matches, coverage, _reversals, verdicts, [.. _members], _ofReveal, _ofDeduction);
    }

    /// <summary>Puts the verdicts that still stand of an earlier judgement among those that were added.</summary>
    /// <param name="before">The earlier judgement.</param>
    /// <param name="kept">Where its rows stand among the present ones.</param>
    /// <param name="asked">The rows whose verdicts were added; the verdicts of all others still stand.</param>
    public Judgement BuildAfter(
        Judgement before, RowMap kept, RowMap asked, AccountRules rules, RevealPrices prices, Matches matches, Coverage coverage)
    {
        foreach (var row in asked.Reveals)
            _ofReveal[row] = Asked;
        foreach (var row in asked.Deductions)
            _ofDeduction[row] = Asked;

        var standing = new int[before.Verdicts.Length];
        var count = 0;
        for (var verdict = 0; verdict < standing.Length; verdict++)
        {
            var first = kept[before.Members[before.Verdicts[verdict].MemberStart]];
            if (kept.Holds(before.Members[before.Verdicts[verdict].MemberStart]) && VerdictOf(first) != Asked)
                standing[count++] = verdict;
        }

        var verdicts = new VerdictRow[count + _verdicts.Count];
        var members = new Member[_rows.Reveals.Length + _rows.Deductions.Length];
        var places = new int[_verdicts.Count];
        var drafted = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members);
        var (place, start, old) = (0, 0, 0);
        for (var added = 0; added < places.Length; added++)
        {
            MoveStanding(FirstAfter(PositionOf(_members[_verdicts[added].MemberStart])));
            places[added] = place;
            verdicts[place] = _verdicts[added];
            Point(ref verdicts[place], drafted.Slice(_verdicts[added].MemberStart, _verdicts[added].MemberCount), null);
        }

        MoveStanding(count);
        foreach (var (verdict, of) in _repeats)
            verdicts[places[verdict]].Of = verdicts[VerdictOf(of)].Id;
        return new Judgement(_rows, rules, prices, matches, coverage, _reversals, verdicts, members, _ofReveal, _ofDeduction);

        int FirstAfter(Position position)
        {
            var (low, high) = (old, count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (before.PositionOf(before.Members[before.Verdicts[standing[middle]].MemberStart]) < position)
                    low = middle + 1;
                else
                    high = middle;
            }

            return low;
        }

        // Verdicts that followed each other before still do, and so do their members: they are copied as one stretch.
        void MoveStanding(int end)
        {
            while (old < end)
            {
                var length = 1;
                while (old + length < end && standing[old + length] == standing[old] + length)
                    length++;
                var moved = verdicts.AsSpan(place, length);
                before.Verdicts.AsSpan(standing[old], length).CopyTo(moved);
                foreach (ref var verdict in moved)
                    Point(ref verdict, before.MembersOf(standing[old++]), kept);
            }
        }

        void Point(ref VerdictRow verdict, ReadOnlySpan<Member> ofVerdict, RowMap? rows)
        {
            verdict.MemberStart = start;
            foreach (var member in ofVerdict)
            {
                var row = rows is null ? member : rows[member];
                members[start++] = row;
                (row.IsReveal ? _ofReveal : _ofDeduction)[row.Index] = place;
            }

            place++;
        }
    }

    Position PositionOf(Member member) => Judgement.PositionOf(_rows, member);

    int VerdictOf(Member row) => (row.IsReveal ? _ofReveal : _ofDeduction)[row.Index];

    static int[] Filled(int length)
    {
        var verdicts = new int[length];
        Array.Fill(verdicts, Nowhere);
        return verdicts;
    }
}
