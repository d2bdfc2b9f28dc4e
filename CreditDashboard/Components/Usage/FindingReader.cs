using CreditDashboard.Components.Pins;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components.Usage;

// Not the folder of the find box.
using Finding = CreditDashboard.Core.Usage.Findings.Finding;

/// <summary>A finding as a page shows it.</summary>
/// <param name="Href">The page that shows its rows.</param>
/// <param name="Dismissed">Why it is out of sight, and by whom; null if it is not.</param>
public sealed record FindingView(string Key, FindingRule Rule, FindingText Text, long Credits, int Rows, string Href, (string Reason, string By)? Dismissed);

/// <summary>Reads what is worth a look in a window of an account, and what of it was dismissed.</summary>
public sealed class FindingReader(LedgerReader ledgers, FindingCache findings, FindingDesk desk, CostDesk costs, AccessScopes scopes, PinReader people, TimeProvider time)
{
    /// <summary>The findings, those of the most credits first; null if there is no such account for this person.</summary>
    public async Task<IReadOnlyList<FindingView>?> ReadAsync(string personId, string account, WindowView window, CancellationToken ct, bool inMoney = false)
    {
        if (await ledgers.OpenAsync(personId, account, ct) is not { } ledger
            || await desk.ListAsync(await scopes.ForPersonAsync(personId, ct), account, ct) is not { } dismissed)
        {
            return null;
        }

        // Away from whoever waits: over a million rows it takes a while.
        var found = await Task.Run(() => findings.Of(ledger, window.Window, Instant.FromDateTimeOffset(time.GetUtcNow())), ct);
        var amounts = Amounts.Of(await costs.ReadAsync(ledger, ct), new LedgerFilter { Account = account, InMoney = inMoney }, window.Window, Instant.FromDateTimeOffset(time.GetUtcNow()));
        var reasons = dismissed.ToDictionary(row => row.Finding, StringComparer.Ordinal);
        var names = new PinRights(false, await people.NamesAsync(dismissed.Select(row => row.DismissedBy), ct));
        return [.. found.Select(View)];

        FindingView View(Finding finding)
        {
            var key = finding.Key(ledger.UserId);
            return new(
                key, finding.Rule, FindingText.Of(finding, ledger, amounts), finding.Credits.Count, finding.Rows.Count,
                Links.FindingRows(ledger.Account.Slug, window.Fixed, key, inMoney),
                reasons.TryGetValue(key, out var row) ? (row.Reason, names.By(row.DismissedBy)) : null);
        }
    }
}
