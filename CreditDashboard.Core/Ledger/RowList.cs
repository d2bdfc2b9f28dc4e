namespace CreditDashboard.Core.Ledger;

/// <summary>What the packed rows of both sides have in common.</summary>
public interface IPackedRow
{
    Position Position { get; }

    /// <summary>The number of its id among the ids it is kept with.</summary>
    int IdNumber { get; set; }
}

/// <summary>
/// Packed rows of one side in the order they came, with their ids, and found by them. Kept in pieces, so that a million rows never move.
/// </summary>
public sealed class RowList<TRow>
    where TRow : struct, IPackedRow
{
    const int PieceBits = 14;
    const int PieceLength = 1 << PieceBits;

    readonly List<TRow[]> _pieces = [];
    readonly TieIndex _index = new();

    public int Count { get; private set; }

    /// <summary>The id of row <c>n</c> has the number <c>n</c>.</summary>
    public Ids Ids { get; } = new();

    public ref TRow this[int index] => ref _pieces[index >> PieceBits][index & (PieceLength - 1)];

    public string Id(int index) => Ids[index];

    /// <summary>Adds a row, whose <see cref="IPackedRow.IdNumber"/> is set here, and returns its index.</summary>
    public int Add(TRow row, ReadOnlySpan<char> id)
    {
        row.IdNumber = Ids.Add(id);
        return Add(row);
    }

    /// <inheritdoc cref="Add(TRow, ReadOnlySpan{char})"/>
    public int Add(TRow row, ReadOnlySpan<byte> utf8Id)
    {
        row.IdNumber = Ids.Add(utf8Id);
        return Add(row);
    }

    /// <summary>The index of the row with that id, or -1.</summary>
    public int Find(ulong tie, ReadOnlySpan<byte> utf8Id)
    {
        // Rows that are only gathered are never looked for, so the index is made when it is asked for.
        while (_index.Count < Count)
            _index.Add(this[_index.Count].Position.Tie);

        var probe = 0;
        while (_index.Next(tie, ref probe) is >= 0 and var index)
        {
            if (this[index].Position.Tie == tie && Ids.Utf8(index).SequenceEqual(utf8Id))
                return index;
        }

        return -1;
    }

    /// <summary>A copy of the rows in the order of their positions.</summary>
    public TRow[] Ordered()
    {
        var rows = new TRow[Count];
        for (var start = 0; start < Count; start += PieceLength)
            _pieces[start >> PieceBits].AsSpan(0, Math.Min(PieceLength, Count - start)).CopyTo(rows.AsSpan(start));

        // Exports and the store hand rows over in order, which is cheaper to see than to sort.
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i - 1].Position > rows[i].Position)
            {
                Array.Sort(Array.ConvertAll(rows, row => row.Position), rows);
                break;
            }
        }

        return rows;
    }

    int Add(TRow row)
    {
        if (Count == _pieces.Count << PieceBits)
            _pieces.Add(new TRow[PieceLength]);
        this[Count] = row;
        return Count++;
    }
}
