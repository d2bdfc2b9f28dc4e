using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>One thing an account said of what a credit costs it: a cost, or that an earlier statement was withdrawn. Rows are only ever added.</summary>
public sealed class CostStatement
{
    public long AccountId { get; init; }

    /// <summary>Counts from 1 in each account, in the order in which they were made.</summary>
    public required int Number { get; init; }

    /// <summary>The statement that this one withdraws; null if it states a cost.</summary>
    public int? Withdraws { get; init; }

    /// <summary>The day from whose start the cost holds; it and the next four are null in a withdrawal.</summary>
    public LocalDate? Day { get; init; }
    public CreditType? CreditType { get; init; }
    public decimal? PerCredit { get; init; }
    public string? Currency { get; init; }
    public string? PlanName { get; init; }

    /// <summary>A person's id or <c>operator</c>.</summary>
    public required string StatedBy { get; init; }
    public required Instant StatedAt { get; init; }

    /// <summary>What is stated.</summary>
    /// <exception cref="InvalidOperationException">It withdraws another.</exception>
    public CreditCost Cost => Withdraws is null
        ? new(Day!.Value, CreditType!.Value, PerCredit!.Value, Currency ?? "", PlanName ?? "")
        : throw new InvalidOperationException("A withdrawal states no cost.");

    /// <summary>Those that state a cost and were not withdrawn, in the order in which they were made.</summary>
    public static IEnumerable<CostStatement> Standing(IReadOnlyCollection<CostStatement> statements)
    {
        var withdrawn = statements.Select(row => row.Withdraws).OfType<int>().ToHashSet();
        return statements.Where(row => row.Withdraws is null && !withdrawn.Contains(row.Number)).OrderBy(row => row.Number);
    }
}
