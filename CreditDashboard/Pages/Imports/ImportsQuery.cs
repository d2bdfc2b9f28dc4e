using System.Globalization;
using CreditDashboard.Components;

namespace CreditDashboard.Pages.Imports;

/// <summary>What the Imports page is showing. The address is its only copy.</summary>
/// <param name="Before">Shows the imports before this one; null begins with the newest.</param>
public sealed record ImportsQuery(string Account, long? Before = null)
{
    public static ImportsQuery Parse(string? account, string? before) => new(
        account?.Trim() ?? "",
        long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);

    public string ToUri() => Links.Of(
        Links.Imports, new LedgerFilter { Account = Account }, new KeyValuePair<string, string?>("before", Before?.ToString(CultureInfo.InvariantCulture)));
}
