using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Usage.Findings;

/// <inheritdoc cref="FindingRules.Looks"/>
static class AfterDisabled
{
    public static IEnumerable<Finding> In(LookedAt at)
    {
        if (at.Disabled.Count == 0)
            return [];

        var (first, end) = at.Deductions(at.From, at.To);
        return Enumerable.Range(first, end - first)
            .Where(row => at.Counts(row) && IsLater(at, row))
            .GroupBy(row => at.Rows.Deductions[at.Answered(row)].User)
            .Select(user => Found(at, user.Key, [.. user]))
            .Where(finding => finding.Credits > Credits.None);
    }

    /// <summary>True if the row, or what it gives back, was charged after its user was disabled, and for no reveal made before.</summary>
    static bool IsLater(LookedAt at, int row)
    {
        var charge = at.Answered(row);
        ref readonly var charged = ref at.Rows.Deductions[charge];
        if (!at.Disabled.TryGetValue(charged.User, out var since) || charged.PostedAt < since)
            return false;

        foreach (var member in at.Judgement.MembersOf(at.Judgement.OfDeduction[charge]))
        {
            if (member.IsReveal && at.Rows.Reveals[member.Index].OccurredAt < since)
                return false;
        }

        return true;
    }

    static Finding.AfterDisabled Found(LookedAt at, int user, int[] rows)
    {
        var found = new FindingRows([.. rows], []);
        ref readonly var first = ref at.Rows.Deductions[at.Answered(rows[0])];
        return new(user, at.Disabled[user], first.PostedAt, first.Channel, at.Around(found), at.Sum(found), found);
    }
}
