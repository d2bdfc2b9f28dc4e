using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>What a usage report counts. Sets are of numbers of the rows' names; null is everyone or everything.</summary>
/// <param name="Users">Number 0 stands for the rows that name no user.</param>
/// <param name="By">How the report is broken down; none gives one row.</param>
/// <param name="Only">What the rows' fields have to say; none is everything.</param>
/// <param name="Details">What is known of users by number, for their groups; null if nothing is.</param>
public sealed record UsageQuestion(
    Window Window,
    CreditType CreditType = CreditType.Prospecting,
    IReadOnlySet<int>? Users = null,
    IReadOnlySet<int>? Channels = null,
    IReadOnlyList<UsageField>? By = null,
    IReadOnlyList<FieldFilter>? Only = null,
    IReadOnlyDictionary<int, UserDetails>? Details = null);

/// <param name="Keys">One text for each field asked for; null is what the ledger does not say.</param>
/// <param name="Credits">Net of the reversals posted in the window.</param>
/// <param name="Deductions">Rows with positive credits.</param>
public sealed record UsageRow(ImmutableArray<string?> Keys, Credits Credits, int Deductions);

/// <summary>
/// Credits taken in a window, net of what was given back in it. Article: the dashboard "reflects credits at the account level, across all
/// users and all channels". A reversal counts in the window in which it is posted, under the user and channel of the deduction it answers.
/// </summary>
public sealed class UsageReport
{
    readonly Judgement _judgement;
    readonly UsageQuestion _question;
    readonly UsageKey[] _keys;
    readonly FieldFilters _only;
    readonly Dictionary<(int Parent, int Key), int> _groups = [];
    readonly List<Group> _sums = [new(-1, 0)];
    readonly long[] _totals = new long[2];
    long _deductions;

    UsageReport(Judgement judgement, UsageQuestion question, Instant asOf)
    {
        _judgement = judgement;
        _question = question;
        _keys = [.. (question.By ?? []).Select(field => UsageKey.Of(field, judgement, asOf, question.Details))];
        _only = new(question.Only, judgement, asOf, question.Details);
    }

    /// <summary>A row while it is summed: the row of its first keys, and its own last key.</summary>
    sealed class Group(int parent, int key)
    {
        public readonly int Parent = parent;
        public readonly int Key = key;
        public bool IsRow;
        public long Credits;
        public int Deductions;
    }

    /// <summary>The credits of the credit type asked for.</summary>
    public Credits Total => TotalOf(_question.CreditType);

    /// <summary>How many deductions of the credit type asked for have positive credits.</summary>
    public long Deductions => _deductions;

    /// <summary>In the order of their keys, those that are not said last.</summary>
    public ImmutableArray<UsageRow> Rows { get; private set; } = [];

    /// <summary>The credits of either type, by the same filters. The two are never added.</summary>
    public Credits TotalOf(CreditType type) => new(_totals[(int)type]);

    public static UsageReport Of(Judgement judgement, UsageQuestion question, Instant asOf)
    {
        var report = new UsageReport(judgement, question, asOf);
        report.Count();
        report.Rows = [.. report.Read()];
        return report;
    }

    void Count()
    {
        var rows = _judgement.Rows.Deductions;
        var to = _question.Window.To is { } end ? Position.TicksOf(end) : long.MaxValue;
        for (var own = FirstFrom(rows, _question.Window.From); own < rows.Length && rows[own].Ticks < to; own++)
        {
            // A reversal stands where the deduction stands that it answers.
            var answered = _judgement.Reversals.Answers[own] is >= 0 and var taken ? taken : own;
            if (_question.Users?.Contains(rows[answered].User) == false || _question.Channels?.Contains(rows[answered].Channel) == false || !_only.Ask(own, answered))
                continue;

            _totals[(int)rows[own].CreditType] += rows[own].Count;
            if (rows[own].CreditType != _question.CreditType)
                continue;

            var group = 0;
            foreach (var key in _keys)
                group = Child(group, key.KeyOf(own, answered));
            var sum = _sums[group];
            sum.IsRow = true;
            sum.Credits += rows[own].Count;
            sum.Deductions += rows[own].Count > 0 ? 1 : 0;
            _deductions += rows[own].Count > 0 ? 1 : 0;
        }
    }

    int Child(int parent, int key)
    {
        if (_groups.TryGetValue((parent, key), out var group))
            return group;

        group = _sums.Count;
        _sums.Add(new Group(parent, key));
        return _groups[(parent, key)] = group;
    }

    IEnumerable<UsageRow> Read() => _sums
        .Where(sum => _keys.Length == 0 || (sum.IsRow && (sum.Credits != 0 || sum.Deductions != 0)))
        .Select(sum => new UsageRow(KeysOf(sum), new Credits(sum.Credits), sum.Deductions))
        .OrderBy(row => row.Keys, KeyOrder.Instance);

    ImmutableArray<string?> KeysOf(Group sum)
    {
        var texts = new string?[_keys.Length];
        for (var field = _keys.Length - 1; field >= 0; field--)
        {
            texts[field] = _keys[field].TextOf(sum.Key);
            sum = _sums[sum.Parent];
        }

        return [.. texts];
    }

    static int FirstFrom(DeductionRow[] rows, Instant? from)
    {
        if (from is not { } start)
            return 0;

        var ticks = Position.TicksOf(start);
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rows[middle].Ticks < ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    sealed class KeyOrder : IComparer<ImmutableArray<string?>>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(ImmutableArray<string?> left, ImmutableArray<string?> right)
        {
            for (var i = 0; i < left.Length; i++)
            {
                var order = left[i] is null || right[i] is null
                    ? (left[i] is null).CompareTo(right[i] is null)
                    : string.CompareOrdinal(left[i], right[i]);
                if (order != 0)
                    return order;
            }

            return 0;
        }
    }
}
