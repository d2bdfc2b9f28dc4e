using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Components;

/// <summary>
/// The part of an address that every page over a ledger has: which account, which window, and which rows. A field without values asks for
/// everything. Users stand here by the opaque ids that the account gave them, what a row does not say as <see cref="Unsaid"/>.
/// </summary>
public sealed record LedgerFilter
{
    public const string DefaultWindow = "this-cycle";

    /// <summary>What stands in an address under <c>unit</c> for amounts in money; absent is credits.</summary>
    public const string Money = "money";

    /// <summary>The window from the first row to the last.</summary>
    public const string Everything = "all";

    /// <summary>What stands in an address for the rows that name no user, or no channel, or no job.</summary>
    public const string Unsaid = "-";

    /// <summary>The fields that rows are filtered by, in the order in which they stand in an address and on a page.</summary>
    public static readonly ImmutableArray<UsageField> Fields =
    [
        UsageField.User, UsageField.Channel, UsageField.Group, UsageField.Data, UsageField.Kind, UsageField.Action, UsageField.Job, UsageField.Verdict,
    ];

    static readonly HashSet<string> DataTypes = ["email", "phone", "both", "nothing", "mixed", Unsaid];

    static readonly ImmutableDictionary<UsageField, ImmutableArray<string>> All = ImmutableDictionary<UsageField, ImmutableArray<string>>.Empty;

    public required string Account { get; init; }
    public string Window { get; init; } = DefaultWindow;

    /// <summary>Amounts are read in money, where the account has stated what a credit costs.</summary>
    public bool InMoney { get; init; }
    ImmutableDictionary<UsageField, ImmutableArray<string>> Values { get; init; } = All;

    public ImmutableArray<string> Users { get => Of(UsageField.User); init => Values = ValuesWith(UsageField.User, value); }
    public ImmutableArray<string> Channels { get => Of(UsageField.Channel); init => Values = ValuesWith(UsageField.Channel, value); }

    /// <summary>Reads an address. It may be old or typed by hand, so what makes no sense means the default.</summary>
    public static LedgerFilter Parse(string? account, string? window, string[]? users, string[]? channels, params IEnumerable<(UsageField Field, string[]? Values)> more)
    {
        var filter = new LedgerFilter
        {
            Account = account?.Trim() ?? "",
            Window = string.IsNullOrWhiteSpace(window) ? DefaultWindow : window.Trim(),
            Users = Listed(users),
            Channels = Listed(channels),
        };
        return more.Aggregate(filter, (read, each) => read.With(each.Field, [.. Listed(each.Values).Where(value => IsValue(each.Field, value))]));
    }

    /// <summary>Reads the address of a request.</summary>
    /// <param name="valuesOf">The values that stand in the address under a name; none if it is absent.</param>
    public static LedgerFilter Parse(Func<string, string[]> valuesOf) => Parse(
        valuesOf("account").FirstOrDefault(), valuesOf("window").FirstOrDefault(), valuesOf(ParameterOf(UsageField.User)), valuesOf(ParameterOf(UsageField.Channel)),
        Fields.Where(field => field is not (UsageField.User or UsageField.Channel)).Select(field => (field, (string[]?)valuesOf(ParameterOf(field)))))
        .ReadIn(valuesOf("unit").FirstOrDefault());

    /// <summary>The same, with its amounts in the unit that an address names; anything but <see cref="Money"/> is credits.</summary>
    public LedgerFilter ReadIn(string? unit) => this with { InMoney = unit == Money };

    /// <summary>How a field is called in an address. A verdict goes by its code, as on every page.</summary>
    public static string ParameterOf(UsageField field) => field == UsageField.Verdict ? "code" : field.Slug();

    public bool IsNarrowed => !Values.IsEmpty;

    /// <summary>The values that a field is asked for by; none is all.</summary>
    public ImmutableArray<string> Of(UsageField field) => Values.GetValueOrDefault(field, []);

    public LedgerFilter With(UsageField field, ImmutableArray<string> values) => this with { Values = ValuesWith(field, values) };

    public LedgerFilter Only(UsageField field, string value) => With(field, [value]);

    public LedgerFilter Everyone() => this with { Values = All };

    /// <summary>The filter with one value more, or without it if it was there.</summary>
    public LedgerFilter Toggle(UsageField field, string value) =>
        With(field, Of(field).Contains(value) ? Of(field).Remove(value) : Of(field).Add(value));

    public LedgerFilter Toggle(string channel) => Toggle(UsageField.Channel, channel);

    ImmutableDictionary<UsageField, ImmutableArray<string>> ValuesWith(UsageField field, ImmutableArray<string> values) =>
        values.IsEmpty ? Values.Remove(field) : Values.SetItem(field, values);

    static bool IsValue(UsageField field, string value) => field switch
    {
        UsageField.Data => DataTypes.Contains(value),
        UsageField.Kind => value == Unsaid || ChannelKinds.All.Any(kind => kind.Slug() == value),
        UsageField.Verdict => VerdictCodes.TryParse(value, out VerdictCode _) || VerdictCodes.TryParse(value, out Disposition _),
        _ => true,
    };

    /// <summary>The values that an address gives for a name, each once.</summary>
    public static ImmutableArray<string> Listed(string[]? texts) =>
        texts is null ? [] : [.. texts.Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
}
