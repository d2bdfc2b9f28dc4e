using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// The rows of each contact, job, request and user, so that the neighbours of a row are found without a walk over all. Made once for many rows;
/// what comes later is kept beside it until it is much.
/// </summary>
sealed class KeyIndex
{
    static readonly RowKey[] Keys = [RowKey.Contact, RowKey.Job, RowKey.Request, RowKey.User];

    readonly AccountRows _rows;
    readonly Dictionary<RowKey, (Buckets Reveals, Buckets Deductions)> _early;
    readonly RowMap? _now;
    readonly Member[] _later;
    readonly int _earlyDeductions;
    readonly Lazy<Dictionary<long, int>> _firstLater;
    readonly int[] _nextLater;

    public KeyIndex(AccountRows rows)
        : this(rows, Buckets.Of(rows.Reveals, rows.Deductions), rows.Deductions.Length, null, [])
    {
    }

    KeyIndex(AccountRows rows, Dictionary<RowKey, (Buckets, Buckets)> early, int earlyDeductions, RowMap? now, Member[] later)
    {
        _rows = rows;
        _early = early;
        _earlyDeductions = earlyDeductions;
        _now = now;
        _later = later;
        _nextLater = new int[Keys.Length * later.Length];
        _firstLater = new(ChainLater);
    }

    /// <summary>The index after some rows came or went.</summary>
    /// <param name="rows">The rows as they are.</param>
    /// <param name="kept">Where the rows of this index stand among them.</param>
    /// <param name="arrived">Those that came.</param>
    public KeyIndex After(AccountRows rows, RowMap kept, IEnumerable<Member> arrived)
    {
        Member[] later = [.. _later.Where(row => kept.Holds(row)).Select(row => kept[row]), .. arrived];
        return 8 * (long)later.Length > rows.Reveals.Length + rows.Deductions.Length
            ? new KeyIndex(rows)
            : new KeyIndex(rows, _early, _earlyDeductions, _now is null ? kept : _now.Then(kept), later);
    }

    /// <summary>Visits the rows that name a key's number, none for the absent one.</summary>
    public void Each(RowKey key, int number, Action<Member> visit)
    {
        if (number == Names.Absent)
            return;

        foreach (var early in EarlyOf(Side.Reveal, key, number).Span)
        {
            if (Now(Side.Reveal, early) is { } row)
                visit(row);
        }

        foreach (var early in EarlyOf(Side.Deduction, key, number).Span)
        {
            if (Now(Side.Deduction, early) is { } row)
                visit(row);
        }

        for (var place = FirstLater(key, number); place >= 0; place = _nextLater[place])
            visit(_later[place / Keys.Length]);
    }

    /// <summary>The rows of a side that name a user, not farther than a step by time alone from an instant.</summary>
    public IEnumerable<Member> Near(Side side, int user, long ticks)
    {
        // What comes in is mostly later than all that is there.
        var early = EarlyOf(side, RowKey.User, user);
        var isLast = early.Length > 0 && Now(side, early.Span[^1]) is { } last && TicksOf(last) < ticks - Tiers.StepMax;
        for (var i = isLast ? early.Length : FirstFrom(side, early, ticks - Tiers.StepMax); i < early.Length; i++)
        {
            if (Now(side, early.Span[i]) is not { } row)
                continue;
            if (TicksOf(row) > ticks + Tiers.StepMax)
                break;
            yield return row;
        }

        foreach (var row in Later(RowKey.User, user))
        {
            if (row.IsReveal == (side == Side.Reveal) && Math.Abs(TicksOf(row) - ticks) <= Tiers.StepMax)
                yield return row;
        }
    }

    /// <summary>False if no row of a side has a key at all; true also if all that had it are gone.</summary>
    public bool NamesAny(Side side, RowKey key) =>
        !(side == Side.Reveal ? _early[key].Reveals : _early[key].Deductions).IsEmpty
        || Array.Exists(_later, row => row.IsReveal == (side == Side.Reveal) && NumberOf(row, key) != Names.Absent);

