using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CreditDashboard.Import;

/// <summary>
/// Rows of a file of JSON lines: <c>{"reveal_id": "R-1", "occurred_at": "2026-11-02T10:00:00Z", ...}</c>, one object a line. Numbers, truth
/// values and texts are taken as their text; null is absent.
/// </summary>
sealed class JsonlRows(Stream stream, IReadOnlyList<Column> columns, Problems problems) : FileRows(columns, problems)
{
    readonly PipeReader _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 2 * Recognition.LineBytesMax, leaveOpen: true));
    readonly Dictionary<string, int> _byName = columns.Index().ToDictionary(each => each.Item.Name, each => each.Index, StringComparer.OrdinalIgnoreCase);
    readonly byte[][] _names = [.. columns.Select(column => Encoding.UTF8.GetBytes(column.Name))];
    readonly bool[] _isSet = new bool[columns.Count];
    ReadOnlySequence<byte> _unread;
    bool _isFilled;
    bool _isLast;
    long _line;

    public override long Line => _line;

    public override async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (TryTakeLine(out var line))
            {
                if (TryTakeFields(line))
                    return true;
            }
            else if (_isLast)
            {
                return false;
            }
            else
            {
                await FillAsync(cancellation);
            }
        }
    }

    public override async ValueTask DisposeAsync() => await _pipe.CompleteAsync();

    async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_isFilled)
            _pipe.AdvanceTo(_unread.Start, _unread.End);

        var read = await _pipe.ReadAsync(cancellation);
        var isFirst = !_isFilled;
        _isFilled = true;
        _unread = read.Buffer;
        _isLast = read.IsCompleted;
        if (isFirst && _unread.Length >= 3 && _unread.Slice(0, 3).ToArray().AsSpan().SequenceEqual(Encoding.UTF8.Preamble))
            _unread = _unread.Slice(3);
    }

    bool TryTakeLine(out ReadOnlySequence<byte> line)
    {
        line = default;
        if (_unread.PositionOf((byte)'\n') is { } end)
        {
            line = _unread.Slice(0, end);
            _unread = _unread.Slice(_unread.GetPosition(1, end));
        }
        else if (_isLast && !_unread.IsEmpty)
        {
            line = _unread;
            _unread = _unread.Slice(_unread.End);
        }
        else
        {
            return _unread.Length > Recognition.LineBytesMax ? throw TooLong(_line + 1) : false;
        }

        _line++;
        return line.Length > Recognition.LineBytesMax ? throw TooLong(_line) : true;
    }

    static FileRefusedException TooLong(long line) => new($"Line {line} is longer than 64 KiB.");

    bool TryTakeFields(ReadOnlySequence<byte> line)
    {
        var utf8 = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        if (!Utf8.IsValid(utf8))
            throw new FileRefusedException($"Line {_line} is not UTF-8: save the file as UTF-8.");

        Clear();
        Array.Clear(_isSet);
        utf8 = utf8.Trim(" \t\r"u8);
        if (utf8.IsEmpty)
            return false;

        try
        {
            var json = new Utf8JsonReader(utf8);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return Refuse(null, "The line is not a JSON object: give one object a line.");

            for (var next = 0; json.Read() && json.TokenType == JsonTokenType.PropertyName; next++)
            {
                if (!TryTakeField(ref json, ref next))
                    return false;
            }

            // The reader throws if anything follows the object.
            return !json.Read();
        }
        catch (JsonException problem)
        {
            return Refuse(null, $"The line is not a whole JSON object: it cannot be read from byte {problem.BytePositionInLine + 1} on.");
        }
        catch (InvalidOperationException)
        {
            return Refuse(null, "The line holds half of a surrogate pair: no text has such a letter.");
        }
    }

    bool TryTakeField(ref Utf8JsonReader json, ref int next)
    {
        var column = ColumnOf(ref json, next);
        if (column < 0)
        {
            Ignore(json.GetString()!);
            json.Read();
            json.Skip();
            return true;
        }

        next = column;
        json.Read();
        var name = Columns[column].Name;
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            return Refuse(name, "A text, a number, true, false or null belongs here.");
        if (_isSet[column])
            return Refuse(name, "It stands twice in the object.");

        _isSet[column] = true;
        var room = Room(json.ValueSpan.Length);
        Set(column, json.TokenType switch
        {
            JsonTokenType.String => json.CopyString(room),
            JsonTokenType.Null => 0,
            _ => Encoding.UTF8.GetChars(json.ValueSpan, room),
        });
        return true;
    }

    // Most lines hold their keys in the same order, which is the contract's.
    int ColumnOf(ref Utf8JsonReader json, int next)
    {
        if (next < _names.Length && json.ValueTextEquals(_names[next]))
            return next;
        return _byName.GetValueOrDefault(json.GetString()!, -1);
    }

    bool Refuse(string? column, string why)
    {
        Problems.Refuse(new Problem(_line, column, why));
        return false;
    }
}
