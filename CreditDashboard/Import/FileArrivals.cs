using System.Text;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// The good rows of one file, each id once. A row that says the same again is counted; an id that stands there with different contents is in
/// conflict, and then so is every row of it.
/// </summary>
sealed class FileArrivals<TRow>(RowFile<TRow> file, RowNames names, Problems problems)
    where TRow : struct, IPackedRow
{
    readonly List<long> _lines = [];
    readonly Dictionary<int, List<long>> _repeats = [];
    readonly HashSet<int> _inConflict = [];
    byte[] _utf8 = new byte[256];

    public RowList<TRow> Rows { get; } = new();
    public RowNames Names => names;

    /// <summary>Rows that say what an earlier one of the file says.</summary>
    public long Repeated => _repeats.Values.Sum(lines => (long)lines.Count);

    /// <summary>Rows refused because the file says different things under one id.</summary>
    public long Conflicts { get; private set; }

    public long LineOf(int row) => _lines[row];

    public bool IsInConflict(int row) => _inConflict.Contains(row);

    public void Add(TRow row, ReadOnlySpan<char> id, long line)
    {
        if (Encoding.UTF8.GetMaxByteCount(id.Length) > _utf8.Length)
            _utf8 = new byte[2 * Encoding.UTF8.GetMaxByteCount(id.Length)];
        var utf8 = _utf8.AsSpan(0, Encoding.UTF8.GetBytes(id, _utf8));
        var earlier = Rows.Find(row.Position.Tie, utf8);
        if (earlier < 0)
        {
            Rows.Add(row, utf8);
            _lines.Add(line);
        }
        else if (!IsInConflict(earlier) && file.SaysTheSame(row, Rows[earlier]))
        {
            if (!_repeats.TryGetValue(earlier, out var lines))
                _repeats.Add(earlier, lines = []);
            lines.Add(line);
        }
        else
        {
            Refuse(earlier, row, line);
        }
    }

    void Refuse(int earlier, in TRow row, long line)
    {
        if (_inConflict.Add(earlier))
        {
            var lines = _repeats.Remove(earlier, out var repeated) ? repeated : [];
            foreach (var sameLine in lines.Prepend(_lines[earlier]))
                Add(sameLine, Rows[earlier], file.Conflict(sameLine, Rows.Id(earlier), $"stands on line {line} with other content", row, names, Rows[earlier], names));
        }

        Add(line, row, file.Conflict(line, Rows.Id(earlier), $"stands on line {_lines[earlier]} with other content", Rows[earlier], names, row, names));

        void Add(long at, in TRow refused, Problem problem)
        {
            Conflicts++;
            // A third row of the id may say what the first does, and is refused all the same.
            problems.Refuse(
                problem.Column is null
                    ? new Problem(at, null, $"{Fields.Quoted(Rows.Id(earlier))} stands in the file with different contents.")
                    : problem,
                Rows.Id(earlier),
                Instant.FromUnixTimeTicks(refused.Position.Ticks),
                names.Users[file.UserOf(refused)]);
        }
    }
}