    /// <summary>True if every row of the ledger has a key; false also if all that had none are gone.</summary>
    public bool AllDeductionsName(RowKey key) =>
        _early[key].Deductions.Rows == _earlyDeductions && Array.TrueForAll(_later, row => row.IsReveal || NumberOf(row, key) != Names.Absent);

    /// <summary>True if some row of a side names a key's number; none names the absent one.</summary>
    public bool Has(Side side, RowKey key, int number)
    {
        foreach (var early in EarlyOf(side, key, number).Span)
        {
            if (Now(side, early) is not null)
                return true;
        }

        return number != Names.Absent && Later(key, number).Any(row => row.IsReveal == (side == Side.Reveal));
    }

    /// <summary>True if some reveal that names a key's number was made between two instants, both included.</summary>
    public bool HasReveal(RowKey key, int number, long from, long to)
    {
        var early = EarlyOf(Side.Reveal, key, number);
        for (var i = FirstFrom(Side.Reveal, early, from); i < early.Length; i++)
        {
            if (Now(Side.Reveal, early.Span[i]) is not { } row)
                continue;
            if (TicksOf(row) <= to)
                return true;
            break;
        }

        return number != Names.Absent && Later(key, number).Any(row => row.IsReveal && TicksOf(row) >= from && TicksOf(row) <= to);
    }

    /// <summary>All rows by their keys, if nothing came or went since the index was made.</summary>
    public Dictionary<RowKey, (Buckets Reveals, Buckets Deductions)>? All => _now is null ? _early : null;

    /// <summary>Of the rows that came later, those that name a key's number.</summary>
    IEnumerable<Member> Later(RowKey key, int number)
    {
        for (var place = FirstLater(key, number); place >= 0; place = _nextLater[place])
            yield return _later[place / Keys.Length];
    }

    int FirstLater(RowKey key, int number) => _later.Length > 0 && _firstLater.Value.TryGetValue(CodeOf(key, number), out var place) ? place : -1;

    /// <summary>Each row has a place for each of its keys, that leads to the next row of the same key.</summary>
    Dictionary<long, int> ChainLater()
    {
        Dictionary<long, int> first = new(_nextLater.Length);
        for (var place = _nextLater.Length - 1; place >= 0; place--)
        {
            var key = Keys[place % Keys.Length];
            ref var next = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                first, CodeOf(key, NumberOf(_later[place / Keys.Length], key)), out var exists);
            _nextLater[place] = exists ? next : -1;
            next = place;
        }

        return first;
    }

    static long CodeOf(RowKey key, int number) => ((long)number << 8) | (byte)key;

    ReadOnlyMemory<int> EarlyOf(Side side, RowKey key, int number) =>
        side == Side.Reveal ? _early[key].Reveals.Of(number) : _early[key].Deductions.Of(number);

    /// <summary>Where an early row stands now; null if it is gone.</summary>
    Member? Now(Side side, int early)
    {
        var row = side == Side.Reveal ? Member.Reveal(early) : Member.Deduction(early);
        return _now is null ? row : _now.Holds(row) ? _now[row] : null;
    }

    long TicksOf(Member row) => row.IsReveal ? _rows.Reveals[row.Index].Ticks : _rows.Deductions[row.Index].Ticks;

    /// <summary>The place in a list of early rows, ascending, of the first that stands at or after an instant, or of one gone before it.</summary>
    int FirstFrom(Side side, ReadOnlyMemory<int> early, long ticks)
    {
        var (low, high) = (0, early.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var asked = middle;
            while (asked < high && Now(side, early.Span[asked]) is null)
                asked++;
            if (asked == high || TicksOf(Now(side, early.Span[asked])!.Value) >= ticks)
                high = middle;
            else
                low = asked + 1;
        }

        return low;
    }

    int NumberOf(Member row, RowKey key) => row.IsReveal ? Buckets.KeyOf(_rows.Reveals[row.Index], key) : Buckets.KeyOf(_rows.Deductions[row.Index], key);
}
