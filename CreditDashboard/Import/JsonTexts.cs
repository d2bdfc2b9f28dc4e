using System.Text;
using System.Text.Unicode;

namespace CreditDashboard.Import;

/// <summary>
/// The JSON values of a file one after the other, each as its bytes: one a line, the elements of one array, or values that spread over lines as
/// a person or a tool lays them out. A line may be as long as everywhere; a value of an array, or one that spreads, up to a megabyte.
/// </summary>
sealed class JsonTexts : IDisposable
{
    const int ValueBytesMax = 1 << 20;

    const int BufferBytesMin = 128 * 1024;

    readonly Stream _stream;
    readonly Layout _layout;
    byte[] _buffer = new byte[BufferBytesMin];
    int _start;
    int _end;
    int _at;
    int _depth;
    bool _isLast;
    bool _isOpened;
    bool _isOver;
    bool _isIn;
    bool _isText;
    bool _isEscaped;
    long _line = 1;
    ReadOnlyMemory<byte> _value;

    /// <param name="head">The beginning of the stream, which tells how the values are laid out.</param>
    public JsonTexts(Stream stream, ReadOnlySpan<byte> head) => (_stream, _layout) = (stream, LayoutOf(head));

    enum Layout
    {
        Lines,
        Array,
        Spread,
    }

    /// <summary>The line on which the current value begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The current value, valid until the next.</summary>
    public ReadOnlyMemory<byte> Value => _value;

    /// <exception cref="FileRefusedException">The rest of the file cannot be taken apart.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var found = _layout == Layout.Lines ? TakeLine() : TakeValue();
            if (found && !Utf8.IsValid(_value.Span))
                throw new FileRefusedException($"Line {Line} is not UTF-8: save the file as UTF-8.");
            if (found)
                return true;
            if (_isLast)
                return AtEnd();
            await FillAsync(cancellation);
        }
    }

    public void Dispose() => _stream.Dispose();

    static Layout LayoutOf(ReadOnlySpan<byte> head)
    {
        head = head.StartsWith(Encoding.UTF8.Preamble) ? head[3..] : head;
        head = head.TrimStart(" \t\r\n"u8);
        if (head.StartsWith("["u8))
            return Layout.Array;

        // What spreads over lines has a key, or nothing but the end of the value, on its second line.
        var rest = head.IndexOf((byte)'\n') is >= 0 and var end ? head[end..].TrimStart(" \t\r\n"u8) : [];
        return rest.IsEmpty || rest[0] == (byte)'{' ? Layout.Lines : Layout.Spread;
    }

    async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _at, _start) = (_end - _start, _at - _start, 0);
        }

        if (_buffer.Length - _end < BufferBytesMin / 2)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var isFirst = _end == 0 && _line == 1;
        var read = await _stream.ReadAtLeastAsync(_buffer.AsMemory(_end), 4, throwOnEndOfStream: false, cancellation);
        _isLast = read < 4;
        _end += read;
        if (isFirst && _buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble))
            _start = _at = 3;
    }

    bool TakeLine()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var isWhole = length >= 0;
            if (!isWhole)
                length = _end - _start;
            if (length > Recognition.LineBytesMax)
                throw new FileRefusedException($"Line {_line} is longer than 64 KiB: give one response a line, or all of them as a JSON array.");
            if (!isWhole && (!_isLast || length == 0))
                return false;

            var text = _buffer.AsMemory(_start, length);
            _start = _at = _start + length + (isWhole ? 1 : 0);
            Line = _line++;
            _value = text.Trim(" \t\r"u8);
            if (!_value.IsEmpty)
                return true;
        }
    }

    bool TakeValue()
    {
        for (; _at < _end; _at++)
        {
            var letter = _buffer[_at];
            if (_isIn)
            {
                if (!Ends(letter))
                    continue;

                _value = _buffer.AsMemory(_start, ++_at - _start);
                RefuseIfLarge(_value.Length);
                (_start, _isIn) = (_at, false);
                return true;
            }

            Begin(letter);
        }

        if (!_isIn)
            _start = _at;
        RefuseIfLarge(_end - _start);
        return false;
    }

    void RefuseIfLarge(int bytes)
    {
        if (bytes > ValueBytesMax)
            throw new FileRefusedException($"The value that begins on line {Line} is larger than a megabyte: no response is.");
    }

    void Begin(byte letter)
    {
        switch (letter)
        {
            case (byte)'\n':
                _line++;
                break;
            case (byte)' ' or (byte)'\t' or (byte)'\r':
                break;
            case (byte)',' when _layout == Layout.Array && _isOpened && !_isOver:
                break;
            case (byte)'[' when _layout == Layout.Array && !_isOpened:
                _isOpened = true;
                break;
            case (byte)']' when _layout == Layout.Array && _isOpened && !_isOver:
                _isOver = true;
                break;
            case (byte)'{' when !_isOver:
                (_isIn, _start, _depth, Line) = (true, _at, 1, _line);
                break;
            default:
                throw new FileRefusedException($"Line {_line} cannot be read: only objects belong here, one after the other.");
        }
    }

    /// <summary>Follows a value by its braces and texts; true at its last byte.</summary>
    bool Ends(byte letter)
    {
        if (letter == (byte)'\n')
            _line++;
        if (_isText)
        {
            _isText = letter != (byte)'"' || _isEscaped;
            _isEscaped = letter == (byte)'\\' && !_isEscaped;
            return false;
        }

        _isText = letter == (byte)'"';
        _depth += letter is (byte)'{' or (byte)'[' ? 1 : letter is (byte)'}' or (byte)']' ? -1 : 0;
        return _depth == 0;
    }

    bool AtEnd() => _isIn ? throw new FileRefusedException($"The file ends in the middle of the value that begins on line {Line}.")
        : _layout == Layout.Array && !_isOver ? throw new FileRefusedException("The file ends in the middle of its JSON array.")
        : false;
}
