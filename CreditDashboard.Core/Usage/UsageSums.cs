using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>What a question about usage sums: one walk over the window's part of the columns it names.</summary>
sealed class UsageSums : IDisposable
{
    const int Block = 1024;
    const int DenseMax = 1 << 19;

    readonly UsageColumn[] _keys;
    readonly CreditType _type;

    // Lent: users by day are megabytes, and a page asks again at each change of its filters.
    readonly Sum[]? _dense;
    readonly int _cells;
    readonly Dictionary<long, Sum> _sparse = [];

    UsageSums(UsageColumn[] keys, CreditType type)
    {
        (_keys, _type) = (keys, type);
        var cells = keys.Aggregate(1L, (product, key) => Math.Min((long)DenseMax + 1, product * Math.Max(1, key.Count)));
        if (cells > DenseMax)
            return;

        _cells = (int)cells;
        _dense = ArrayPool<Sum>.Shared.Rent(_cells);
        _dense.AsSpan(0, _cells).Clear();
    }

    public void Dispose()
    {
        if (_dense is not null)
            ArrayPool<Sum>.Shared.Return(_dense);
    }

    /// <summary>By credit type, the credits of the rows that are asked for.</summary>
    public long[] Totals { get; } = new long[CreditTypes.All.Count];

    /// <summary>How many rows of the credit type asked for have positive credits.</summary>
    public long Deductions { get; private set; }

    struct Sum
    {
        public long Credits;
        public int Deductions;

        public void Add(long credits)
        {
            Credits += credits;
            Deductions += credits > 0 ? 1 : 0;
        }
    }

    /// <param name="among">The rows of the window that are looked at; all if null.</param>
    public static UsageSums Of(Judgement judgement, UsageQuestion question, Instant asOf, AskedRows? among)
    {
        var columns = UsageColumns.Of(judgement);
        var sums = new UsageSums([.. (question.By ?? []).Select(field => columns.By(field, asOf, question.Details))], question.CreditType);
        sums.Walk(columns, [.. UsageFilter.Of(columns, question, asOf)], among is null ? Range(judgement.Rows.Deductions, question.Window) : (0, among.Rows.Length), among?.Rows);
        return sums;
    }

    /// <summary>The sums by the texts of the keys, in their order, those that are not said last; nothing is left out but what sums to nothing.</summary>
    public IEnumerable<UsageRow> Rows()
    {
        if (_keys.Length == 0)
            return [new UsageRow([], new Credits(Totals[(int)_type]), (int)Deductions)];

        var cells = Cells().ToList();
        var texts = _keys.Select((key, field) => new KeyTexts(key, cells.Select(cell => NumberOf(cell.Cell, field)))).ToArray();

        // Several numbers of a key may have one text: the days of a week, the channels of a kind.
        Dictionary<long, Sum> rows = [];
        foreach (var (cell, sum) in cells)
        {
            var place = 0L;
            for (var field = 0; field < texts.Length; field++)
                place = (place * texts[field].Count) + texts[field].PlaceOf(NumberOf(cell, field));
            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, place, out _);
            row = new Sum { Credits = row.Credits + sum.Credits, Deductions = row.Deductions + sum.Deductions };
        }

