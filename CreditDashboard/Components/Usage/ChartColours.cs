using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;

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

    public static List<ChartSeries> Of(TimeRows over, UsageField field)
    {
        var places = over.Buckets.Index().ToDictionary(pair => pair.Item.Key, pair => pair.Index, StringComparer.Ordinal);
        if (field != UsageField.Channel && !Orders.ContainsKey(field))
            return Ranked();

        var order = field == UsageField.Channel ? Hues.Channels : Orders[field].AsEnumerable();
        var hues = order.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return
        [
            .. over.By([field]).GroupBy(row => hues.GetValueOrDefault(row.Keys[1] ?? "", HuesMax)).OrderBy(group => group.Key)
                .Select(group => group.Select(row => row.Keys[1]).Distinct().ToList() is [var only] ? One(group.Key, only, Values(group)) : Other(Values(group))),
        ];

        // Those that have no colour of their own may be many: they are what is left of the whole, and not asked for one by one.
        List<ChartSeries> Ranked()
        {
            var lines = Ranking.Of(over.Reading.By([field], over.Window).Rows.Select(row => (row.Keys[0], row.Credits)), HuesMax);
            var own = lines.Where(line => !line.IsOther).Select(line => line.Key).ToHashSet();
            var rows = over.By([field], new(field, own)).ToLookup(row => row.Keys[1]);
            List<ChartSeries> series = [.. lines.Where(line => !line.IsOther).Select((line, hue) => One(hue, line.Key, Values(rows[line.Key])))];
            if (own.Count == lines.Length)
                return series;

            var left = Values(over.By([]));
            foreach (var one in series)
            {
                for (var place = 0; place < left.Length; place++)
                    left[place] -= one.Values[place];
            }

            return [.. series, Other(left)];
        }

        long[] Values(IEnumerable<UsageRow> rows)
        {
            var values = new long[over.Buckets.Count];
            foreach (var row in rows)
                values[places[row.Keys[0]!]] += row.Credits.Count;
            return values;
        }

        ChartSeries One(int hue, string? key, long[] values) => new(FieldWords.Value(over.Reading.Ledger, field, key), FieldWords.Text(field, key), ClassOf(hue), values);
    }

    static ChartSeries Other(long[] values) => new("", "Other", ClassOf(HuesMax), values);

    static string ClassOf(int hue) => "k" + (char)('1' + hue);
}
