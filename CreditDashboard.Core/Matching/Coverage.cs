using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// What the landed rows of each side can be relied on to hold: from the earliest to the latest instant of the side, both included, for the
/// users and channels that stand in it, and for everyone where a person declared it. A function of the rows and the declarations, never of
/// how they were cut into files.
/// </summary>
public sealed class Coverage
{
    readonly SideCoverage _reveals;
    readonly SideCoverage _deductions;

    /// <param name="faults">Who is known under two addresses is known to both sides under either; nobody if null.</param>
    public Coverage(AccountRows rows, IReadOnlyList<DeclaredCoverage> declared, FeedFaults? faults = null)
    {
        _reveals = new SideCoverage(rows, declared.Where(each => each.Side == Side.Reveal));
        foreach (ref readonly var row in rows.Reveals.AsSpan())
            _reveals.Add(row.Ticks, row.User, row.Channel);

        _deductions = new SideCoverage(rows, declared.Where(each => each.Side == Side.Deduction));
        foreach (ref readonly var row in rows.Deductions.AsSpan())
            _deductions.Add(row.Ticks, row.User, row.Channel);

        foreach (var (ledger, activity) in faults?.TwoAddresses ?? [])
        {
            _reveals.Know(rows.Names.Users.Find(ledger));
            _deductions.Know(rows.Names.Users.Find(activity));
        }
    }

    Coverage(SideCoverage reveals, SideCoverage deductions) => (_reveals, _deductions) = (reveals, deductions);

    /// <summary>The same as of all rows anew, from what was covered before some came and none went.</summary>
    internal Coverage After(AccountRows rows, IEnumerable<Member> arrived, IReadOnlyList<DeclaredCoverage> declared)
    {
        var after = new Coverage(
            new(_reveals, rows, declared.Where(each => each.Side == Side.Reveal)), new(_deductions, rows, declared.Where(each => each.Side == Side.Deduction)));
        foreach (var row in arrived)
        {
            if (row.IsReveal)
                after._reveals.Add(rows.Reveals[row.Index].Ticks, rows.Reveals[row.Index].User, rows.Reveals[row.Index].Channel);
            else
                after._deductions.Add(rows.Deductions[row.Index].Ticks, rows.Deductions[row.Index].User, rows.Deductions[row.Index].Channel);
        }

        return after;
    }

    /// <summary>True if the ledger would hold a deduction for this reveal, had there been one.</summary>
    public bool Covers(in RevealRow reveal) => _deductions.Holds(reveal.Ticks, reveal.User, reveal.Channel);

    /// <summary>True if the activity would hold a reveal for this deduction, had there been one.</summary>
    public bool Covers(in DeductionRow deduction) => _reveals.Holds(deduction.Ticks, deduction.User, deduction.Channel);

    /// <summary>The range that the rows of a side span, both ends included, in 100 ns units; null if it has no rows.</summary>
    public (long From, long To)? Range(Side side) => (side == Side.Reveal ? _reveals : _deductions).Range;

    /// <summary>True if a declaration, and not the rows alone, covers an instant of a side.</summary>
    public bool IsDeclared(Side side, long ticks) => (side == Side.Reveal ? _reveals : _deductions).IsDeclared(ticks);

    sealed class SideCoverage(AccountRows rows, IEnumerable<DeclaredCoverage> declared)
    {
        readonly bool[] _users = new bool[rows.Names.Users.Count];
        readonly bool[] _channels = new bool[rows.Names.Channels.Count];
        readonly (long From, long To)[] _declared = [.. declared.Select(each => (Position.TicksOf(each.From), Position.TicksOf(each.To)))];
        long _first = long.MaxValue;
        long _last = long.MinValue;

        public SideCoverage(SideCoverage before, AccountRows rows, IEnumerable<DeclaredCoverage> declared)
            : this(rows, declared)
        {
            before._users.CopyTo(_users, 0);
            before._channels.CopyTo(_channels, 0);
            (_first, _last) = (before._first, before._last);
        }

        public (long From, long To)? Range => _first <= _last ? (_first, _last) : null;

        public void Add(long ticks, int user, int channel)
        {
            _first = Math.Min(_first, ticks);
            _last = Math.Max(_last, ticks);
            _users[user] = true;
            _channels[channel] = true;
        }

        public void Know(int user) => _users[user] = true;

        public bool Holds(long ticks, int user, int channel) =>
            (_first <= ticks && ticks <= _last
                && (user == Names.Absent || _users[user])
                && (channel == Names.Absent || _channels[channel]))
            || IsDeclared(ticks);

        public bool IsDeclared(long ticks)
        {
            foreach (var (from, to) in _declared)
            {
                if (from <= ticks && ticks < to)
                    return true;
            }

            return false;
        }
    }
}
