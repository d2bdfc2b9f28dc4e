using System.Globalization;
using CreditDashboard.Auth;
using Microsoft.AspNetCore.WebUtilities;

namespace CreditDashboard.Components;

/// <summary>Every address of the product, and the only place that puts one together.</summary>
public static class Links
{
    public const string Start = "/";
    public const string CreditUsage = "/analytics/credit-usage";
    public const string Windows = "/analytics/credit-usage/windows";
    public const string Activity = "/analytics/activity";
    public const string DataQuality = "/analytics/data-quality";
    public const string ControlTotals = "/analytics/control-totals";

    /// <summary>The incomplete reveals of a window as a file, for the vendor's data team.</summary>
    public const string DataQualityFile = "/analytics/data-quality.csv";

    /// <summary>A page's tables as files: the address is the page's, with an ending.</summary>
    public const string CreditUsageWorkbook = CreditUsage + ".xlsx";
    public const string CreditUsageCsv = CreditUsage + ".zip";
    public const string ActivityCsv = Activity + ".csv";
    public const string Contacts = "/contacts";

    /// <summary>A contact's page; ids are opaque and may hold a slash.</summary>
    public const string AnyContact = "/contacts/{*id}";
    public const string Find = "/find";
    public const string Discrepancies = "/discrepancies";
    public const string Imports = "/imports";
    public const string Changes = "/imports/changes";
    public const string Settings = "/settings";
    public const string Pins = "/settings/pins";
    public const string Seals = "/settings/seals";
    public const string NewAccount = "/settings/new-account";
    public const string Cards = "/settings/cards";
    public const string AnyCard = "/settings/cards/{id}";
    public const string NewCard = "/settings/new-card";
    public const string SetUp = AuthPaths.SetUp;
    public const string SignIn = AuthPaths.SignIn;
    public const string SignOut = AuthPaths.SignOut;
    public const string Failed = "/failed";

    /// <summary>What answers a request that no page took; <c>{0}</c> is the status.</summary>
    public const string Status = "/status/{0}";
    public const string NotFound = "/status/404";
    public const string OtherStatus = "/status/{code:int}";

    /// <summary>A page of one account.</summary>
    public static string Of(string page, string? account) => With(page, [new("account", account)]);

    /// <summary>A page over a part of a ledger; <paramref name="more"/> is what that page alone understands.</summary>
    public static string Of(string page, LedgerFilter filter, params IEnumerable<KeyValuePair<string, string?>> more) =>
        With(page,
        [
            new("account", filter.Account),
            new("window", filter.Window == LedgerFilter.DefaultWindow ? null : filter.Window),
            .. LedgerFilter.Fields.SelectMany(field => filter.Of(field).Select(value => new KeyValuePair<string, string?>(LedgerFilter.ParameterOf(field), value))),
            new("unit", filter.InMoney ? LedgerFilter.Money : null),
            .. more,
        ]);

    /// <summary>A page's address as a saved view keeps it: the account is the view's own.</summary>
    public static string WithoutAccount(string page) => With(page.Split('?')[0], Parameters(page).Where(parameter => parameter.Key != "account"));

    /// <summary>A saved view's page.</summary>
    public static string View(string account, string address) => With(address.Split('?')[0], [new("account", account), .. Parameters(address)]);

    static IEnumerable<KeyValuePair<string, string?>> Parameters(string page) =>
        QueryHelpers.ParseQuery(page[page.Split('?')[0].Length..]).SelectMany(parameter => parameter.Value.Select(value => new KeyValuePair<string, string?>(parameter.Key, value)));

    /// <summary>The file of what an address of a page shows.</summary>
    public static string File(string file, string page) => file + (page.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? page[query..] : "");

    /// <summary>The rows behind a bar of the bridge, of the whole account, as those who count see it; without a bar, every row of the window.</summary>
    public static string BridgeRows(LedgerFilter filter, string? bar, IEnumerable<string> counted) =>
        Of(Activity, filter.Everyone(), [new("bar", bar), .. (bar is null ? [] : counted).Select(user => new KeyValuePair<string, string?>("count", user))]);

    /// <summary>The rows of a finding of a window, by its key.</summary>
    public static string FindingRows(string account, string window, string finding, bool inMoney = false) =>
        With(Activity, [new("account", account), new("window", window), new("unit", inMoney ? LedgerFilter.Money : null), new("finding", finding)]);

    /// <summary>The reveals of a filter that asked for something, or those of which a part or all came back missing.</summary>
    public static string QualityRows(LedgerFilter filter, string found) => Of(Activity, filter, new("side", "reveals"), new("found", found));

    /// <summary>The control totals of a month, such as <c>2026-11</c>; of the newest without.</summary>
    public static string ControlTotalsOf(string? account, string? month) => With(ControlTotals, [new("account", account), new("month", month)]);

    /// <summary>What the vendor's plan offers, where it is accepted.</summary>
    public static string PlanOffer(string account) => Of(Settings, account) + "#plan";

    /// <summary>The rows that imports refused and that others may wait for.</summary>
    public static string RefusedRows(string account) => Of(Imports, account) + "#refused";

    /// <summary>What changed in an account after one of its versions.</summary>
    public static string ChangesSince(string? account, long? version) =>
        With(Changes, [new("account", account), new("since", version?.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>One row on the timeline of everything, with its evidence open.</summary>
    public static string ActivityRow(string account, string row) =>
        With(Activity, [new("account", account), new("window", LedgerFilter.Everything), new("row", row)]);

    /// <summary>All rows that name an id, on the timeline of everything.</summary>
    public static string ActivityNaming(string account, string id) =>
        With(Activity, [new("account", account), new("window", LedgerFilter.Everything), new("id", id)]);

    /// <summary>What differs from the seal of the cycle that holds an instant.</summary>
    public static string SealedCycle(string account, NodaTime.Instant at) => With(Seals, [new("account", account), new("cycle", Core.Cycles.Timestamp.Format(at))]);

    public static string Contact(string account, string id) => With($"{Contacts}/{Uri.EscapeDataString(id)}", [new("account", account)]);

    /// <summary>A card in full; an older version of it by its number.</summary>
    public static string Card(string? account, string id, int? version = null) =>
        With($"{Cards}/{Uri.EscapeDataString(id)}", [new("account", account), new("version", version?.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The form of a new card, or of the next version of one.</summary>
    public static string NewCardOf(string? account, string? id) => With(NewCard, [new("account", account), new("of", id)]);

    /// <summary>Where an account states what a credit costs.</summary>
    public static string CostsOf(string account) => Of(Settings, account) + "#costs";

    /// <summary>Where a card is assigned to an account, with the card chosen.</summary>
    public static string AssignCard(string account, string card) => With(Settings, [new("account", account), new("card", card)]) + "#cards";

    public static string FindIn(string? account, string? text = null) => With(Find, [new("account", account), new("q", text)]);

    /// <summary>The sign-in page, which leads back to where someone wanted to go.</summary>
    public static string SignInFor(string path) => With(SignIn, [new(AuthPaths.ReturnParameter, path == Start ? null : path)]);

    public static string SetUpWith(string? token) => With(SetUp, [new("token", token)]);

    /// <summary>An address to return to after signing in: of this site, or the start page.</summary>
    public static string Local(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : Start;

    static string With(string path, IEnumerable<KeyValuePair<string, string?>> parameters) =>
        QueryHelpers.AddQueryString(path, parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value)));
}