        return rows.Where(row => row.Value.Credits != 0 || row.Value.Deductions != 0).OrderBy(row => row.Key)
            .Select(row => new UsageRow(TextsOf(row.Key, texts), new Credits(row.Value.Credits), row.Value.Deductions));
    }

    IEnumerable<(long Cell, Sum Sum)> Cells()
    {
        if (_dense is null)
        {
            foreach (var (cell, sum) in _sparse)
                yield return (cell, sum);
            yield break;
        }

        for (var cell = 0; cell < _cells; cell++)
        {
            if (_dense[cell].Credits != 0 || _dense[cell].Deductions != 0)
                yield return (cell, _dense[cell]);
        }
    }

    /// <summary>The number of a key that a cell stands for.</summary>
    int NumberOf(long cell, int field)
    {
        for (var last = _keys.Length - 1; last > field; last--)
            cell /= _keys[last].Count;
        return (int)(cell % _keys[field].Count);
    }

    static ImmutableArray<string?> TextsOf(long place, KeyTexts[] keys)
    {
        var texts = new string?[keys.Length];
        for (var field = keys.Length - 1; field >= 0; field--)
            (place, texts[field]) = (place / keys[field].Count, keys[field].TextAt((int)(place % keys[field].Count)));
        return [.. texts];
    }

    /// <summary>The texts of some numbers of a key, each once, in their order: the place of what is not said is the last.</summary>
    sealed class KeyTexts
    {
        readonly int[] _places;
        readonly string[] _texts;

        public KeyTexts(UsageColumn key, IEnumerable<int> numbers)
        {
            _places = new int[key.Count];
            var known = numbers.Distinct().Select(number => (Number: number, Text: key.TextOf(number))).ToList();
            _texts = [.. known.Select(each => each.Text).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            foreach (var (number, text) in known)
                _places[number] = text is null ? _texts.Length : Array.BinarySearch(_texts, text, StringComparer.Ordinal);
        }

        /// <summary>More than the last place.</summary>
        public int Count => _texts.Length + 1;

        public int PlaceOf(int number) => _places[number];

        public string? TextAt(int place) => place < _texts.Length ? _texts[place] : null;
    }

    /// <summary>The rows of a window, the end not included.</summary>
    public static (int From, int To) Range(DeductionRow[] rows, Window window) => (
        window.From is { } from ? Rank.Of(rows, Position.TicksOf(from)) : 0,
        window.To is { } to ? Rank.Of(rows, Position.TicksOf(to)) : rows.Length);

    void Walk(UsageColumns columns, UsageFilter[] filters, (int From, int To) range, int[]? among)
    {
        if (filters.Length == 0)
        {
            Add(columns, range.From, range.To, among);
        }
        else
        {
            var rows = new int[Block];
            for (var start = range.From; start < range.To; start += Block)
                Add(columns, 0, Select(start, Math.Min(Block, range.To - start), filters, among, rows), rows);
        }

        foreach (var (_, sum) in Cells())
        {
            Totals[(int)_type] += sum.Credits;
            Deductions += sum.Deductions;
        }
    }

    /// <summary>Lists the rows of a block that every filter asks for; gives how many they are.</summary>
    static int Select(int start, int count, UsageFilter[] filters, int[]? among, int[] rows)
    {
        for (var row = 0; row < count; row++)
            rows[row] = among is null ? start + row : among[start + row];

        foreach (var filter in filters)
            count = filter.Pick(rows.AsSpan(0, count));
        return count;
    }

    /// <summary>Adds rows to their cells: those between two places in a list of rows, or in the ledger itself.</summary>
    void Add(UsageColumns columns, int from, int to, int[]? rows)
    {
        if (_dense is null || _keys.Length is 0 or > 2)
        {
            for (var i = from; i < to; i++)
                AddToCell(columns, rows is null ? i : rows[i]);
            return;
        }

        // Nearly all questions are by one field or two, and this is where their time goes.
        var (dense, first, credits, types, type) = (_dense, _keys[0].Numbers, columns.Credits, columns.Types, (byte)_type);
        if (_keys is [_, var (second, width, _)])
        {
            for (var i = from; i < to; i++)
            {
                var row = rows is null ? i : rows[i];
                if (types[row] == type)
                    dense[(first[row] * width) + second[row]].Add(credits[row]);
                else
                    Totals[types[row]] += credits[row];
            }

            return;
        }

        for (var i = from; i < to; i++)
        {
            var row = rows is null ? i : rows[i];
            if (types[row] == type)
                dense[first[row]].Add(credits[row]);
            else
                Totals[types[row]] += credits[row];
        }
    }

    void AddToCell(UsageColumns columns, int row)
    {
        if (columns.Types[row] != (byte)_type)
        {
            Totals[columns.Types[row]] += columns.Credits[row];
            return;
        }

        var cell = 0L;
        foreach (var key in _keys)
            cell = (cell * key.Count) + key.Numbers[row];
        if (_dense is not null)
            _dense[cell].Add(columns.Credits[row]);
        else
            CollectionsMarshal.GetValueRefOrAddDefault(_sparse, cell, out _).Add(columns.Credits[row]);
    }
}
