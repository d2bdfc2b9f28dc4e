using System.Collections;

namespace CreditDashboard.Core.Ledger;

/// <summary>
/// Values that never change, of which a later version shares the beginning: a change near the end costs what comes after it, and not all that
/// comes before. It is read like an array.
/// </summary>
public sealed class Column<T> : IReadOnlyList<T>
    where T : struct
{
    // Beyond this part of the whole, what was added over time is put back into one piece.
    const int TailMax = 8;

    readonly T[] _head;
    readonly int _shared;
    readonly T[] _tail;

    /// <param name="values">The values; the array is taken over.</param>
    public Column(T[] values)
        : this(values, values.Length, [])
    {
    }

    Column(T[] head, int shared, T[] tail)
    {
        _head = head;
        _shared = shared;
        _tail = tail;
    }

    public int Length => _shared + _tail.Length;

    int IReadOnlyCollection<T>.Count => Length;

    public ref readonly T this[int index] => ref index < _shared ? ref _head[index] : ref _tail[index - _shared];

    T IReadOnlyList<T>.this[int index] => this[index];

    /// <summary>Some values that follow each other and came with the same change.</summary>
    public ReadOnlySpan<T> Slice(int start, int length) =>
        start < _shared ? _head.AsSpan(.._shared).Slice(start, length) : _tail.AsSpan(start - _shared, length);

    /// <summary>A later version: the first values, followed by others.</summary>
    /// <param name="kept">How many values it has in common with this one.</param>
    /// <param name="others">What follows; the array is taken over.</param>
    public Column<T> After(int kept, T[] others)
    {
        if (kept <= _shared)
            return 2 * (long)kept < _head.Length ? new(_head[..kept], kept, others) : new(_head, kept, others);

        T[] tail = [.. _tail.AsSpan(..(kept - _shared)), .. others];
        return TailMax * (long)tail.Length > _shared ? new([.. _head.AsSpan(.._shared), .. tail]) : new(_head, _shared, tail);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var index = 0; index < Length; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
