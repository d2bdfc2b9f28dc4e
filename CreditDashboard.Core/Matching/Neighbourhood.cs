using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// The rows whose matches may change when some rows come or go: those that share a contact, a job, a request or a reversed deduction with
/// them, or, where time may decide, are of the same user and not <see cref="Tiers.StepMax"/> away; and on from there until nothing more is
/// touched. No pair, group or price reaches over its edge, so it can be matched as if it were an account of its own.
/// </summary>
sealed class Neighbourhood
{
    const long Never = long.MinValue / 2;

    readonly AccountRows _rows;
    readonly Reversals _reversals;
    readonly bool[] _contacts;
    readonly bool[] _jobs;
    readonly bool[] _requests;
    readonly bool[] _reversed;
    readonly bool _timeDecides;
    readonly bool _userDecides;
    bool _grew;

    public Neighbourhood(AccountRows rows, Reversals reversals)
    {
        _rows = rows;
        _reversals = reversals;
        Reveals = new bool[rows.Reveals.Length];
        Deductions = new bool[rows.Deductions.Length];
        _contacts = new bool[rows.Names.Contacts.Count];
        _jobs = new bool[rows.Names.Jobs.Count];
        _requests = new bool[rows.Names.Requests.Count];
        _reversed = new bool[rows.Names.Reversed.Count];
        _timeDecides = Array.Exists(rows.Deductions, MayGoByTime);
        _userDecides = !Array.Exists(rows.Deductions, row => MayGoByTime(row) && row.User == Names.Absent);
    }

    public bool[] Reveals { get; }
    public bool[] Deductions { get; }

    /// <summary>Adds a row; its neighbours follow with <see cref="Grow"/>.</summary>
    public void Touch(Member row)
    {
        if (row.IsReveal)
            Touch(row.Index, _rows.Reveals[row.Index]);
        else
            Touch(row.Index, _rows.Deductions[row.Index]);
    }

    /// <summary>Adds whatever a touched row could have to do with, until nothing more is added.</summary>
    public void Grow()
    {
        do
        {
            _grew = false;
            if (_timeDecides)
            {
                Sweep(isForward: true);
                Sweep(isForward: false);
            }
            else
            {
                SweepKeys();
            }

            FollowReversals();
        }
        while (_grew);
    }

    /// <summary>The touched rows by their indices, ascending.</summary>
    public RowMap Rows() => new(Touched(Reveals), Touched(Deductions));

    /// <summary>The touched rows as an account of their own.</summary>
    public AccountRows Part(AccountRows rows)
    {
        var part = Rows();
        return new AccountRows(
            rows.Names, rows.RevealIds, rows.DeductionIds,
            Array.ConvertAll(part.Reveals, row => rows.Reveals[row]), Array.ConvertAll(part.Deductions, row => rows.Deductions[row]));
    }

    /// <summary>Where rows that stayed and are not touched stand; the touched ones are gone from it.</summary>
    public RowMap Outside(RowMap kept) => new(
        Array.ConvertAll(kept.Reveals, row => row >= 0 && Reveals[row] ? RowMap.Gone : row),
        Array.ConvertAll(kept.Deductions, row => row >= 0 && Deductions[row] ? RowMap.Gone : row));

    static int[] Touched(bool[] rows)
    {
        var touched = new int[rows.AsSpan().Count(true)];
        for (int row = 0, next = 0; next < touched.Length; row++)
        {
            if (rows[row])
                touched[next++] = row;
        }

        return touched;
    }

    static bool MayGoByTime(DeductionRow row) => row.Contact == Names.Absent && row.Count > 0;

    void SweepKeys()
    {
        for (var reveal = 0; reveal < Reveals.Length; reveal++)
        {
            ref readonly var row = ref _rows.Reveals[reveal];
            if (!Reveals[reveal] && SharesKey(row))
                Touch(reveal, row);
        }

        for (var deduction = 0; deduction < Deductions.Length; deduction++)
        {
            ref readonly var row = ref _rows.Deductions[deduction];
            if (!Deductions[deduction] && SharesKey(row))
                Touch(deduction, row);
        }
    }

    /// <summary>Walks both sides in the order of time, one way or the other.</summary>
    void Sweep(bool isForward)
    {
        // When a touched row of each user was last passed; a deduction that names no user may be answered by anyone's reveal.
        var passed = new long[_rows.Names.Users.Count];
        Array.Fill(passed, Never);
        var (reveals, deductions) = (_rows.Reveals, _rows.Deductions);
        var step = isForward ? 1 : -1;
        var (reveal, deduction) = isForward ? (0, 0) : (reveals.Length - 1, deductions.Length - 1);
        for (var left = reveals.Length + deductions.Length; left > 0; left--)
        {
            var hasReveal = isForward ? reveal < reveals.Length : reveal >= 0;
            var hasDeduction = isForward ? deduction < deductions.Length : deduction >= 0;
            if (hasReveal && (!hasDeduction || isForward == reveals[reveal].Ticks < deductions[deduction].Ticks))
            {
                ref readonly var row = ref reveals[reveal];
                ref var last = ref passed[_userDecides ? row.User : Names.Absent];
                if (!Reveals[reveal] && (SharesKey(row) || Math.Abs(row.Ticks - last) <= Tiers.StepMax))
                    Touch(reveal, row);
                if (Reveals[reveal])
                    last = row.Ticks;
                reveal += step;
            }
            else
            {
                ref readonly var row = ref deductions[deduction];
                ref var last = ref passed[_userDecides ? row.User : Names.Absent];
                var goesByTime = MayGoByTime(row);
                if (!Deductions[deduction] && (SharesKey(row) || (goesByTime && Math.Abs(row.Ticks - last) <= Tiers.StepMax)))
                    Touch(deduction, row);
                if (goesByTime && Deductions[deduction])
                    last = row.Ticks;
                deduction += step;
            }
        }
    }

    bool SharesKey(in RevealRow row) => _contacts[row.Contact] || _jobs[row.Job] || _requests[row.Request];

    bool SharesKey(in DeductionRow row) =>
        _contacts[row.Contact] || _jobs[row.Job] || _requests[row.Request] || _reversed[row.Reverses];

    /// <summary>A deduction and the rows that name it belong together.</summary>
    void FollowReversals()
    {
        for (var name = 1; name < _reversed.Length; name++)
        {
            if (_reversals.Named[name] is not (>= 0 and var deduction))
                continue;

            if (_reversed[name])
                Touch(Member.Deduction(deduction));
            else if (Deductions[deduction])
                _grew = _reversed[name] = true;
        }
    }

    void Touch(int reveal, in RevealRow row)
    {
        if (Reveals[reveal])
            return;

        Reveals[reveal] = true;
        TouchKeys(row.Contact, row.Job, row.Request);
    }

    void Touch(int deduction, in DeductionRow row)
    {
        if (Deductions[deduction])
            return;

        Deductions[deduction] = true;
        TouchKeys(row.Contact, row.Job, row.Request);
        _reversed[row.Reverses] |= row.Reverses != Names.Absent;
    }

    void TouchKeys(int contact, int job, int request)
    {
        _grew = true;
        _contacts[contact] |= contact != Names.Absent;
        _jobs[job] |= job != Names.Absent;
        _requests[request] |= request != Names.Absent;
    }
}
