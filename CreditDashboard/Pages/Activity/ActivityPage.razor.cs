using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Activities;
using CreditDashboard.Core.Verdicts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Pages.Activity;

public sealed partial class ActivityPage(ActivityReader reader, NavigationManager navigation, ILogger<ActivityPage> log)
    : ComponentBase, IDisposable
{
    readonly Reading<ActivityReport> _report = new(log);
    ActivityQuery _query = default!;
    string _address = "";
    string? _note;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "account")]
    string? Account { get; set; }

    [SupplyParameterFromQuery(Name = "window")]
    string? Window { get; set; }

    [SupplyParameterFromQuery(Name = "user")]
    string[]? Users { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    string[]? Channels { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    string[]? Codes { get; set; }

    [SupplyParameterFromQuery(Name = "side")]
    string? Side { get; set; }

    [SupplyParameterFromQuery(Name = "id")]
    string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "row")]
    string? Row { get; set; }

    [SupplyParameterFromQuery(Name = "older")]
    string? Older { get; set; }

    [SupplyParameterFromQuery(Name = "newer")]
    string? Newer { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _query = ActivityQuery.Parse(LedgerFilter.Parse(Account, Window, Users, Channels), Codes, Side, Text, Row, Older, Newer);
        if (_query.ToUri() == _address)
            return;

        _address = _query.ToUri();
        _note = null;
        await ReadAsync();
    }

    async Task ReadAsync()
    {
        var person = (await SignedIn).User.Id();
        if (!await _report.ReadAsync(ct => reader.ReadAsync(person, _query, ct)))
            return;

        // Links name the account, also where the address did not.
        if (_report.Value is { } report)
            _query = _query with { Filter = _query.Filter with { Account = report.Account } };
        if (!_report.IsMissing)
            return;

        if (_query.Filter.Account.Length == 0)
            navigation.NavigateTo(Links.Start);
        else
            navigation.NotFound();
    }

    void Show(LedgerFilter filter) => navigation.NavigateTo(_query.To(filter));

    void ShowCodes(IReadOnlyList<string> codes) => navigation.NavigateTo((_query.Anew() with { Codes = [.. codes] }).ToUri());

    void ShowText(ChangeEventArgs change)
    {
        // An e-mail address would stand in the page's own address, where it can be read by whoever is sent the link.
        var text = change.Value?.ToString()?.Trim() ?? "";
        if (text.Contains('@', StringComparison.Ordinal))
            _note = "That looks like an e-mail address: choose the user in the filter by users.";
        else
            navigation.NavigateTo((_query.Anew() with { Text = text }).ToUri());
    }

    string ToSide(ActivitySide side) => (_query.Anew() with { Side = side }).ToUri();

    string Evidence(string row) => _query.WithRow(row == _report.Value?.OpenRow ? "" : row);

    static List<FilterOption> CodeOptions { get; } =
    [
        .. Enum.GetValues<Disposition>().Select(disposition => new FilterOption(disposition.Slug(), disposition == Disposition.Discrepancy ? "All discrepancies" : $"All {Dispositions.Word(disposition)}")),
        .. VerdictCodes.All.OrderBy(code => code.Disposition()).Select(code => new FilterOption(code.Slug(), code.Title())),
    ];

    string Sub(ActivityReport report)
    {
        var apart = report.Totals.Credits is { Conversation: not 0 and var conversation, Prospecting: not 0 } ? $"{Words.Many(conversation, "conversation credit")}, " : "";
        return _query.Side == ActivitySide.Reveals
            ? "each when it was made, newest first"
            : $"{apart}{Words.Many(report.Totals.Deductions, "deduction")}, {Words.Many(report.Totals.Reveals, "reveal")}, newest first";
    }

    string Head(ActivityReport report) => _query.Side == ActivitySide.Reveals
        ? Words.Many(report.Totals.Reveals, "reveal")
        : report.Totals.Credits is { Prospecting: 0, Conversation: not 0 } ? report.Totals.Credits.ToString() : Words.Many(report.Totals.Credits.Prospecting, "credit");

    string Sum(ActivityDay day) =>
        _query.Side == ActivitySide.Reveals ? Words.Many(day.Totals.Reveals, "reveal") : day.Totals.Credits.ToString();

    public void Dispose() => _report.Dispose();
}
