using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;

namespace CreditDashboard.Components.Vendor;

/// <summary>Reads what the vendor's API reported of the requests that rows name.</summary>
public sealed class ReportedChargeReader(ReportedCharges charges, AccessScopes scopes)
{
    const int RequestsMax = 20;

    /// <summary>The requests that the rows of some evidence name, the first so many of them.</summary>
    public static IReadOnlyList<string> RequestsOf(Evidence evidence) =>
    [
        .. evidence.Deductions.Select(row => row.Request).Concat(evidence.Reveals.Select(row => row.Request))
            .Where(request => request.Length > 0).Distinct(StringComparer.Ordinal).Take(RequestsMax),
    ];

    /// <summary>The charges that were reported of them, in their order; none if there is no such account for this person.</summary>
    public async Task<IReadOnlyList<ReportedCharge>> ReadAsync(string personId, string account, IReadOnlyList<string> requests, CancellationToken ct = default)
    {
        if (requests.Count == 0 || await charges.OfAsync(await scopes.ForPersonAsync(personId, ct), account, requests, ct) is not { } found)
            return [];

        return [.. requests.Where(found.ContainsKey).Select(request => found[request])];
    }
}
