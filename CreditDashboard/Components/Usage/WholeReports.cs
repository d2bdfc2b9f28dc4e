using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Components.Usage;

/// <summary>
/// Reports of a whole account. Every change of a filter asks for the same ones again, so those that say the same at any time are kept as
/// long as the account's version.
/// </summary>
static class WholeReports
{
    const int KeptMax = 100;

    static readonly ConditionalWeakTable<Judgement, ConcurrentDictionary<(Window, CreditType, string), UsageReport>> Known = [];

    public static UsageReport Of(Judgement judgement, UsageQuestion question, Instant now)
    {
        // A verdict is read otherwise before it settles, and groups come with the usage report and not with the rows.
        var fields = question.By ?? [];
        if (fields.Contains(UsageField.Verdict) || fields.Contains(UsageField.Group))
            return UsageReport.Of(judgement, question, now);

        var kept = Known.GetOrCreateValue(judgement);
        if (kept.Count >= KeptMax)
            kept.Clear();
        return kept.GetOrAdd((question.Window, question.CreditType, string.Join(',', fields)), _ => UsageReport.Of(judgement, question, now));
    }
}
