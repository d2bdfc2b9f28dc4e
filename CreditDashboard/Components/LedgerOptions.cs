using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;

namespace CreditDashboard.Components;

/// <summary>What a ledger can be filtered by, and the filter of an address in the terms of Core.</summary>
public sealed record LedgerOptions(IReadOnlyList<FilterOption> Users, IReadOnlyList<FilterOption> Channels)
{
    static readonly string?[] DataTypes = ["email", "phone", "both", "nothing", "mixed", null];

    static readonly IReadOnlyList<FilterOption> DataOptions = [.. DataTypes.Select(key => Option(UsageField.Data, key))];

    static readonly IReadOnlyList<FilterOption> KindOptions = [.. ChannelKinds.All.Select(kind => Option(UsageField.Kind, kind.Slug()))];

    static readonly IReadOnlyList<FilterOption> CodeOptions =
    [
        .. Enum.GetValues<Disposition>().Select(disposition => new FilterOption(disposition.Slug(), disposition == Disposition.Discrepancy ? "All discrepancies" : $"All {Dispositions.Word(disposition)}")),
        .. VerdictCodes.All.OrderBy(code => code.Disposition()).Select(code => Option(UsageField.Verdict, code.Slug())),
    ];

    public IReadOnlyList<FilterOption> Groups { get; init; } = [];
    public IReadOnlyList<FilterOption> Actions { get; init; } = [];

    /// <summary>What a field can be filtered by. Jobs are too many to list: one is typed, or followed from a figure.</summary>
    public IReadOnlyList<FilterOption> Of(UsageField field) => field switch
    {
        UsageField.User => Users,
        UsageField.Channel => Channels,
        UsageField.Group => Groups,
        UsageField.Data => DataOptions,
        UsageField.Kind => KindOptions,
        UsageField.Action => Actions,
        UsageField.Verdict => CodeOptions,
        _ => [],
    };

    const int Nobody = -1;

    public static LedgerOptions Of(AccountSnapshot ledger)
    {
        var names = ledger.Rows.Names;
        return new(
            [
                .. Enumerable.Range(1, names.Users.Count - 1)
                    .Select(user => new FilterOption(ledger.UserId(user), Words.User(names.Users[user])))
                    .OrderBy(option => option.Text, StringComparer.OrdinalIgnoreCase),
                Option(UsageField.User, null),
            ],
            [.. Texts(names.Channels).OrderBy(OrderOf).ThenBy(slug => slug, StringComparer.Ordinal).Select(slug => Option(UsageField.Channel, slug))])
        {
            Groups = ledger.UserDetails.Count == 0 ? [] :
            [
                .. ledger.UserDetails.Values.Select(details => details.Group).OfType<string>().Distinct().Order(StringComparer.CurrentCultureIgnoreCase).Select(group => Option(UsageField.Group, group)),
                Option(UsageField.Group, null),
            ],
            Actions = [.. Texts(names.Actions).Order(StringComparer.Ordinal).Select(action => Option(UsageField.Action, action))],
        };
    }

    /// <summary>The users of a filter by number, null for everyone. An id that the account never gave is nobody, not everybody.</summary>
    public static IReadOnlySet<int>? UsersOf(AccountSnapshot ledger, LedgerFilter filter) => filter.Users.Length == 0
        ? null
        : filter.Users.Select(id => id == LedgerFilter.Unsaid ? Names.Absent : ledger.FindUser(id)).Where(user => user >= 0).ToHashSet();

    /// <summary>Those whose count the bridge begins with, null for everyone. To it, an empty set is everyone as well, and an unknown id is not.</summary>
    public static IReadOnlySet<int>? CountedOf(AccountSnapshot ledger, LedgerFilter filter, IReadOnlyCollection<string> counted) =>
        UsersOf(ledger, filter with { Users = [.. counted] }) is { } users ? users.Count > 0 ? users : new HashSet<int> { Nobody } : null;

    public static IReadOnlySet<int>? ChannelsOf(AccountSnapshot ledger, LedgerFilter filter)
    {
        var names = ledger.Rows.Names.Channels;
        return filter.Channels.Length == 0
            ? null
            : filter.Channels.Select(slug => slug == LedgerFilter.Unsaid ? Names.Absent : names.Find(slug)).Where(channel => channel >= 0).ToHashSet();
    }

    /// <summary>What the other fields are asked for. A disposition stands for its codes.</summary>
    public static List<FieldFilter> Only(LedgerFilter filter) =>
    [
        .. LedgerFilter.Fields
            .Where(field => field is not (UsageField.User or UsageField.Channel) && filter.Of(field).Length > 0)
            .Select(field => new FieldFilter(field, filter.Of(field).SelectMany(value => Texts(field, value)).ToHashSet())),
    ];

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

    static IEnumerable<string?> Texts(UsageField field, string value) =>
        field == UsageField.Verdict && VerdictCodes.TryParse(value, out Disposition disposition)
            ? VerdictCodes.All.Where(code => code.Disposition() == disposition).Select(code => (string?)code.Slug())
            : [value == LedgerFilter.Unsaid ? null : value];

    static IEnumerable<string> Texts(Names names) => Enumerable.Range(1, names.Count - 1).Select(number => names[number]);

    static FilterOption Option(UsageField field, string? key) => new(key ?? LedgerFilter.Unsaid, FieldWords.Text(field, key));
}
