using CreditDashboard.Components;
using CreditDashboard.Components.Evidences;
using CreditDashboard.Components.Shell;
using CreditDashboard.Core.Verdicts;
using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Pages.Discrepancies;

public sealed partial class DiscrepanciesPage(DiscrepancyReader reader) : LedgerPage<DiscrepancyQuery, DiscrepancyReport>
{
    [SupplyParameterFromQuery(Name = "code")]
    string? Code { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    string? After { get; set; }

    [SupplyParameterFromQuery(Name = "verdict")]
    string? Open { get; set; }

    [SupplyParameterFromQuery(Name = "accepted")]
    string? Accepted { get; set; }

    [CascadingParameter]
    MainLayout? Around { get; set; }

    protected override DiscrepancyQuery Parse(LedgerFilter filter) => DiscrepancyQuery.Parse(filter, Code, Open, After, Accepted);

    protected override Task<DiscrepancyReport?> ReadAsync(string personId, CancellationToken ct) => reader.ReadAsync(personId, Query, ct);

    void ShowCode(IReadOnlyList<string> codes) => Navigation.NavigateTo(ByCode(codes is [.., var last] ? last : ""));

    string ByCode(string code) => (new DiscrepancyQuery(Query.Filter, code) { Accepted = Query.Accepted }).ToUri();

    string Evidence(string verdict) => (Query with { Open = verdict == Query.Open ? "" : verdict }).ToUri();

    // Other rows in a verdict are another verdict: its evidence is opened in place of the one that is gone.
    async Task PinnedAsync(string verdict)
    {
        var address = (Query with { Open = verdict }).ToUri();
        if (address == Query.ToUri())
            await ReadAsync();
        else
            Navigation.NavigateTo(address);
        if (Around is not null)
            await Around.ReadAgainAsync();
    }

    void ShowAccepted(IReadOnlyList<string> chosen) =>
        Navigation.NavigateTo((Query with { Accepted = chosen is [.., var last] ? last : "", Open = "", After = "" }).ToUri());

    IReadOnlyList<string> ChosenAccepted => Query.Accepted.Length == 0 ? [] : [Query.Accepted];

    static IReadOnlyList<FilterOption> AcceptedOptions { get; } =
        [new(DiscrepancyQuery.Hidden, "Without what is accepted"), new(DiscrepancyQuery.Only, "Only what is accepted")];

    /// <summary>What the page was asked for, as one of the choices of the filter by kind.</summary>
    IReadOnlyList<string> ChosenCodes => Query.Code.Length == 0 ? [] : [Query.Code];

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
}
