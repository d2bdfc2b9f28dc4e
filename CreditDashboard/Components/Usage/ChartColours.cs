using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;

namespace CreditDashboard.Components.Usage;

/// <summary>Which parts of a breakdown have a colour of their own in the chart; the rest is one part in slate.</summary>
static class ChartColours
{
    const int HuesMax = 7;

    // Fields of few values keep their order, so that the same colour means the same in every window.
    static readonly Dictionary<UsageField, string[]> Orders = new()
    {
        [UsageField.Kind] = [.. ChannelKinds.All.Select(kind => kind.Slug())],
        [UsageField.Data] = ["email", "phone", "both", "nothing", "mixed"],
    };

    /// <param name="usage">By a step of time, then by the field.</param>
    /// <param name="keys">The steps in their order.</param>
    public static List<ChartSeries> Of(UsageReport usage, List<string> keys, UsageField field, AccountSnapshot ledger)
    {
        var places = keys.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var hues = Hues(usage, field);
        return
        [
            .. usage.Rows.GroupBy(row => hues.GetValueOrDefault(row.Keys[1] ?? "", HuesMax)).OrderBy(group => group.Key)
                .Select(group => Series(group.Key, [.. group])),
        ];

        ChartSeries Series(int hue, List<UsageRow> rows)
        {
            var values = new long[keys.Count];
            foreach (var row in rows)
                values[places[row.Keys[0]!]] += row.Credits.Count;

            var hueClass = "k" + (char)('1' + hue);
            return rows.Select(row => row.Keys[1]).Distinct().ToList() is [var only]
                ? new ChartSeries(FieldWords.Value(ledger, field, only), FieldWords.Text(field, only), hueClass, values)
                : new ChartSeries("", "Other", hueClass, values);
        }
    }

    /// <summary>The hue of each key that has one, counted from 0.</summary>
    static Dictionary<string, int> Hues(UsageReport usage, UsageField field)
    {
        var keys = field == UsageField.Channel ? Components.Hues.Channels
            : Orders.TryGetValue(field, out var order) ? order.AsEnumerable()
            : Ranking.Of(usage.Rows.GroupBy(row => row.Keys[1]).Select(key => (key.Key, new Credits(key.Sum(row => row.Credits.Count)))), HuesMax).Take(HuesMax).Select(line => line.Key ?? "");
        return keys.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
    }
}
