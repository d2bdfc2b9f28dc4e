using System.Text;

namespace CreditDashboard.Core.Ledger;

/// <summary>
/// The ids of many rows in one stretch of UTF-8, numbered in the order they were added: about 10 bytes a row where a string takes 40.
/// </summary>
public sealed class Ids
{
    // Pieces of at most 64 MiB, so that neither an array's limit nor a doubling copy of gigabytes is met.
    const int PieceBits = 26;
    const int PieceLength = 1 << PieceBits;

    readonly List<byte[]> _pieces;
    readonly List<long> _starts;
    readonly List<int> _lengths;
    long _end;

    public Ids() => (_pieces, _starts, _lengths) = ([], [], []);

    /// <summary>
    /// A list that begins with the same ids under the same numbers and may grow while others read the first. The texts are shared; what is
    /// added goes to a piece of its own, since others may add to the same list.
    /// </summary>
    public Ids(Ids ids)
    {
        (_pieces, _starts, _lengths) = ([.. ids._pieces], [.. ids._starts], [.. ids._lengths]);
        _end = (long)_pieces.Count << PieceBits;
    }

    public int Count => _starts.Count;

    public string this[int number] => Encoding.UTF8.GetString(Utf8(number));

    /// <summary>The id as it is stored; valid as long as this list.</summary>
    public ReadOnlySpan<byte> Utf8(int number)
    {
        var start = _starts[number];
        return _pieces[(int)(start >> PieceBits)].AsSpan((int)(start & (PieceLength - 1)), _lengths[number]);
    }

    public int Add(ReadOnlySpan<char> id)
    {
        var length = Encoding.UTF8.GetByteCount(id);
        Encoding.UTF8.GetBytes(id, Room(length));
        return _starts.Count - 1;
    }

    public int Add(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        return _starts.Count - 1;
    }

    /// <summary>
    /// The numbers of the ids that hold a text, ascending. The ids lie one behind the other, so they are looked through as one text; an empty
    /// one is in all.
    /// </summary>
    public IEnumerable<int> Holding(byte[] utf8)
    {
        for (var number = 0; utf8.Length > 0 && NextHolding(utf8, ref number);)
            yield return number++;
    }

    /// <summary>The first id from a number on that holds a text.</summary>
    bool NextHolding(ReadOnlySpan<byte> utf8, ref int number)
    {
        for (var from = number < Count ? _starts[number] : _end; from < _end;)
        {
            var piece = (int)(from >> PieceBits);
            var within = (int)(from & (PieceLength - 1));
            var length = (int)Math.Min(_end - ((long)piece << PieceBits), _pieces[piece].Length) - within;
            var at = _pieces[piece].AsSpan(within, length).IndexOf(utf8);
            if (at < 0)
            {
                from = (long)(piece + 1) << PieceBits;
                continue;
            }

            number = _starts.BinarySearch(from + at);
            number = number < 0 ? ~number - 1 : number;
            if (from + at + utf8.Length <= _starts[number] + _lengths[number])
                return true;

            // It begins in one id and ends in the next.
            from += at + 1;
        }

        return false;
    }

    Span<byte> Room(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, PieceLength);
        var within = (int)(_end & (PieceLength - 1));
        if (within + length > PieceLength)
        {
            _end += PieceLength - within;
            within = 0;
        }

        var piece = (int)(_end >> PieceBits);
        if (piece == _pieces.Count)
            _pieces.Add(new byte[Math.Max(length, 4096)]);
        if (_pieces[piece].Length < within + length)
        {
            var grown = new byte[Math.Min(PieceLength, Math.Max(within + length, 2 * _pieces[piece].Length))];
            _pieces[piece].CopyTo(grown, 0);
            _pieces[piece] = grown;
        }

        _starts.Add(_end);
        _lengths.Add(length);
        _end += length;
        return _pieces[piece].AsSpan(within, length);
    }
}
