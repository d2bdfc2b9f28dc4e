using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components.Usage;

// Not the folder of the find box.
using Finding = CreditDashboard.Core.Usage.Findings.Finding;

/// <summary>
/// The findings of windows that were looked at, kept with the snapshot that they are of, since a usage report changes findings and no verdict: every rule looks at every row of a window, which is
/// too much for each change of a filter and each page of their rows.
/// </summary>
public sealed class FindingCache
{
    const int WindowsMax = 16;

    /// <summary>Only time itself changes findings of one snapshot, and slowly: what was pending settles, a day ends.</summary>
    static readonly Duration AgeMax = Duration.FromMinutes(10);

    readonly ConditionalWeakTable<AccountSnapshot, ConcurrentDictionary<(Instant?, Instant?), (Instant At, ImmutableArray<Finding> Findings)>> _known = [];

    public ImmutableArray<Finding> Of(AccountSnapshot ledger, Window window, Instant now)
    {
        var windows = _known.GetOrCreateValue(ledger);
        if (windows.TryGetValue((window.From, window.To), out var known) && known.At <= now && now - known.At < AgeMax)
            return known.Findings;

        if (windows.Count >= WindowsMax)
            windows.Clear();
        var findings = Insights.Of(ledger.Judgement, window, now, Disabled(ledger));
        windows[(window.From, window.To)] = (now, findings);
        return findings;
    }

    static Dictionary<int, Instant> Disabled(AccountSnapshot ledger) =>
        ledger.UserDetails.Where(user => user.Value.DisabledSince is not null).ToDictionary(user => user.Key, user => user.Value.DisabledSince!.Value);
}
