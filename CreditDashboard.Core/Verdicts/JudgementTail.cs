using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Verdicts;

/// <summary>
/// What is new in a judgement after some rows came or went: its first verdicts are those of the judgement before, and shared with it; after
/// them, those that still stand and those that were added stand among each other.
/// </summary>
sealed class JudgementTail
{
    readonly AccountRows _rows;
    readonly Judgement _before;
    readonly RowMap _kept;
    readonly JudgementBuilder _added;
    readonly int _shared;
    readonly int _firstAdded;
    readonly int _firstMember;
    readonly int _firstReveal;
    readonly int _firstDeduction;
    readonly VerdictRow[] _verdicts;
    readonly Member[] _members;
    readonly int[] _ofReveal;
    readonly int[] _ofDeduction;
    int _place;
    int _start;

    public JudgementTail(AccountRows rows, Judgement before, RowMap kept, JudgementBuilder added)
    {
        _rows = rows;
        _before = before;
        _kept = kept;
        _added = added;
        var (reveals, deductions) = (kept.RevealsInPlace, kept.DeductionsInPlace);
        (_shared, _firstAdded) = Shared(reveals, deductions);
        // A verdict stands where its first member does: rows before the first verdict that is not shared are in some that are.
        if (_shared < before.Verdicts.Length)
        {
            var end = PositionOf(_shared).Ticks;
            (reveals, deductions) = (Math.Min(reveals, Rank.Of(before.Rows.Reveals, end)), Math.Min(deductions, Rank.Of(before.Rows.Deductions, end)));
        }

        (_firstReveal, _ofReveal) = Rest(before.OfReveal, kept.Reveals, reveals, rows.Reveals.Length);
        (_firstDeduction, _ofDeduction) = Rest(before.OfDeduction, kept.Deductions, deductions, rows.Deductions.Length);

        var standing = Standing();
        _firstMember = _shared < before.Verdicts.Length ? before.Verdicts[_shared].MemberStart : before.Members.Length;
        _verdicts = new VerdictRow[standing.Count + added.Drafts.Length - _firstAdded];
        _members = new Member[rows.Reveals.Length + rows.Deductions.Length - _firstMember];
        Merge(standing);
    }

    public Column<VerdictRow> Verdicts => _before.Verdicts.After(_shared, _verdicts);
    public Column<Member> Members => _before.Members.After(_firstMember, _members);
    public Column<int> OfReveal => _before.OfReveal.After(_firstReveal, _ofReveal);
    public Column<int> OfDeduction => _before.OfDeduction.After(_firstDeduction, _ofDeduction);

    /// <summary>
    /// How many verdicts, the first ones, are the same: their rows stand where they stood, and what was added says the same of those that were
    /// judged again. Then the first added verdict that comes after them.
    /// </summary>
    (int Verdicts, int Added) Shared(int reveals, int deductions)
    {
        var shared = Math.Min(
            Least(_before.OfReveal, reveals, _before.Verdicts.Length), Least(_before.OfDeduction, deductions, _before.Verdicts.Length));
        for (var added = 0; added < _added.Drafts.Length; added++)
        {
            var first = _added.MembersOf(added)[0];
            var isInPlace = first.Index < (first.IsReveal ? reveals : deductions);
            if (isInPlace && _before.Of(first) is var old && old < shared && _before.Verdicts[old].SaysTheSame(_added.Drafts[added]))
                continue;

            return (Math.Min(shared, FirstFrom(Judgement.PositionOf(_rows, first))), added);
        }

        return (shared, _added.Drafts.Length);
    }

    static int Least(Column<int> verdicts, int from, int least)
    {
        for (var row = from; row < verdicts.Length; row++)
            least = Math.Min(least, verdicts[row]);
        return least;
    }

    /// <summary>The first verdict of before that begins at or after a position.</summary>
    int FirstFrom(Position position)
    {
        var (low, high) = (0, _before.Verdicts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (PositionOf(middle) < position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    Position PositionOf(int old) => _before.PositionOf(_before.Members[_before.Verdicts[old].MemberStart]);

    /// <summary>The verdicts of the rows of a side, from the first row whose verdict may be another; those of verdicts that are shared are filled in.</summary>
    (int First, int[] Of) Rest(Column<int> before, int[] kept, int first, int rows)
    {
        var of = new int[rows - first];
        for (var row = first; row < kept.Length; row++)
        {
            if (before[row] < _shared)
                of[row - first] = before[row];
        }

        return (first, of);
    }

    /// <summary>The verdicts of before that still stand, of those that are not shared.</summary>
    List<int> Standing()
    {
        List<int> standing = [];
        for (var old = _shared; old < _before.Verdicts.Length; old++)
        {
            var first = _before.Members[_before.Verdicts[old].MemberStart];
            if (_kept.Holds(first) && !_added.IsPlaced(_kept[first]))
                standing.Add(old);
        }

        return standing;
    }

    void Merge(List<int> standing)
    {
        var old = 0;
        for (var added = _firstAdded; added < _added.Drafts.Length; added++)
        {
            var members = _added.MembersOf(added);
            var position = Judgement.PositionOf(_rows, members[0]);
            for (; old < standing.Count && PositionOf(standing[old]) < position; old++)
                AddStanding(standing[old]);
            Add(_added.Drafts[added], members, null);
        }

        for (; old < standing.Count; old++)
            AddStanding(standing[old]);
    }

    void AddStanding(int old) => Add(_before.Verdicts[old], _before.MembersOf(old), _kept);

    void Add(in VerdictRow verdict, ReadOnlySpan<Member> members, RowMap? kept)
    {
        ref var place = ref _verdicts[_place];
        place = verdict;
        place.MemberStart = _firstMember + _start;
        foreach (var member in members)
        {
            var row = kept is null ? member : kept[member];
            _members[_start++] = row;
            if (row.IsReveal)
                _ofReveal[row.Index - _firstReveal] = _shared + _place;
            else
                _ofDeduction[row.Index - _firstDeduction] = _shared + _place;
        }

        _place++;
    }
}
