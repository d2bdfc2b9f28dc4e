using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// The rows whose matches may change when some rows come or go: those that share a contact, a job, a request or a reversed deduction with
/// them, or that time alone could bring together, being of one user and not <see cref="Tiers.StepMax"/> apart; and on from there until nothing
/// more is touched. No pair, group or price reaches over its edge, so it can be matched as if it were an account of its own.
/// </summary>
sealed class Neighbourhood
{
    readonly AccountRows _rows;
    readonly Reversals _reversals;
    readonly KeyIndex _keys;
    readonly bool[] _reveals;
    readonly bool[] _deductions;
    readonly Queue<Member> _touched = [];
    readonly Action<Member> _touch;
    readonly HashSet<(int, RowKey)> _followed = [];
    readonly Dictionary<int, int> _nameOf = [];
    readonly ILookup<int, int> _reversalsOf;
    readonly bool _timeDecides;
    readonly int[] _unnamed;
    long _steps;

    public Neighbourhood(AccountRows rows, Reversals reversals, KeyIndex keys)
    {
        _rows = rows;
        _reversals = reversals;
        _keys = keys;
        _reveals = new bool[rows.Reveals.Length];
        _deductions = new bool[rows.Deductions.Length];
        for (var name = 1; name < reversals.Named.Length; name++)
        {
            if (reversals.Named[name] >= 0)
                _nameOf[reversals.Named[name]] = name;
        }

        _reversalsOf = reversals.Rows.ToLookup(row => rows.Deductions[row].Reverses);
        _timeDecides = !keys.AllDeductionsName(RowKey.Contact);
        _unnamed = keys.AllDeductionsName(RowKey.User) ? [] : Unnamed(rows.Deductions);
        _touch = Touch;
    }

    static int[] Unnamed(DeductionRow[] deductions)
    {
        List<int> unnamed = [];
        for (var row = 0; row < deductions.Length; row++)
        {
            if (deductions[row].User == Names.Absent && MayGoByTime(deductions[row]))
                unnamed.Add(row);
        }

        return [.. unnamed];
    }

    /// <summary>The touched rows by their indices, ascending; after <see cref="Grow"/>.</summary>
    public RowMap Rows { get; private set; } = RowMap.Empty;

    public bool HoldsReveal(int row) => _reveals[row];

    public bool HoldsDeduction(int row) => _deductions[row];

    /// <summary>Adds a row; its neighbours follow with <see cref="Grow"/>.</summary>
    public void Touch(Member row)
    {
        ref var isTouched = ref (row.IsReveal ? _reveals : _deductions)[row.Index];
        if (!isTouched)
            _touched.Enqueue(row);
        isTouched = true;
    }

    /// <summary>
    /// Adds whatever a touched row could have to do with, until nothing more is added. False if it gave up: half of all rows are touched, or
    /// they stand so densely that a full run costs less.
    /// </summary>
    public bool Grow()
    {
        long count = _reveals.Length + _deductions.Length;
        for (var touched = 0L; _touched.TryDequeue(out var row); touched++)
        {
            if (2 * touched > count || _steps > 4 * count)
                return false;

            if (row.IsReveal)
                FollowReveal(_rows.Reveals[row.Index]);
            else
                FollowDeduction(row.Index, _rows.Deductions[row.Index]);
        }

        Rows = RowMap.Of(_reveals, _deductions);
        return true;
    }

    /// <summary>The touched rows as an account of their own, their keys numbered anew so that it costs what they are and not what all are.</summary>
    public AccountRows Part()
    {
        var (reveals, deductions) = (Array.ConvertAll(Rows.Reveals, row => _rows.Reveals[row]), Array.ConvertAll(Rows.Deductions, row => _rows.Deductions[row]));
        var (contacts, jobs, requests) = (new Renumbering(), new Renumbering(), new Renumbering());
        foreach (ref var row in reveals.AsSpan())
            (row.Contact, row.Job, row.Request) = (contacts.Of(row.Contact), jobs.Of(row.Job), requests.Of(row.Request));
        foreach (ref var row in deductions.AsSpan())
            (row.Contact, row.Job, row.Request) = (contacts.Of(row.Contact), jobs.Of(row.Job), requests.Of(row.Request));
        return new AccountRows(_rows.Names, _rows.RevealIds, _rows.DeductionIds, reveals, deductions);
    }

    static bool MayGoByTime(in DeductionRow row) => row.Contact == Names.Absent && row.Count > 0;

    void FollowReveal(in RevealRow row)
    {
        FollowKeys(row.Contact, row.Job, row.Request);
        if (_timeDecides)
            FollowTime(row);
    }

    void FollowDeduction(int deduction, in DeductionRow row)
    {
        FollowKeys(row.Contact, row.Job, row.Request);
        if (MayGoByTime(row))
            FollowTime(row);
        if (row.Reverses != Names.Absent || _nameOf.TryGetValue(deduction, out _))
            FollowReversals(row.Reverses != Names.Absent ? row.Reverses : _nameOf[deduction]);
    }

    void FollowKeys(int contact, int job, int request)
    {
        Follow(RowKey.Contact, contact);
        Follow(RowKey.Job, job);
        Follow(RowKey.Request, request);
    }

    void Follow(RowKey key, int number)
    {
        if (number == Names.Absent || !_followed.Add((number, key)))
            return;

        _keys.Each(key, number, _touch);
    }

    /// <summary>A deduction and the rows that name it belong together.</summary>
    void FollowReversals(int name)
    {
        if (_reversals.Named[name] >= 0)
            Touch(Member.Deduction(_reversals.Named[name]));
        foreach (var row in _reversalsOf[name])
            Touch(Member.Deduction(row));
    }

    void FollowTime(in RevealRow row)
    {
        if (row.User != Names.Absent)
        {
            foreach (var other in _keys.Near(Side.Deduction, row.User, row.Ticks))
            {
                if (MayGoByTime(_rows.Deductions[other.Index]))
                    Touch(other);
            }
        }

        foreach (var other in _unnamed.AsSpan(FirstUnnamedFrom(row.Ticks - Tiers.StepMax)))
        {
            if (_rows.Deductions[other].Ticks > row.Ticks + Tiers.StepMax)
                break;
            Touch(Member.Deduction(other));
        }
    }

    /// <summary>A deduction that names no user may be answered by anyone's reveal.</summary>
    void FollowTime(in DeductionRow row)
    {
        if (row.User != Names.Absent)
        {
            foreach (var other in _keys.Near(Side.Reveal, row.User, row.Ticks))
                Touch(other);
            return;
        }

        var reveals = _rows.Reveals;
        for (var other = Rank.Of(reveals, row.Ticks - Tiers.StepMax); other < reveals.Length && reveals[other].Ticks <= row.Ticks + Tiers.StepMax; other++, _steps++)
            Touch(Member.Reveal(other));
    }

    int FirstUnnamedFrom(long ticks)
    {
        var (low, high) = (0, _unnamed.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_rows.Deductions[_unnamed[middle]].Ticks < ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Numbers in the order they are met; what is absent stays so.</summary>
    sealed class Renumbering
    {
        readonly Dictionary<int, int> _numbers = new() { [Names.Absent] = Names.Absent };

        public int Of(int number)
        {
            ref var found = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_numbers, number, out var exists);
            if (!exists)
                found = _numbers.Count - 1;
            return found;
        }
    }
}
