using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// The rows of each contact, job and request, so that the neighbours of a row are found without a walk over all. Made once for many rows;
/// what comes later is kept beside it until it is much.
/// </summary>
sealed class KeyIndex
{
    static readonly RowKey[] Keys = [RowKey.Contact, RowKey.Job, RowKey.Request];

    readonly AccountRows _rows;
    readonly Dictionary<RowKey, (Buckets Reveals, Buckets Deductions)> _early;
    readonly RowMap? _now;
    readonly Member[] _later;
    readonly Lazy<ILookup<(RowKey, int), Member>> _laterByKey;

    /// <param name="rows">The account's rows.</param>
    /// <param name="by">All of them by a key.</param>
    public KeyIndex(AccountRows rows, Func<RowKey, (Buckets Reveals, Buckets Deductions)> by)
        : this(rows, Keys.ToDictionary(key => key, by), null, [])
    {
    }

    KeyIndex(AccountRows rows, Dictionary<RowKey, (Buckets, Buckets)> early, RowMap? now, Member[] later)
    {
        _rows = rows;
        _early = early;
        _now = now;
        _later = later;
        _laterByKey = new(() => _later.SelectMany(row => Keys.Select(key => (Key: (key, NumberOf(row, key)), Row: row))).ToLookup(each => each.Key, each => each.Row));
    }

    /// <summary>The index after some rows came or went.</summary>
    /// <param name="rows">The rows as they are.</param>
    /// <param name="kept">Where the rows of this index stand among them.</param>
    /// <param name="arrived">Those that came.</param>
    public KeyIndex After(AccountRows rows, RowMap kept, IEnumerable<Member> arrived)
    {
        Member[] later = [.. _later.Where(row => kept.Holds(row)).Select(row => kept[row]), .. arrived];
        return 8 * (long)later.Length > rows.Reveals.Length + rows.Deductions.Length
            ? new KeyIndex(rows, key => Buckets.Of(rows.Reveals, rows.Deductions, key))
            : new KeyIndex(rows, _early, _now is null ? kept : _now.Then(kept), later);
    }

    /// <summary>The rows that name a key's number, none for the absent one.</summary>
    public IEnumerable<Member> Of(RowKey key, int number)
    {
        if (number == Names.Absent)
            yield break;

        var (reveals, deductions) = _early[key];
        for (var i = 0; i < reveals[number].Length; i++)
        {
            var row = reveals[number][i];
            if (_now is null || _now.Reveals[row] >= 0)
                yield return Member.Reveal(_now is null ? row : _now.Reveals[row]);
        }

        for (var i = 0; i < deductions[number].Length; i++)
        {
            var row = deductions[number][i];
            if (_now is null || _now.Deductions[row] >= 0)
                yield return Member.Deduction(_now is null ? row : _now.Deductions[row]);
        }

        foreach (var row in _laterByKey.Value[(key, number)])
            yield return row;
    }

    int NumberOf(Member row, RowKey key)
    {
        if (row.IsReveal)
        {
            ref readonly var reveal = ref _rows.Reveals[row.Index];
            return key == RowKey.Contact ? reveal.Contact : key == RowKey.Job ? reveal.Job : reveal.Request;
        }

        ref readonly var deduction = ref _rows.Deductions[row.Index];
        return key == RowKey.Contact ? deduction.Contact : key == RowKey.Job ? deduction.Job : deduction.Request;
    }
}
