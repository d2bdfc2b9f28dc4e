using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>What a question about usage sums: one walk over the window's part of the columns it names, some rows at a time.</summary>
sealed class UsageSums
{
    const int Block = 1024;
    const int DenseMax = 1 << 19;

    readonly UsageColumn[] _keys;
    readonly ICells _cells;

    UsageSums(UsageColumn[] keys)
    {
        _keys = keys;
        var cells = keys.Aggregate(1L, (product, key) => Math.Min((long)DenseMax + 1, product * Math.Max(1, key.Count)));
        _cells = cells <= DenseMax ? new DenseCells((int)cells) : new SparseCells();
    }

    /// <summary>By credit type, the credits of the rows that are asked for.</summary>
    public long[] Totals { get; } = new long[CreditTypes.All.Count];

    /// <summary>How many rows of the credit type asked for have positive credits.</summary>
    public long Deductions { get; private set; }

    public static UsageSums Of(Judgement judgement, UsageQuestion question, Instant asOf)
    {
        var columns = UsageColumns.Of(judgement);
        var sums = new UsageSums([.. (question.By ?? []).Select(field => columns.By(field, asOf, question.Details))]);
        Filter[] filters =
        [
            .. Chosen(UsageField.User, question.Users),
            .. Chosen(UsageField.Channel, question.Channels),
            .. (question.Only ?? []).Select(only => columns.By(only.Field, asOf, question.Details) is var column
                ? new Filter(column.Numbers, [.. Enumerable.Range(0, column.Count).Select(number => only.Texts.Contains(column.TextOf(number)))])
                : default),
        ];
        sums.Walk(columns, filters, question.CreditType, Range(judgement.Rows.Deductions, question.Window));
        return sums;

        IEnumerable<Filter> Chosen(UsageField field, IReadOnlySet<int>? numbers)
        {
            if (numbers is null)
                yield break;

            var column = columns.By(field, asOf, null);
            var asked = new bool[column.Count];
            foreach (var number in numbers.Where(number => number >= 0 && number < asked.Length))
                asked[number] = true;
            yield return new Filter(column.Numbers, asked);
        }
    }

    /// <summary>The sums by the texts of the keys; nothing is left out but what sums to nothing.</summary>
    public IEnumerable<UsageRow> Rows()
    {
        if (_keys.Length == 0)
            return [new UsageRow([], new Credits(_cells.Read().Sum(cell => cell.Credits)), _cells.Read().Sum(cell => cell.Deductions))];

        var texts = Array.ConvertAll(_keys, _ => new Dictionary<int, string?>());
        return _cells.Read()
            .Select(cell => (Keys: KeysOf(cell.Cell, texts), cell.Credits, cell.Deductions))
            .GroupBy(cell => string.Join('\n', cell.Keys.Select(key => key ?? "\0")), StringComparer.Ordinal)
            .Select(group => new UsageRow(
                [.. group.First().Keys], new Credits(group.Sum(cell => cell.Credits)), group.Sum(cell => cell.Deductions)))
            .Where(row => row.Credits != Credits.None || row.Deductions != 0);
    }

    string?[] KeysOf(long cell, Dictionary<int, string?>[] known)
    {
        var keys = new string?[_keys.Length];
        for (var field = _keys.Length - 1; field >= 0; field--)
        {
            var number = (int)(cell % _keys[field].Count);
            cell /= _keys[field].Count;
            keys[field] = known[field].TryGetValue(number, out var text) ? text : known[field][number] = _keys[field].TextOf(number);
        }

        return keys;
    }

    static (int From, int To) Range(DeductionRow[] rows, Window window) => (
        window.From is { } from ? Rank.Of(rows, Position.TicksOf(from)) : 0,
        window.To is { } to ? Rank.Of(rows, Position.TicksOf(to)) : rows.Length);

    void Walk(UsageColumns columns, Filter[] filters, CreditType type, (int From, int To) range)
    {
        Span<long> cells = stackalloc long[Block];
        Span<int> numbers = stackalloc int[Block];
        Span<int> types = stackalloc int[Block];
        Span<bool> isAsked = stackalloc bool[Block];
        for (var start = range.From; start < range.To; start += Block)
        {
            var count = Math.Min(Block, range.To - start);
            columns.Types.Read(start, types[..count]);
            isAsked[..count].Fill(true);
            foreach (var filter in filters)
            {
                filter.Numbers.Read(start, numbers[..count]);
                for (var i = 0; i < count; i++)
                    isAsked[i] &= filter.IsAsked[numbers[i]];
            }

            cells[..count].Clear();
            foreach (var key in _keys)
            {
                key.Numbers.Read(start, numbers[..count]);
                for (var i = 0; i < count; i++)
                    cells[i] = (cells[i] * key.Count) + numbers[i];
            }

            var credits = columns.Credits.AsSpan(start, count);
            for (var i = 0; i < count; i++)
            {
                if (!isAsked[i])
                    continue;

                Totals[types[i]] += credits[i];
                if (types[i] == (int)type)
                {
                    var isDeduction = credits[i] > 0 ? 1 : 0;
                    Deductions += isDeduction;
                    _cells.Add(cells[i], credits[i], isDeduction);
                }
            }
        }
    }

    /// <summary>Which numbers of a column a row must have one of.</summary>
    readonly record struct Filter(NumberColumn Numbers, bool[] IsAsked);

    /// <summary>The sums of the cells that some fields' numbers make.</summary>
    interface ICells
    {
        void Add(long cell, long credits, int deductions);

        IEnumerable<(long Cell, long Credits, int Deductions)> Read();
    }

    /// <summary>A place for every cell, where they are few.</summary>
    sealed class DenseCells(int cells) : ICells
    {
        readonly long[] _credits = new long[cells];
        readonly int[] _deductions = new int[cells];

        public void Add(long cell, long credits, int deductions)
        {
            _credits[cell] += credits;
            _deductions[cell] += deductions;
        }

        public IEnumerable<(long, long, int)> Read()
        {
            for (var cell = 0; cell < _credits.Length; cell++)
            {
                if (_credits[cell] != 0 || _deductions[cell] != 0)
                    yield return (cell, _credits[cell], _deductions[cell]);
            }
        }
    }

    /// <summary>A place for each cell that some row stands in, where most are empty.</summary>
    sealed class SparseCells : ICells
    {
        readonly Dictionary<long, (long Credits, int Deductions)> _sums = [];

        public void Add(long cell, long credits, int deductions)
        {
            ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_sums, cell, out _);
            sum = (sum.Credits + credits, sum.Deductions + deductions);
        }

        public IEnumerable<(long, long, int)> Read() => _sums.Select(sum => (sum.Key, sum.Value.Credits, sum.Value.Deductions));
    }
}
