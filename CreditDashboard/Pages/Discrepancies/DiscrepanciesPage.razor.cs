using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Evidences;
using CreditDashboard.Core.Verdicts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Pages.Discrepancies;

public sealed partial class DiscrepanciesPage(DiscrepancyReader reader, NavigationManager navigation, ILogger<DiscrepanciesPage> log)
    : ComponentBase, IDisposable
{
    readonly Reading<DiscrepancyReport> _report = new(log);
    DiscrepancyQuery _query = default!;
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

    [SupplyParameterFromQuery(Name = "code")]
    string? Code { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    string? After { get; set; }

    [SupplyParameterFromQuery(Name = "verdict")]
    string? Open { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _query = DiscrepancyQuery.Parse(LedgerFilter.Parse(Account, Window, Users, Channels), Code, Open, After);
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

    void ShowCode(IReadOnlyList<string> codes) => navigation.NavigateTo(ByCode(codes is [.., var last] ? last : ""));

    string ByCode(string code) => new DiscrepancyQuery(_query.Filter, code).ToUri();

    string Evidence(string verdict) => (_query with { Open = verdict == _query.Open ? "" : verdict }).ToUri();

    /// <summary>What the page was asked for, as one of the choices of the filter by kind.</summary>
    IReadOnlyList<string> ChosenCodes => _query.Code.Length == 0 ? [] : [_query.Code];

    static List<FilterOption> CodesOf(DiscrepancyReport report, string chosen)
    {
        List<FilterOption> options = [.. report.Codes.Select(code => new FilterOption(code.Slug(), code.Title()))];
        if (chosen.Length > 0 && !options.Exists(option => option.Value == chosen))
        {
            options.Insert(0, new(chosen, VerdictCodes.TryParse(chosen, out VerdictCode code) ? code.Title()
                : VerdictCodes.TryParse(chosen, out Disposition disposition) ? $"All {Dispositions.Word(disposition)}" : chosen));
        }

        return options;
    }

    public void Dispose() => _report.Dispose();
}
