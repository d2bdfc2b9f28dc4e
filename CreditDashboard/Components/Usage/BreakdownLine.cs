using CreditDashboard.Core.Usage;

namespace CreditDashboard.Components.Usage;

/// <summary>One value of a field with its credits now, and by how much they differ from those of the other window.</summary>
/// <param name="Change">Null if nothing is compared.</param>
sealed record BreakdownLine(string? Key, long Credits, long Deductions, long? Change)
{
    /// <summary>All values of the field in either window, so that both columns sum to their totals.</summary>
    public static List<BreakdownLine> Of(UsageReport now, UsageReport? then)
    {
        if (then is null)
            return [.. now.Rows.Select(row => new BreakdownLine(row.Keys[0], row.Credits.Count, row.Deductions, null))];

        var deductions = now.Rows.ToDictionary(row => row.Keys[0] ?? "", row => row.Deductions, StringComparer.Ordinal);
        return
        [
            .. Driver.Of(now, then).Select(driver => new BreakdownLine(
                driver.Key, driver.Now.Count, deductions.GetValueOrDefault(driver.Key ?? ""), driver.Change.Count)),
        ];
    }

    public static long? Sum(IEnumerable<long?> changes)
    {
        var sum = 0L;
        foreach (var change in changes)
        {
            if (change is not { } known)
                return null;
            sum += known;
        }

        return sum;
    }
}
