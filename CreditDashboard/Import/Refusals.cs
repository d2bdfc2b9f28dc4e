using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// The refused rows of one side that one import, or one file of it, keeps: rows that say the same are one, and beyond so many the others are
/// one more, of which nothing is known.
/// </summary>
sealed class Refusals(Side side, int keptMax)
{
    readonly Dictionary<(string Id, Instant? At, string User), Refused> _kept = [];
    Refused? _others;

    public void Add(int file, long line, string id, Instant? at, string user) => Add((id, at, user), new Refused(file, line, 1));

    /// <summary>Takes in what a file refused that was not refused whole.</summary>
    public void Add(Refusals file)
    {
        foreach (var (key, refused) in file._kept)
            Add(key, refused);
        if (file._others is { } others)
            AddOther(others);
    }

    /// <summary>
    /// As they are stored: only those that the account does not know yet. One that was set aside is known by its id alone, since without an
    /// id nobody can tell whether it is the same.
    /// </summary>
    public IEnumerable<RefusedRow> NewTo(AccountRows rows, IReadOnlyList<RefusedRow> known, long account, long version)
    {
        var keys = known.Where(row => row.Id.Length > 0 || row.IsOpen(rows)).Select(row => row.Key).ToHashSet();
        return _kept.Select(each => (each.Key, each.Value))
            .Concat(_others is { } others ? [(("", null, ""), others)] : [])
            .Where(each => keys.Add((side, each.Key.Id, each.Key.At, each.Key.User)))
            .Select(each => new RefusedRow
            {
                AccountId = account,
                Side = side,
                Id = each.Key.Id,
                At = each.Key.At,
                User = each.Key.User,
                Rows = each.Value.Rows,
                Version = version,
                File = each.Value.File,
                Line = each.Value.Line,
            });
    }

    void Add((string Id, Instant? At, string User) key, Refused refused)
    {
        if (_kept.TryGetValue(key, out var same))
            _kept[key] = same with { Rows = same.Rows + refused.Rows };
        else if (_kept.Count < keptMax)
            _kept.Add(key, refused);
        else
            AddOther(refused);
    }

    void AddOther(Refused refused) => _others = _others is { } others ? others with { Rows = others.Rows + refused.Rows } : refused;

    readonly record struct Refused(int File, long Line, long Rows);
}
