using System.Text;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;

namespace CreditDashboard.Import;

/// <summary>How the rows of one side stand in files, and where they go.</summary>
abstract class RowFile<TRow>
    where TRow : struct, IPackedRow
{
    public abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>Reads the current row. Its position and its texts are set; its id is <see cref="Id"/>.</summary>
    public abstract TRow Read(Fields fields);

    /// <summary>Of the current row.</summary>
    public static ReadOnlySpan<char> Id(Fields fields) => fields.Opaque(0);

    /// <summary>The columns in which two versions of one row differ, with both values. The names are those of each row.</summary>
    public abstract IEnumerable<(string Column, string There, string Here)> Differences(
        in TRow there, RowNames thereNames, in TRow here, RowNames hereNames);

    /// <summary>True if two rows of one id and the same names say the same.</summary>
    public abstract bool SaysTheSame(in TRow left, in TRow right);

    /// <summary>The row with its texts numbered by an account's names.</summary>
    public abstract TRow Renamed(in TRow row, NumberMap map);

    /// <summary>The number of the row's user; <see cref="Names.Absent"/> if rows of this kind have none.</summary>
    public virtual int UserOf(in TRow row) => Names.Absent;

    /// <summary>A conflict in a sentence that shows both versions.</summary>
    public Problem Conflict(
        long line, string id, string where, in TRow there, RowNames thereNames, in TRow here, RowNames hereNames)
    {
        var sentence = new StringBuilder().Append(Fields.Quoted(id)).Append(' ').Append(where).Append(':');
        var first = "";
        foreach (var (column, old, arrived) in Differences(there, thereNames, here, hereNames))
        {
            first = first.Length == 0 ? column : first;
            sentence.Append(' ').Append(column).Append(' ').Append(Fields.Quoted(old)).Append(" there and ").Append(Fields.Quoted(arrived)).Append(" here;");
        }

        sentence[^1] = '.';
        return new Problem(line, first.Length == 0 ? null : first, sentence.ToString());
    }
}

delegate int FindRow(ulong tie, ReadOnlySpan<byte> utf8Id);

/// <summary>
/// Rows of an account while more arrive: those that are there, those that earlier files brought, where a replaced one is told, and which of
/// those that are there were brought again.
/// </summary>
sealed record AccountSide<TRow>(TRow[] Existing, FindRow FindExisting, RowList<TRow> Arriving, Action<int> Replace, RowMarks Again)
    where TRow : struct, IPackedRow;

/// <summary>From the numbers of a file's names to those of an account's.</summary>
sealed class NumberMap(RowNames from, RowNames to, bool adds)
{
    readonly Dictionary<Names, int[]> _maps = [];

    /// <summary>The account's number of a text; -1 if the account does not have it and it is not to be added.</summary>
    public int Of(Func<RowNames, Names> list, int number)
    {
        var source = list(from);
        if (!_maps.TryGetValue(source, out var map))
        {
            _maps[source] = map = new int[source.Count];
            Array.Fill(map, -1);
        }

        if (map[number] < 0)
            map[number] = adds ? list(to).Add(source[number]) : list(to).Find(source[number]);
        return map[number];
    }
}
