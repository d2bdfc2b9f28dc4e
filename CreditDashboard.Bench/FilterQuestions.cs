using CreditDashboard.Components;
using CreditDashboard.Core.Usage;
using CreditDashboard.Pages.CreditUsage;

namespace CreditDashboard.Bench;

/// <summary>What somebody asks who looks for where the credits went: windows, users, channels and breakdowns, drawn by seed.</summary>
static class FilterQuestions
{
    static readonly string[] Windows = ["this-cycle", "last-cycle", "this-month", "last-month", "last-30-days", "last-90-days", LedgerFilter.Everything];
    static readonly string[] Channels = ["extension", "web", "bulk", "csv", "api", "salesforce", "hubspot"];
    static readonly UsageField[] Fields = [UsageField.Channel, UsageField.User, UsageField.Verdict, UsageField.Data];

    public static LedgerFilter Everything(string account) => new() { Account = account, Window = LedgerFilter.Everything };

    /// <param name="users">The ids that stand in addresses.</param>
    public static List<CreditUsageQuery> Of(string account, IReadOnlyList<string> users, int count)
    {
        var random = new Random(20261120);
        return [.. Enumerable.Range(0, count).Select(_ => new CreditUsageQuery(Filter()) { By = Drawn(Fields), Pivot = random.Next(6) == 0 ? UsageField.Kind : null })];

        LedgerFilter Filter() => new()
        {
            Account = account,
            Window = Drawn(Windows),
            Users = [.. Enumerable.Range(0, Math.Max(0, random.Next(5) - 1)).Select(_ => Drawn(users)).Distinct()],
            Channels = [.. Enumerable.Range(0, Math.Max(0, random.Next(4) - 1)).Select(_ => Drawn(Channels)).Distinct()],
        };

        T Drawn<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];
    }
}
