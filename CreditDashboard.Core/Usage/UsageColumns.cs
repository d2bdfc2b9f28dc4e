using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Core.Usage;

/// <summary>How a report groups the rows of a ledger by one field.</summary>
/// <param name="Numbers">A number for each row of the ledger; a reversal has that of the deduction it answers, but its own time and verdict.</param>
/// <param name="Count">More than the greatest number.</param>
/// <param name="TextOf">The text of a number, null if the ledger does not say; several numbers may have the same.</param>
sealed record UsageColumn(int[] Numbers, int Count, Func<int, string?> TextOf);

/// <summary>
/// The ledger of one judgement as columns, so that a question about a million rows reads some bytes of each and not the rows. A column is
/// made when it is first asked for, and kept as long as the judgement.
/// </summary>
sealed class UsageColumns
{
    static readonly ConditionalWeakTable<Judgement, UsageColumns> Known = [];

    readonly Judgement _judgement;
    readonly ConcurrentDictionary<UsageField, int[]> _numbers = [];
    readonly ConcurrentDictionary<UsageField, string[]> _timeTexts = [];
    readonly Lazy<(int[] Numbers, Instant[] Starts)> _stretches;
    readonly Lazy<(int Row, long Ticks)[]> _unsettled;
    PendingCodes? _codes;

    UsageColumns(Judgement judgement)
    {
        _judgement = judgement;
        Credits = Array.ConvertAll(judgement.Rows.Deductions, row => row.Count);
        Types = Array.ConvertAll(judgement.Rows.Deductions, row => (byte)row.CreditType);
        _stretches = new(Stretches);
        _unsettled = new(Unsettled);
    }

    /// <summary>Per row of the ledger, as it stands there.</summary>
    public long[] Credits { get; }

    /// <summary>The credit type of each row.</summary>
    public byte[] Types { get; }

    public static UsageColumns Of(Judgement judgement) => Known.GetValue(judgement, judgement => new(judgement));

    public UsageColumn By(UsageField field, Instant asOf, IReadOnlyDictionary<int, UserDetails>? details)
    {
        var names = _judgement.Rows.Names;
        switch (field)
        {
            case UsageField.Day or UsageField.Week or UsageField.Month or UsageField.Cycle:
                var (numbers, starts) = _stretches.Value;
                var texts = _timeTexts.GetOrAdd(field, _ => Array.ConvertAll(starts, start => TextOf(field, start)));
                return new(numbers, starts.Length, number => texts[number]);
            case UsageField.Verdict:
                var key = UsageKey.Of(field, _judgement, Instant.MaxValue);
                return new(Codes(Numbers(field, key), asOf), CodeCount, key.TextOf);
            case UsageField.Group:
                return Of(UsageField.User, number => details?.GetValueOrDefault(number)?.Group is { Length: > 0 } group ? group : null);
            case UsageField.Kind:
                return Of(UsageField.Channel, number => number == Names.Absent ? null : _judgement.Rules.Channels.KindOf(names.Channels[number]).Slug());
            default:
                return Of(field, null);
        }

        UsageColumn Of(UsageField of, Func<int, string?>? textOf)
        {
            var key = UsageKey.Of(of, _judgement, asOf);
            var count = of switch
            {
                UsageField.User => names.Users.Count,
                UsageField.Channel => names.Channels.Count,
                UsageField.Action => names.Actions.Count,
                UsageField.Job => names.Jobs.Count,
                _ => UsageKey.DataCount,
            };
            return new(Numbers(of, key), count, textOf ?? key.TextOf);
        }
    }

    sealed record PendingCodes(int Pending, int[] Codes);

    static int CodeCount => VerdictCodes.All.Count + 1;

    int[] Numbers(UsageField field, UsageKey key) => _numbers.GetOrAdd(field, _ =>
    {
        var (numbers, answers) = (new int[Credits.Length], _judgement.Reversals.Answers);
        for (var own = 0; own < numbers.Length; own++)
            numbers[own] = key.KeyOf(own, answers[own] is >= 0 and var taken ? taken : own);
        return numbers;
    });

    /// <summary>What is not settled at an instant is pending, whatever it will be.</summary>
    int[] Codes(int[] settled, Instant asOf)
    {
        var ticks = asOf.ToUnixTimeTicks();
        var pending = Array.FindAll(_unsettled.Value, row => ticks < row.Ticks);
        if (pending.Length == 0)
            return settled;

        // As time goes on rows only leave the pending ones, so that as many are the same.
        if (_codes is { } known && known.Pending == pending.Length)
            return known.Codes;

        var codes = (int[])settled.Clone();
        foreach (var (row, _) in pending)
            codes[row] = 1 + (int)VerdictCode.Pending;
        _codes = new(pending.Length, codes);
        return codes;
    }

    (int, long)[] Unsettled()
    {
        List<(int, long)> unsettled = [];
        for (var row = 0; row < Credits.Length; row++)
        {
            if (_judgement.Verdicts[_judgement.OfDeduction[row]].SettleTicks is not 0 and var ticks)
                unsettled.Add((row, ticks));
        }

        return [.. unsettled];
    }

    /// <summary>Stretches of time that no day and no cycle cuts, so that days, weeks, months and cycles are all sums of some.</summary>
    (int[], Instant[]) Stretches()
    {
        var (rows, calendar) = (_judgement.Rows.Deductions, _judgement.Rules.Cycles);
        List<Instant> starts = [];
        var numbers = new int[rows.Length];
        var end = long.MinValue;
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row].Ticks >= end)
            {
                var (at, cycle) = (rows[row].PostedAt, calendar.Holding(rows[row].PostedAt));
                var day = Days.DayHolding(at, calendar.Zone);
                starts.Add(Instant.Max(cycle.Start, Days.StartOfDay(day, calendar.Zone)));
                end = Position.TicksOf(Instant.Min(cycle.End, Days.StartOfDay(day.PlusDays(1), calendar.Zone)));
            }

            numbers[row] = starts.Count - 1;
        }

        return (numbers, [.. starts]);
    }

    string TextOf(UsageField field, Instant start)
    {
        var calendar = _judgement.Rules.Cycles;
        if (field == UsageField.Cycle)
            return Timestamp.Format(calendar.Holding(start).Start);

        var day = Days.DayHolding(start, calendar.Zone);
        return field switch
        {
            UsageField.Day => LocalDatePattern.Iso.Format(day),
            UsageField.Week => LocalDatePattern.Iso.Format(day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday))),
            _ => LocalDatePattern.Iso.Format(day)[..7],
        };
    }
}
