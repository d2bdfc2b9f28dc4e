using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Usage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Pages.CreditUsage;

public sealed partial class CreditUsagePage(CreditUsageReader reader, NavigationManager navigation, ILogger<CreditUsagePage> log)
    : ComponentBase, IDisposable
{
    readonly Reading<CreditUsageReport> _report = new(log);
    CreditUsageQuery _query = default!;
    string _address = "";

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

    [SupplyParameterFromQuery(Name = "chart")]
    string? Chart { get; set; }

    [SupplyParameterFromQuery(Name = "top")]
    string? Top { get; set; }

    // OnParametersSet, not OnInitialized: a new query string keeps this component alive.
    protected override async Task OnParametersSetAsync()
    {
        _query = CreditUsageQuery.Parse(LedgerFilter.Parse(Account, Window, Users, Channels), Chart, Top);
        if (_query.ToUri() == _address)
            return;

        _address = _query.ToUri();
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

    string Discrepancies(string? code = null) => Links.Of(Links.Discrepancies, _query.Filter, new KeyValuePair<string, string?>("code", code));

    string Activity(string disposition) => Links.Of(Links.Activity, _query.Filter, new KeyValuePair<string, string?>("code", disposition));

    public void Dispose() => _report.Dispose();
}
