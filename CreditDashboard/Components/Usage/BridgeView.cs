using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components.Usage;

/// <summary>One line of the bridge as a page draws it.</summary>
/// <param name="Number">Which step it is; 0 within a step that a line above began.</param>
/// <param name="Start">Where the waterfall stands before it, as a part of the whole width.</param>
/// <param name="Left">Where its bar begins, and how wide it is, as parts of the whole width.</param>
/// <param name="Href">The rows behind it; null if there are none.</param>
public sealed record BridgeLine(int Number, BridgeStep Step, string Label, long Credits, decimal Start, decimal Left, decimal Width, string? Href);

/// <summary>The bridge as a page draws it: a waterfall from what some users count to the number of the whole account.</summary>
/// <param name="Counted">The opaque ids of those who count; none is everyone.</param>
/// <param name="Rows">Every row of the window.</param>
public sealed record BridgeView(IReadOnlyList<string> Counted, IReadOnlyList<BridgeLine> Lines, long Total, decimal TotalLeft, decimal TotalWidth, string Rows)
{
    public static BridgeView Of(AccountSnapshot ledger, Window window, LedgerFilter filter, IReadOnlyList<string> counted, Instant now, CostSpan? costs = null)
    {
        var bridge = Bridge.Of(ledger.Judgement, new(window, LedgerOptions.CountedOf(ledger, filter, counted), costs), now);
        var (least, most, sum) = (0L, 0L, 0L);
        foreach (var bar in bridge.Bars)
        {
            sum += bar.Credits.Count;
            (least, most) = (Math.Min(least, sum), Math.Max(most, sum));
        }

        List<BridgeLine> lines = [];
        sum = 0;
        foreach (var (at, bar) in bridge.Bars.Index())
        {
            var from = sum;
            sum += bar.Credits.Count;
            var number = NumberOf(bar.Key.Step);
            lines.Add(new(
                at > 0 && NumberOf(bridge.Bars[at - 1].Key.Step) == number ? 0 : number, bar.Key.Step, bar.Label, bar.Credits.Count,
                Place(from), Place(Math.Min(from, sum)), Place(Math.Max(from, sum)) - Place(Math.Min(from, sum)),
                bar.HasRows ? Links.BridgeRows(filter, bar.Key.Slug, counted) : null));
        }

        return new(counted, lines, sum, Place(Math.Min(0, sum)), Place(Math.Max(0, sum)) - Place(Math.Min(0, sum)), Links.BridgeRows(filter, null, counted));

        decimal Place(long credits) => most == least ? 0 : (decimal)(credits - least) / (most - least);
    }

    /// <summary>Selections, integrations, and what is put right are each one step of several lines.</summary>
    static int NumberOf(BridgeStep step) => step switch
    {
        BridgeStep.OwnReveals => 1,
        BridgeStep.MoreData => 2,
        BridgeStep.Bulk or BridgeStep.BulkPartial or BridgeStep.BulkEmpty => 3,
        BridgeStep.Integration or BridgeStep.Api => 4,
        BridgeStep.OtherUsers => 5,
        BridgeStep.Window => 6,
        BridgeStep.OtherActions => 7,
        BridgeStep.Discrepancies or BridgeStep.Reversals => 8,
        _ => 9,
    };
}
