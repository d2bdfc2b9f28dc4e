using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// What a question about usage sums in money: the credits of each price's time are summed as for any question, and each sum is taken times
/// its price. So money is as exact as credits are, and costs one more walk for each change of the price within the window.
/// </summary>
sealed class CostedUsage
{
    readonly Dictionary<string, UsageRow> _rows = new(StringComparer.Ordinal);

    public long Total { get; private set; }

    public long Deductions { get; private set; }

    public static CostedUsage Of(Judgement judgement, UsageQuestion question, CostSpan costs, Instant asOf)
    {
        var sums = new CostedUsage();
        if (question.By is null or [])
            sums._rows[""] = new([], Credits.None, 0);
        foreach (var (window, units) in costs.Within(question.Window, question.CreditType))
        {
            using var ofPrice = UsageSums.Of(judgement, question with { Window = window }, asOf, among: null);
            sums.Add(ofPrice, question.CreditType, units);
        }

        return sums;
    }

    /// <summary>In the order of a report's rows: by their keys, those that are not said last.</summary>
    public IEnumerable<UsageRow> Rows()
    {
        var ordered = _rows.Values.OrderBy(_ => 0);
        for (var field = 0; field < (_rows.Values.FirstOrDefault()?.Keys.Length ?? 0); field++)
        {
            var place = field;
            ordered = ordered.ThenBy(row => row.Keys[place] is null).ThenBy(row => row.Keys[place], StringComparer.Ordinal);
        }

        return ordered;
    }

    void Add(UsageSums sums, CreditType type, long units)
    {
        Total += sums.Totals[(int)type] * units;
        Deductions += sums.Deductions;
        foreach (var row in sums.Rows())
        {
            // No text of a ledger holds these two.
            var key = string.Join('\u0001', row.Keys.Select(text => text ?? "\u0002"));
            var known = _rows.GetValueOrDefault(key, new(row.Keys, Credits.None, 0));
            _rows[key] = known with { Credits = known.Credits + (row.Credits * units), Deductions = known.Deductions + row.Deductions };
        }
    }
}
