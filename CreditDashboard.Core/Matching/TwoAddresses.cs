using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>One user, whom the ledger knows under another address than the activity.</summary>
public sealed record TwoAddresses(string InLedger, string InActivity);

/// <summary>
/// Finds users of either side who never stand on the other, and whose rows answer each other by request or contact: nearly all of one's
/// charges are for the other's reveals, and the other way round. An account that pays for several people is none of them.
/// </summary>
sealed class TwoAddressesFinder
{
    const int PairsMin = 20;
    const int PercentMin = 95;

    readonly AccountRows _rows;
    readonly FeedFaults _faults;
    readonly bool[] _reveals;
    readonly bool[] _isCharged;

    TwoAddressesFinder(AccountRows rows, KeyIndex keys, FeedFaults faults)
    {
        _rows = rows;
        _faults = faults;
        _reveals = new bool[rows.Names.Users.Count];
        _isCharged = new bool[rows.Names.Users.Count];
        for (var user = 1; user < _reveals.Length; user++)
            (_reveals[user], _isCharged[user]) = (keys.Has(Side.Reveal, RowKey.User, user), keys.Has(Side.Deduction, RowKey.User, user));
        _reveals[Names.Absent] = _isCharged[Names.Absent] = true;
    }

    /// <param name="faults">The faults that are found before: the rows are paired as if those were mended.</param>
    public static ImmutableArray<TwoAddresses> Find(AccountRows rows, KeyIndex keys, FeedFaults faults) => new TwoAddressesFinder(rows, keys, faults).Find();

    ImmutableArray<TwoAddresses> Find()
    {
        var users = Enumerable.Range(0, _reveals.Length).ToArray();
        if (!users.Any(user => _reveals[user] && !_isCharged[user]) || !users.Any(user => _isCharged[user] && !_reveals[user]))
            return [];

        var (charged, shown) = (new Tally(), new Tally());
        Count(charged, shown);
        return
        [
            .. users.Where(user => _isCharged[user] && !_reveals[user])
                .Select(user => (Ledger: user, Activity: charged.Nearly(user)))
                .Where(pair => pair.Activity >= 0 && _reveals[pair.Activity] && !_isCharged[pair.Activity] && shown.Nearly(pair.Activity) == pair.Ledger)
                .Select(pair => new TwoAddresses(_rows.Names.Users[pair.Ledger], _rows.Names.Users[pair.Activity]))
                .OrderBy(pair => pair.InLedger, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whose nearest row answers each row of a user that only one side knows.</summary>
    void Count(Tally charged, Tally shown)
    {
        var (reveals, deductions) = (_rows.Reveals, _rows.Deductions);
        var buckets = Buckets.Of(reveals, deductions);
        var ((revealOfRequest, paidOfRequest), (revealOfContact, paidOfContact)) = (buckets[RowKey.Request], buckets[RowKey.Contact]);
        for (var row = 0; row < deductions.Length; row++)
        {
            ref readonly var paid = ref deductions[row];
            if (!_reveals[paid.User] && paid.Count > 0)
                Add(charged, paid.User, paid.Request, paid.Contact, row, revealOfRequest, revealOfContact, other => reveals[other].User, other => (other, row));
        }

        for (var row = 0; row < reveals.Length; row++)
        {
            ref readonly var one = ref reveals[row];
            if (!_isCharged[one.User])
                Add(shown, one.User, one.Request, one.Contact, row, paidOfRequest, paidOfContact, other => deductions[other].User, other => (row, other));
        }
    }

    void Add(
        Tally tally, int user, int request, int contact, int row, Buckets ofRequest, Buckets ofContact, Func<int, int> userOf, Func<int, (int Reveal, int Deduction)> pairOf)
    {
        if (request == Names.Absent && (contact == Names.Absent || _faults.ContactsNeverMeet))
            return;

        var nearest = request == Names.Absent ? -1 : Nearest(ofRequest[request], pairOf, isTimed: false);
        if (nearest < 0 && contact != Names.Absent && !_faults.ContactsNeverMeet)
            nearest = Nearest(ofContact[contact], pairOf, isTimed: true);
        tally.Add(user, nearest < 0 ? -1 : userOf(nearest));
    }

    int Nearest(ReadOnlySpan<int> rows, Func<int, (int Reveal, int Deduction)> pairOf, bool isTimed)
    {
        var (nearest, least) = (-1, long.MaxValue);
        foreach (var row in rows)
        {
            var (reveal, deduction) = pairOf(row);
            var (occurred, posted) = (_rows.Reveals[reveal].Ticks, _rows.Deductions[deduction].Ticks - _faults.ShiftTicks);
            if (_rows.Deductions[deduction].Count <= 0 || (isTimed && !Tiers.ContactWindow.Holds(occurred, posted)) || Math.Abs(posted - occurred) >= least)
                continue;

            (nearest, least) = (row, Math.Abs(posted - occurred));
        }

        return nearest;
    }

    /// <summary>For each user: how many of their rows name a key, and how many of those each user of the other side answers.</summary>
    sealed class Tally
    {
        readonly Dictionary<int, (int Keyed, int Answered)> _of = [];
        readonly Dictionary<(int User, int Other), int> _pairs = [];

        public void Add(int user, int other)
        {
            var (keyed, answered) = _of.GetValueOrDefault(user);
            _of[user] = (keyed + 1, answered + (other > Names.Absent ? 1 : 0));
            if (other > Names.Absent)
                _pairs[(user, other)] = _pairs.GetValueOrDefault((user, other)) + 1;
        }

        /// <summary>The one user who answers nearly all of a user's rows that are answered, which is at least half of them; -1 if there is none.</summary>
        public int Nearly(int user)
        {
            var (keyed, answered) = _of.GetValueOrDefault(user);
            foreach (var (pair, count) in _pairs)
            {
                if (pair.User == user && count >= PairsMin && 100L * count >= (long)PercentMin * answered && 2 * answered >= keyed)
                    return pair.Other;
            }

            return -1;
        }
    }
}
