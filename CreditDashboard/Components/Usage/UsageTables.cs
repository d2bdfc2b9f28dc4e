using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;

namespace CreditDashboard.Components.Usage;

/// <summary>Where the tables lead: the same page by another filter, and the same page with every user, null if it is that already.</summary>
public sealed record UsageLinks(LedgerFilter Filter, Func<LedgerFilter, string> To, string? AllUsers)
{
    // An address can be only so long.
    public const int ValuesMax = 40;

    /// <summary>The rows of some values of a field; null if they are too many for one address.</summary>
    public string? Rows(UsageField field, IReadOnlyCollection<string> values) =>
        values.Count > ValuesMax ? null : Links.Of(Links.Activity, Filter.With(field, [.. values]));

    public string Questions(UsageField field, string value) => Links.Of(Links.Discrepancies, Filter.Only(field, value).With(UsageField.Verdict, []));
}

/// <summary>The two tables below the chart.</summary>
static class UsageTables
{
    static readonly ChannelKind[] KindsWithSubtotal = [ChannelKind.Direct, ChannelKind.Bulk, ChannelKind.Integration];

    public static List<KindSum> Kinds(UsageReport channels, AccountSnapshot ledger) =>
    [
        .. channels.Rows.GroupBy(row => ledger.Channels.KindOf(row.Keys[0] ?? "")).OrderBy(kind => kind.Key)
            .Select(kind => new KindSum(NameOf(kind.Key), kind.Sum(row => row.Credits.Count), [.. kind.Select(row => row.Keys[0] ?? LedgerFilter.Unsaid)])),
    ];

    public static List<BreakdownRow> ByChannel(List<BreakdownLine> channels, AccountSnapshot ledger, UsageLinks links, Questions questions)
    {
        List<BreakdownRow> rows = [];
        foreach (var kind in channels.GroupBy(line => ledger.Channels.KindOf(line.Key ?? "")).OrderBy(kind => kind.Key))
        {
            var isSummed = KindsWithSubtotal.Contains(kind.Key);
            var own = kind.OrderBy(line => LedgerOptions.OrderOf(line.Key ?? "")).ThenBy(line => line.Key, StringComparer.Ordinal).Select(line => Row(line, isSummed)).ToList();
            if (isSummed)
            {
                rows.Add(new(NameOf(kind.Key), own.Sum(row => row.Credits), own.Sum(row => row.Deductions), own.Sum(row => row.InQuestion))
                {
                    IsSubtotal = true,
                    Change = BreakdownLine.Sum(own.Select(row => row.Change)),
                });
            }

            rows.AddRange(own);
        }

        return rows;

        BreakdownRow Row(BreakdownLine line, bool isWithin)
        {
            var (slug, value) = (line.Key ?? "", line.Key ?? LedgerFilter.Unsaid);
            return new(Words.Channel(slug), line.Credits, line.Deductions, questions.OfChannel(slug), slug, links.To(links.Filter.Only(UsageField.Channel, value)))
            {
                Change = line.Change,
                Hue = Hues.Of(slug),
                IsWithin = isWithin,
                RowsHref = links.Rows(UsageField.Channel, [value]),
                QuestionHref = links.Questions(UsageField.Channel, value),
            };
        }
    }

    /// <param name="top">How many users have a row of their own; null is all.</param>
    public static List<BreakdownRow> ByUser(List<BreakdownLine> users, int? top, AccountSnapshot ledger, UsageLinks links, Questions questions)
    {
        var lines = users.ToDictionary(line => line.Key ?? "", StringComparer.Ordinal);
        List<BreakdownRow> rows =
        [
            .. Ranking.Of(users.Where(line => line.Key is not null).Select(line => (line.Key, new Credits(line.Credits))), top)
                .Select(ranked => ranked.IsOther ? Others([.. ranked.Keys.Select(key => lines[key!])]) : Row(lines[ranked.Key!])),
        ];
        if (lines.TryGetValue("", out var unnamed))
            rows.Add(Row(unnamed));
        return rows;

        BreakdownRow Row(BreakdownLine line)
        {
            var value = FieldWords.Value(ledger, UsageField.User, line.Key);
            var details = line.Key is null ? null : ledger.UserDetails.GetValueOrDefault(ledger.FindUser(value));
            return new(
                FieldWords.Text(UsageField.User, line.Key), line.Credits, line.Deductions, questions.OfUser(line.Key ?? ""), line.Key, links.To(links.Filter.Only(UsageField.User, value)))
            {
                Change = line.Change,
                Group = details?.Group,
                Tag = details?.DisabledSince is { } since ? $"disabled {Times.Day(since.InZone(ledger.Cycles.Zone).Date)}" : details?.IsDisabled == true ? "disabled" : null,
                RowsHref = links.Rows(UsageField.User, [value]),
                QuestionHref = links.Questions(UsageField.User, value),
            };
        }

        BreakdownRow Others(List<BreakdownLine> others) => new(
            FieldWords.Others(UsageField.User, others.Count),
            others.Sum(line => line.Credits),
            others.Sum(line => line.Deductions),
            others.Sum(line => questions.OfUser(line.Key!)),
            Href: links.AllUsers)
        {
            Change = BreakdownLine.Sum(others.Select(line => line.Change)),
            RowsHref = links.Rows(UsageField.User, [.. others.Select(line => FieldWords.Value(ledger, UsageField.User, line.Key))]),
        };
    }

    static string NameOf(ChannelKind kind) => FieldWords.Text(UsageField.Kind, kind.Slug());
}
