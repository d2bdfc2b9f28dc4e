namespace CreditDashboard.Import;

/// <summary>A column of a file as the contract names it.</summary>
readonly record struct Column(string Name, bool IsRequired = false);

/// <summary>The rows of a file, one after the other, whatever its format: for each known column a text, empty if it is absent.</summary>
abstract class FileRows(IReadOnlyList<Column> columns, Problems problems) : IAsyncDisposable
{
    readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);
    readonly (int Start, int Length)[] _fields = new (int, int)[columns.Count];
    char[] _letters = new char[1024];
    int _end;

    public IReadOnlyList<Column> Columns { get; } = columns;

    /// <summary>Columns that stand in the file and mean nothing here.</summary>
    public IReadOnlyCollection<string> IgnoredColumns => _ignored;

    /// <summary>What is wrong with the rows read so far, those that could not be taken apart among them.</summary>
    public Problems Problems { get; } = problems;

    /// <summary>The line on which the current row begins, from 1.</summary>
    public abstract long Line { get; }

    /// <summary>Moves to the next row that can be taken apart; false at the end.</summary>
    /// <exception cref="FileRefusedException">The rest of the file cannot be read.</exception>
    public abstract ValueTask<bool> ReadAsync(CancellationToken cancellation);

    /// <summary>A field of the current row, valid until the next.</summary>
    public ReadOnlySpan<char> this[int column] => _letters.AsSpan(_fields[column].Start, _fields[column].Length);

    public abstract ValueTask DisposeAsync();

    protected void Ignore(string name)
    {
        const int NamesMax = 100;
        if (name.Length > 0 && _ignored.Count < NamesMax)
            _ignored.Add(name);
    }

    protected void Clear()
    {
        _end = 0;
        Array.Clear(_fields);
    }

    /// <summary>Room for the text of a field, at most so many letters; <see cref="Set"/> says how many it became.</summary>
    protected Span<char> Room(int lettersMax)
    {
        if (_end + lettersMax > _letters.Length)
            Array.Resize(ref _letters, 2 * (_end + lettersMax));
        return _letters.AsSpan(_end, lettersMax);
    }

    protected void Set(int column, int letters)
    {
        _fields[column] = (_end, letters);
        _end += letters;
    }
}
