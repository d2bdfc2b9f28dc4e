using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>What a usage report counts. Sets are of numbers of the rows' names; null is everyone or everything.</summary>
/// <param name="Users">Number 0 stands for the rows that name no user.</param>
/// <param name="By">How the report is broken down; none gives one row.</param>
/// <param name="Only">What the rows' fields have to say; none is everything.</param>
/// <param name="Details">What is known of users by number, for their groups; null if nothing is.</param>
/// <param name="Costs">
/// What credits cost: every figure of the answer is then money, in the smallest unit of these costs, of the rows that have a stated cost;
/// rows without one are not in it. Null is credits.
/// </param>
public sealed record UsageQuestion(
    Window Window,
    CreditType CreditType = CreditType.Prospecting,
    IReadOnlySet<int>? Users = null,
    IReadOnlySet<int>? Channels = null,
    IReadOnlyList<UsageField>? By = null,
    IReadOnlyList<FieldFilter>? Only = null,
    IReadOnlyDictionary<int, UserDetails>? Details = null,
    CostSpan? Costs = null);

/// <param name="Keys">One text for each field asked for; null is what the ledger does not say.</param>
/// <param name="Credits">Net of the reversals posted in the window.</param>
/// <param name="Deductions">Rows with positive credits.</param>
public sealed record UsageRow(ImmutableArray<string?> Keys, Credits Credits, int Deductions);

/// <summary>
/// Credits taken in a window, net of what was given back in it. Article: the dashboard "reflects credits at the account level, across all
/// users and all channels". A reversal counts in the window in which it is posted, under the user and channel of the deduction it answers.
/// </summary>
public sealed class UsageReport
{
    readonly long[] _totals;

    UsageReport(UsageQuestion question, UsageSums sums)
    {
        Question = question;
        _totals = sums.Totals;
        Deductions = sums.Deductions;
        Rows = [.. sums.Rows()];
    }

    UsageReport(UsageQuestion question, CostedUsage sums)
    {
        Question = question;
        _totals = [.. CreditTypes.All.Select(type => type == question.CreditType ? sums.Total : 0)];
        Deductions = sums.Deductions;
        Rows = [.. sums.Rows()];
    }

    public UsageQuestion Question { get; }

    /// <summary>The credits of the credit type asked for.</summary>
    public Credits Total => TotalOf(Question.CreditType);

    /// <summary>How many deductions of the credit type asked for have positive credits.</summary>
    public long Deductions { get; }

    /// <summary>In the order of their keys, those that are not said last.</summary>
    public ImmutableArray<UsageRow> Rows { get; }

    /// <summary>The credits of either type, by the same filters. The two are never added.</summary>
    /// <exception cref="InvalidOperationException">The answer is money, and of one type alone.</exception>
    public Credits TotalOf(CreditType type) => Question.Costs is null || type == Question.CreditType
        ? new(_totals[(int)type])
        : throw new InvalidOperationException("Money is asked for one credit type at a time.");

    /// <param name="among">The rows of the window that are looked at, if they are known; all if null. What costs is asked of all.</param>
    /// <exception cref="ArgumentException">Rows are given for a question about money, which is summed by the times of prices.</exception>
    public static UsageReport Of(Judgement judgement, UsageQuestion question, Instant asOf, AskedRows? among = null)
    {
        if (question.Costs is { } costs)
            return among is null ? new(question, CostedUsage.Of(judgement, question, costs, asOf)) : throw new ArgumentException("Money is asked of a window, not of chosen rows.", nameof(among));

        using var sums = UsageSums.Of(judgement, question, asOf, among);
        return new(question, sums);
    }
}
