using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Which refused rows may be the counterpart of a row that landed: of the other side, at an instant that is unknown or within the window of
/// a contact, of a user who is unknown, absent on either side, or the same. They are only counted, so their order plays no part.
/// </summary>
public sealed class RefusedNearby
{
    readonly AccountRows _rows;
    readonly FeedFaults _faults;
    readonly int[]? _joined;
    readonly SideOfRefused _reveals = new();
    readonly SideOfRefused _deductions = new();

    /// <param name="rows">All landed rows of the account.</param>
    /// <param name="open">The refused rows that still count, in any order.</param>
    /// <param name="faults">What is wrong with the feeds as a whole: a refused row is looked at as its side's rows are.</param>
    public RefusedNearby(AccountRows rows, IReadOnlyList<RefusedRow> open, FeedFaults faults)
    {
        _rows = rows;
        _faults = faults;
        _joined = faults.JoinedUsers(rows.Names.Users);
        foreach (var row in open)
        {
            var isDeduction = row.Side == Side.Deduction;
            var user = rows.Names.Users.Find(row.User);
            (isDeduction ? _deductions : _reveals).Add(
                row.At is { } at ? Position.TicksOf(at) - (isDeduction ? faults.ShiftTicks : 0) : null,
                isDeduction && user >= 0 ? Joined(user) : user,
                row.Rows);
        }

        _reveals.Sort();
        _deductions.Sort();
    }

    /// <summary>How many refused reveals may answer a deduction.</summary>
    public long OfDeduction(int deduction)
    {
        if (_reveals.IsEmpty)
            return 0;

        ref readonly var row = ref _rows.Deductions[deduction];
        var posted = row.Ticks - _faults.ShiftTicks;
        return _reveals.Count(posted - Tiers.ContactWindow.LateMax, posted + Tiers.ContactWindow.EarlyMax, Joined(row.User));
    }

    /// <summary>How many refused deductions may answer a reveal.</summary>
    public long OfReveal(int reveal)
    {
        if (_deductions.IsEmpty)
            return 0;

        ref readonly var row = ref _rows.Reveals[reveal];
        return _deductions.Count(row.Ticks - Tiers.ContactWindow.EarlyMax, row.Ticks + Tiers.ContactWindow.LateMax, row.User);
    }

    int Joined(int user) => _joined is null ? user : _joined[user];

    sealed class SideOfRefused
    {
        // By user, -1 for one that no landed row names; all of them together under All.
        const int All = -2;
        readonly Dictionary<int, List<(long Ticks, long Rows)>> _ofUser = [];
        readonly Dictionary<int, long> _atAnyTime = [];

        public bool IsEmpty => _ofUser.Count + _atAnyTime.Count == 0;

        public void Add(long? ticks, int user, long rows)
        {
            foreach (var key in (ReadOnlySpan<int>)[user, All])
            {
                if (ticks is { } at)
                    (_ofUser.TryGetValue(key, out var list) ? list : _ofUser[key] = []).Add((at, rows));
                else
                    _atAnyTime[key] = _atAnyTime.GetValueOrDefault(key) + rows;
            }
        }

        /// <summary>Afterwards each entry holds the rows of those before it.</summary>
        public void Sort()
        {
            foreach (var list in _ofUser.Values)
            {
                list.Sort();
                var before = 0L;
                for (var i = 0; i < list.Count; i++)
                    (list[i], before) = ((list[i].Ticks, before), before + list[i].Rows);
                list.Add((long.MaxValue, before));
            }
        }

        public long Count(long from, long to, int user) =>
            user == Names.Absent ? CountOf(from, to, All) : CountOf(from, to, user) + CountOf(from, to, Names.Absent);

        long CountOf(long from, long to, int user) =>
            _atAnyTime.GetValueOrDefault(user) + (_ofUser.TryGetValue(user, out var list) ? Before(list, to + 1) - Before(list, from) : 0);

        static long Before(List<(long Ticks, long Rows)> list, long ticks)
        {
            var place = list.BinarySearch((ticks, long.MinValue));
            return list[place < 0 ? ~place : place].Rows;
        }
    }
}
