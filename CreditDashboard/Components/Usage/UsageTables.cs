using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;

namespace CreditDashboard.Components.Usage;

/// <summary>Where the tables lead: the same page by another filter, and the same page with every user, null if it is that already.</summary>
public sealed record UsageLinks(LedgerFilter Filter, Func<LedgerFilter, string> To, string? AllUsers);

/// <summary>The two tables below the chart.</summary>
static class UsageTables
{
    const int TopUsers = 8;

    static readonly ChannelKind[] KindsWithSubtotal = [ChannelKind.Direct, ChannelKind.Bulk, ChannelKind.Integration];

    public static List<KindSum> Kinds(UsageReport channels, AccountSnapshot ledger) =>
    [
        .. ByKind(channels, ledger)
            .Select(kind => new KindSum(NameOf(kind.Key), kind.Sum(row => row.Credits.Count), [.. kind.Select(row => row.Keys[0] ?? LedgerOptions.Unnamed)])),
    ];

    public static List<BreakdownRow> ByChannel(UsageReport channels, AccountSnapshot ledger, UsageLinks links, Questions questions)
    {
        List<BreakdownRow> rows = [];
        foreach (var kind in ByKind(channels, ledger))
        {
            var isSummed = KindsWithSubtotal.Contains(kind.Key);
            var own = kind.OrderBy(row => LedgerOptions.OrderOf(row.Keys[0] ?? "")).Select(row => Row(row, isSummed)).ToList();
            if (isSummed)
                rows.Add(new(NameOf(kind.Key), own.Sum(row => row.Credits), own.Sum(row => row.Deductions), own.Sum(row => row.InQuestion)) { IsSubtotal = true });
            rows.AddRange(own);
        }

        return rows;

        BreakdownRow Row(UsageRow row, bool isWithin)
        {
            var slug = row.Keys[0] ?? "";
            var filter = links.Filter with { Channels = [slug.Length == 0 ? LedgerOptions.Unnamed : slug] };
            return new(Words.Channel(slug), row.Credits.Count, row.Deductions, questions.OfChannel(slug), slug, links.To(filter))
            {
                Hue = Hues.Of(slug),
                IsWithin = isWithin,
                RowsHref = Links.Of(Links.Activity, filter),
                QuestionHref = Links.Of(Links.Discrepancies, filter),
            };
        }
    }

    public static List<BreakdownRow> ByUser(UsageReport users, AccountSnapshot ledger, UsageLinks links, Questions questions)
    {
        var named = users.Rows.Where(row => row.Keys[0] is not null)
            .OrderByDescending(row => row.Credits).ThenBy(row => row.Keys[0], StringComparer.Ordinal).ToList();
        var shown = links.AllUsers is null || named.Count <= TopUsers + 1 ? named.Count : TopUsers;
        List<BreakdownRow> rows = [.. named.Take(shown).Select(Row)];
        if (named[shown..] is { Count: > 0 } others)
        {
            rows.Add(new(
                $"{Words.Count(others.Count)} other users",
                others.Sum(row => row.Credits.Count),
                others.Sum(row => (long)row.Deductions),
                others.Sum(row => questions.OfUser(row.Keys[0]!)),
                Href: links.AllUsers));
        }

        if (users.Rows.FirstOrDefault(row => row.Keys[0] is null) is { } unnamed)
            rows.Add(Row(unnamed));
        return rows;

        BreakdownRow Row(UsageRow row)
        {
            var email = row.Keys[0];
            var id = email is null ? LedgerOptions.Unnamed : ledger.UserId(ledger.Judgement.Rows.Names.Users.Find(email));
            var filter = links.Filter with { Users = [id] };
            return new(
                email is null ? "Unattributed" : Words.User(email), row.Credits.Count, row.Deductions, questions.OfUser(email ?? ""), email, links.To(filter))
            {
                RowsHref = Links.Of(Links.Activity, filter),
                QuestionHref = Links.Of(Links.Discrepancies, filter),
            };
        }
    }

    static IEnumerable<IGrouping<ChannelKind, UsageRow>> ByKind(UsageReport channels, AccountSnapshot ledger) => channels.Rows
        .GroupBy(row => ledger.Judgement.Rules.Channels.KindOf(row.Keys[0] ?? ""))
        .OrderBy(kind => kind.Key);

    static string NameOf(ChannelKind kind) => kind switch
    {
        ChannelKind.Direct => "Direct",
        ChannelKind.Bulk => "Bulk",
        ChannelKind.Integration => "Integrations",
        ChannelKind.Api => "API",
        _ => "Other",
    };
}
