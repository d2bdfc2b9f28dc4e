using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;

namespace CreditDashboard.Components;

/// <summary>Who and what a ledger can be filtered by, and the filter of an address in the numbers that Core reads.</summary>
public sealed record LedgerOptions(IReadOnlyList<FilterOption> Users, IReadOnlyList<FilterOption> Channels)
{
    /// <summary>What stands in an address for the rows that name no user, or no channel.</summary>
    public const string Unnamed = "-";

    const int Nobody = -1;

    public static LedgerOptions Of(AccountSnapshot ledger)
    {
        var names = ledger.Judgement.Rows.Names;
        return new(
            [
                .. Enumerable.Range(1, names.Users.Count - 1)
                    .Select(user => new FilterOption(ledger.UserId(user), Words.User(names.Users[user])))
                    .OrderBy(option => option.Text, StringComparer.OrdinalIgnoreCase),
                new(Unnamed, "Unattributed"),
            ],
            [
                .. Enumerable.Range(1, names.Channels.Count - 1).Select(channel => names.Channels[channel])
                    .OrderBy(OrderOf).ThenBy(slug => slug, StringComparer.Ordinal)
                    .Select(slug => new FilterOption(slug, Words.Channel(slug))),
            ]);
    }

    /// <summary>The users of a filter by number, null for everyone. An id that the account never gave is nobody, not everybody.</summary>
    public static IReadOnlySet<int>? UsersOf(AccountSnapshot ledger, LedgerFilter filter) => filter.Users.Length == 0
        ? null
        : filter.Users.Select(id => id == Unnamed ? Names.Absent : ledger.FindUser(id)).Where(user => user >= 0).ToHashSet();

    /// <summary>Those whose count the bridge begins with, null for everyone. To it, an empty set is everyone as well, and an unknown id is not.</summary>
    public static IReadOnlySet<int>? CountedOf(AccountSnapshot ledger, LedgerFilter filter, IReadOnlyCollection<string> counted) =>
        UsersOf(ledger, filter with { Users = [.. counted] }) is { } users ? users.Count > 0 ? users : new HashSet<int> { Nobody } : null;

    public static IReadOnlySet<int>? ChannelsOf(AccountSnapshot ledger, LedgerFilter filter)
    {
        var names = ledger.Judgement.Rows.Names.Channels;
        return filter.Channels.Length == 0
            ? null
            : filter.Channels.Select(slug => slug == Unnamed ? Names.Absent : names.Find(slug)).Where(channel => channel >= 0).ToHashSet();
    }

    /// <summary>Channels stand everywhere in the order of their hues, the others after them.</summary>
    public static int OrderOf(string channel)
    {
        for (var place = 0; place < Hues.Channels.Count; place++)
        {
            if (Hues.Channels[place] == channel)
                return place;
        }

        return Hues.Channels.Count;
    }
}
