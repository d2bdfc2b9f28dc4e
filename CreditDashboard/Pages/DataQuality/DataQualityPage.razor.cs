using CreditDashboard.Components;

namespace CreditDashboard.Pages.DataQuality;

public sealed partial class DataQualityPage(DataQualityReader reader) : LedgerPage<DataQualityQuery, DataQualityReport>
{
    protected override DataQualityQuery Parse(LedgerFilter filter) => new(filter);

    protected override Task<DataQualityReport?> ReadAsync(string personId, CancellationToken ct) => reader.ReadAsync(personId, Query, ct);
}
