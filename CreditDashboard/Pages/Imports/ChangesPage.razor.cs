using System.Globalization;
using CreditDashboard.Components;
using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Pages.Imports;

public sealed partial class ChangesPage(ChangesReader reader) : AccountPage<ChangesReport>
{
    long? _since;

    [SupplyParameterFromQuery(Name = "since")]
    string? Since { get; set; }

    protected override string Ask()
    {
        _since = long.TryParse(Since, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return Links.ChangesSince(Account?.Trim(), _since);
    }

    protected override Task<ChangesReport?> ReadAsync(string personId, CancellationToken ct) => reader.ReadAsync(personId, Account?.Trim(), _since, ct);
}
