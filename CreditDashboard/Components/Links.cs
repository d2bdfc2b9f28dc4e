using CreditDashboard.Auth;
using Microsoft.AspNetCore.WebUtilities;

namespace CreditDashboard.Components;

/// <summary>Every address of the product, and the only place that puts one together.</summary>
public static class Links
{
    public const string Start = "/";
    public const string CreditUsage = "/analytics/credit-usage";
    public const string Discrepancies = "/discrepancies";
    public const string Imports = "/imports";
    public const string Settings = "/settings";
    public const string NewAccount = "/settings/new-account";
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
            .. filter.Users.Select(user => new KeyValuePair<string, string?>("user", user)),
            .. filter.Channels.Select(channel => new KeyValuePair<string, string?>("channel", channel)),
            .. more,
        ]);

    /// <summary>The sign-in page, which leads back to where someone wanted to go.</summary>
    public static string SignInFor(string path) => With(SignIn, [new(AuthPaths.ReturnParameter, path == Start ? null : path)]);

    public static string SetUpWith(string? token) => With(SetUp, [new("token", token)]);

    /// <summary>An address to return to after signing in: of this site, or the start page.</summary>
    public static string Local(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : Start;

    static string With(string path, IEnumerable<KeyValuePair<string, string?>> parameters) =>
        QueryHelpers.AddQueryString(path, parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value)));
}
