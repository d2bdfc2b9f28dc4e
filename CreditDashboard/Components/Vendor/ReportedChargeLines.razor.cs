using CreditDashboard.Auth;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Components.Vendor;

/// <summary>What the vendor's API reported to have charged for the requests of some evidence, beside what its ledger rows took.</summary>
public sealed partial class ReportedChargeLines(ReportedChargeReader reader)
{
    IReadOnlyList<ReportedCharge> _charges = [];
    (string Account, string Verdict) _shown;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public required string Account { get; set; }

    [Parameter, EditorRequired]
    public required Evidence Evidence { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var shown = (Account, Evidence.Verdict.Id);
        if (shown == _shown)
            return;

        (_shown, _charges) = (shown, []);
        _charges = await reader.ReadAsync((await SignedIn).User.Id(), Account, ReportedChargeReader.RequestsOf(Evidence));
    }

    string Compared(ReportedCharge charge)
    {
        var rows = Evidence.Deductions.Where(row => row.Request == charge.Request).ToList();
        var taken = rows.Aggregate(Credits.None, (sum, row) => sum + row.Credits);
        return rows.Count == 0 ? "No row here names this request."
            : charge.Credits is not { } said ? $"The ledger took {Words.Taken(taken.Count)}."
            : said == taken ? "The ledger took the same."
            : $"The ledger took {Words.Taken(taken.Count)}: {Words.Count(Math.Abs((taken - said).Count))} {(taken > said ? "more" : "less")}.";
    }
}
