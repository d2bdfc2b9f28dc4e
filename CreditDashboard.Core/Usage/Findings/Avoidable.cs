using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Core.Usage.Findings;

/// <summary>What the card allows and nobody had to spend: <see cref="FindingRule.ChargedRepeats"/> and <see cref="FindingRule.EmptyBulk"/>.</summary>
static class Avoidable
{
    public static IEnumerable<Finding> Repeats(LookedAt at) =>
        Charged(at, IsRepeat) is { Count: > 0 } reveals && at.RowsOf(reveals, []) is var rows
            ? [new Finding.ChargedRepeats(Distinct(reveals, reveal => at.Rows.Reveals[reveal].Contact), at.Window with { From = at.From, To = at.To }, at.Sum(rows), rows)]
            : [];

    public static IEnumerable<Finding> EmptyBulk(LookedAt at) =>
        Charged(at, IsEmptyBulk) is { Count: > 0 } reveals && at.RowsOf(reveals, []) is var rows
            ? [new Finding.EmptyBulk(reveals.Count, Distinct(reveals, reveal => at.Rows.Reveals[reveal].Job), at.Window with { From = at.From, To = at.To }, at.Sum(rows), rows)]
            : [];

    /// <summary>The reveals of the window that were charged by themselves and not against the card: what is open to dispute is told elsewhere.</summary>
    static List<int> Charged(LookedAt at, Func<LookedAt, int, bool> isAvoidable)
    {
        List<int> reveals = [];
        var (first, end) = at.Reveals(at.From, at.To);
        for (var reveal = first; reveal < end; reveal++)
        {
            if (isAvoidable(at, reveal) && at.CodeOf(reveal).Disposition() is Disposition.Consistent or Disposition.AsDocumented
                && at.IsOnlyReveal(reveal) && at.ChargedWith(reveal) > Credits.None)
            {
                reveals.Add(reveal);
            }
        }

        return reveals;
    }

    static bool IsRepeat(LookedAt at, int reveal)
    {
        ref readonly var price = ref at.Judgement.Prices[reveal];
        ref readonly var row = ref at.Rows.Reveals[reveal];
        return price.IsRepeat && row.Emails <= price.EarlierEmails && row.Phones <= price.EarlierPhones;
    }

    static bool IsEmptyBulk(LookedAt at, int reveal)
    {
        ref readonly var row = ref at.Rows.Reveals[reveal];
        return row.Emails + row.Phones == 0 && Quality.Of(at.Rows, reveal).IsCounted
            && (row.Job != Names.Absent || at.Judgement.Rules.Channels.KindOf(at.Rows.Names.Channels[row.Channel]) == ChannelKind.Bulk);
    }

    static int Distinct(List<int> reveals, Func<int, int> numberOf) => reveals.Select(numberOf).Where(number => number != Names.Absent).Distinct().Count();
}
