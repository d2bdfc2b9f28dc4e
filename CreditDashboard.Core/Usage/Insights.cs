using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// What is worth a look in a window of an account, whoever asked for what: each finding by a rule that says what it looks for, against
/// which baseline, and how often it is wrong (<see cref="FindingRules"/>), and with the rows behind it.
/// </summary>
public static class Insights
{
    static readonly IReadOnlyDictionary<int, Instant> Nobody = ImmutableDictionary<int, Instant>.Empty;

    /// <summary>All findings, those of the most credits first.</summary>
    /// <param name="disabled">Users by number who were disabled, and since when; nobody if it is not known.</param>
    public static ImmutableArray<Finding> Of(Judgement judgement, Window window, Instant asOf, IReadOnlyDictionary<int, Instant>? disabled = null)
    {
        var at = new LookedAt(judgement, window, asOf, disabled ?? Nobody);
        return
        [
            .. FindingRules.All.SelectMany(rule => By(rule, at))
                .OrderByDescending(finding => finding.Credits)
                .ThenBy(finding => finding.Rule)
                .ThenBy(finding => finding.Stretch.From),
        ];
    }

    /// <summary>The findings of one rule.</summary>
    public static ImmutableArray<Finding> Of(FindingRule rule, Judgement judgement, Window window, Instant asOf, IReadOnlyDictionary<int, Instant>? disabled = null) =>
        [.. By(rule, new LookedAt(judgement, window, asOf, disabled ?? Nobody))];

    static IEnumerable<Finding> By(FindingRule rule, LookedAt at) => at.From >= at.To ? [] : rule switch
    {
        FindingRule.UnusualDay => UnusualDays.In(at),
        FindingRule.AfterDisabled => AfterDisabled.In(at),
        FindingRule.IncompleteJob => IncompleteJobs.In(at),
        FindingRule.SameContact => SameContacts.In(at),
        FindingRule.Pace => Paces.In(at),
        FindingRule.NightBurst => NightBursts.In(at),
        FindingRule.ChargedRepeats => Avoidable.Repeats(at),
        FindingRule.EmptyBulk => Avoidable.EmptyBulk(at),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
