using System.Runtime.CompilerServices;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// The credits of one type over time, net of what was given back, so that any stretch <c>[from, to)</c> is two look-ups: a forecast asks for
/// the same hours of many weeks. A reversal counts when it is posted.
/// </summary>
public sealed class CreditCurve
{
    static readonly ConditionalWeakTable<Judgement, CreditCurve> Known = [];

    readonly long[] _ticks;

    /// <summary>The credits of all rows before the one of that index; one more than there are rows.</summary>
    readonly long[] _before;

    CreditCurve(long[] ticks, long[] before) => (_ticks, _before) = (ticks, before);

    /// <summary>The first row's instant, null if there is none.</summary>
    public Instant? First => _ticks is [var first, ..] ? Instant.FromUnixTimeTicks(first) : null;

    /// <summary>The last row's instant, null if there is none.</summary>
    public Instant? Last => _ticks is [.., var last] ? Instant.FromUnixTimeTicks(last) : null;

    /// <summary>The prospecting credits of an account; made once and kept with the judgement.</summary>
    public static CreditCurve Of(Judgement judgement) => Known.GetValue(judgement, of => Of(of.Rows.Deductions));

    /// <param name="rows">In the order of time.</param>
    internal static CreditCurve Of(DeductionRow[] rows)
    {
        var count = 0;
        var (ticks, before) = (new long[rows.Length], new long[rows.Length + 1]);
        foreach (ref readonly var row in rows.AsSpan())
        {
            if (row.CreditType != CreditType.Prospecting)
                continue;

            ticks[count] = row.Ticks;
            before[count + 1] = before[count] + row.Count;
            count++;
        }

        return new(ticks[..count], before[..(count + 1)]);
    }

    /// <summary>The credits posted in <c>[from, to)</c>.</summary>
    public Credits Between(Instant from, Instant to) => from < to ? new(_before[RowsBefore(to)] - _before[RowsBefore(from)]) : Credits.None;

    int RowsBefore(Instant at)
    {
        var ticks = Position.TicksOf(at);
        var (low, high) = (0, _ticks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ticks[middle] < ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
