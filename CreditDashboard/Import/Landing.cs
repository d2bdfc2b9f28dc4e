using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>What each row of a file is beside the account's: new, there already, another version, or in conflict. Nothing lands before all are known.</summary>
sealed class Landing<TRow>
    where TRow : struct, IPackedRow
{
    readonly RowFile<TRow> _file;
    readonly FileArrivals<TRow> _arrivals;
    readonly AccountSide<TRow> _side;
    readonly RowNames _accountNames;
    readonly Fate[] _fates;
    readonly RowMarks _again;
    long _from = long.MaxValue;
    long _to = long.MinValue;

    public Landing(
        RowFile<TRow> file, FileArrivals<TRow> arrivals, AccountSide<TRow> side, RowNames accountNames, bool restates, Problems problems)
    {
        _file = file;
        _arrivals = arrivals;
        _side = side;
        _accountNames = accountNames;
        _fates = new Fate[arrivals.Rows.Count];
        _again = new RowMarks(side.Existing.Length);
        Already = arrivals.Repeated;
        Conflicts = arrivals.Conflicts;
        var known = new NumberMap(arrivals.Names, accountNames, adds: false);
        for (var row = 0; row < _fates.Length; row++)
        {
            if (!arrivals.IsInConflict(row))
                Judge(row, known, restates, problems);
        }
    }

    enum Fate : byte
    {
        Refused,
        Already,
        New,
        Restated,
    }

    public long Imported { get; private set; }
    public long Already { get; private set; }
    public long Conflicts { get; private set; }

    /// <summary>The earliest and the latest instant of the rows that land or are there; null if there are none.</summary>
    public (Instant From, Instant To)? Range =>
        _from > _to ? null : (Instant.FromUnixTimeTicks(_from), Instant.FromUnixTimeTicks(_to));

    /// <summary>Hands the rows over. Only now the account learns the names that they bring.</summary>
    public void Land()
    {
        _side.Again.Add(_again);
        var map = new NumberMap(_arrivals.Names, _accountNames, adds: true);
        for (var row = 0; row < _fates.Length; row++)
        {
            if (_fates[row] < Fate.New)
                continue;

            var arrived = _file.Renamed(_arrivals.Rows[row], map);
            var id = _arrivals.Rows.Ids.Utf8(row);
            var waiting = _fates[row] == Fate.New ? -1 : _side.Arriving.Find(arrived.Position.Tie, id);
            if (waiting >= 0)
            {
                arrived.IdNumber = waiting;
                _side.Arriving[waiting] = arrived;
                continue;
            }

            if (_fates[row] == Fate.Restated)
                _side.Replace(_side.FindExisting(arrived.Position.Tie, id));
            _side.Arriving.Add(arrived, id);
        }
    }

    void Judge(int row, NumberMap known, bool restates, Problems problems)
    {
        ref readonly var arrived = ref _arrivals.Rows[row];
        var id = _arrivals.Rows.Ids.Utf8(row);

        // What an earlier file brought stands in the place of what was there.
        var waiting = _side.Arriving.Find(arrived.Position.Tie, id);
        var existing = waiting >= 0 ? -1 : _side.FindExisting(arrived.Position.Tie, id);
        if (waiting < 0 && existing < 0)
        {
            Take(row, Fate.New, arrived.Position.Ticks);
            Imported++;
            return;
        }

        ref readonly var there = ref waiting >= 0 ? ref _side.Arriving[waiting] : ref _side.Existing[existing];
        if (_file.SaysTheSame(_file.Renamed(arrived, known), there))
        {
            Take(row, Fate.Already, arrived.Position.Ticks);
            Already++;
            if (existing >= 0)
                _again[existing] = true;
        }
        else if (restates)
        {
            Take(row, Fate.Restated, arrived.Position.Ticks);
            Imported++;
        }
        else
        {
            Conflicts++;
            problems.Add(_file.Conflict(
                _arrivals.LineOf(row), _arrivals.Rows.Id(row), "is there already with other content", there, _accountNames, arrived, _arrivals.Names));
        }
    }

    void Take(int row, Fate fate, long ticks)
    {
        _fates[row] = fate;
        _from = Math.Min(_from, ticks);
        _to = Math.Max(_to, ticks);
    }
}
