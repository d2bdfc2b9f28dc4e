using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Components.Usage;

/// <summary>What the Credit Usage page shows.</summary>
public sealed record CreditUsageReport : ILedgerReport
{
    public required string Account { get; init; }
    public required string AccountName { get; init; }
    public required WindowView Window { get; init; }

    /// <summary>When it was read: the page and what leaves it are of that moment.</summary>
    public required Instant ReadAt { get; init; }
    public required LedgerOptions Options { get; init; }

    /// <summary>Whether every amount here is of credits or of money; the two never stand side by side.</summary>
    public required Amounts In { get; init; }

    /// <summary>True if the account has no ledger at all yet.</summary>
    public required bool IsEmpty { get; init; }

    /// <summary>What is wrong with the files as a whole, in sentences.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>Prospecting credits by the page's filters, and without them.</summary>
    public required long Used { get; init; }
    public required long UsedByAll { get; init; }
    public required long Deductions { get; init; }

    public required TieOutView TieOut { get; init; }
    public required Allowance Allowance { get; init; }

    /// <summary>Of the whole account, whatever the page is filtered by; null unless the window is the running cycle and enough is known.</summary>
    public required Forecast? Forecast { get; init; }

    /// <summary>Null if nothing is compared.</summary>
    public required UsageChange? Change { get; init; }
    public required Disputable Disputable { get; init; }
    public required Conversation Conversation { get; init; }
    public required ChartData Chart { get; init; }

    /// <summary>What the chart's bars can be, with the words of the address.</summary>
    public required IReadOnlyList<(string Name, string Per)> ChartSteps { get; init; }
    public required IReadOnlyList<(Disposition Disposition, long Credits)> Verdicts { get; init; }
    public required BridgeView Bridge { get; init; }
    public required IReadOnlyList<KindSum> Kinds { get; init; }
    public required IReadOnlyList<BreakdownRow> ByChannel { get; init; }
    public required IReadOnlyList<BreakdownRow> ByUser { get; init; }

    /// <summary>Null if one field is enough.</summary>
    public required PivotView? Pivot { get; init; }
}

/// <summary>The account's prospecting credits of the window, whatever the page is filtered by; nulls where it is not known.</summary>
/// <param name="DaysLeft">To the end of the window, rounded up; null if it is over.</param>
public sealed record Allowance(long? Given, long? Remaining, long? DaysLeft)
{
    /// <summary>What may be taken a day so that it lasts.</summary>
    public long? ADay => Remaining is > 0 and var left && DaysLeft is > 0 and var days ? left / days : null;

    /// <summary>
    /// The same in money, or as it is. What is left is worth its credits at the price of now, or of the window's end; with what was used that
    /// is what was given. Not known unless the whole window has a stated cost.
    /// </summary>
    internal Allowance In(Amounts amounts, long used, Window window, Instant now)
    {
        if (amounts.Costs is not { } costs)
            return this;

        var end = window.To is { } to && to <= now ? to - Duration.Epsilon : now;
        var left = costs.Covers(window, CreditType.Prospecting) ? Remaining * costs.UnitsAt(CreditType.Prospecting, end) : null;
        return new(used + left, left, DaysLeft);
    }
}

/// <summary>What is in question, by code, the largest first.</summary>
public sealed record Disputable(long Credits, long Refundable, int Rows, IReadOnlyList<(VerdictCode Code, int Rows, long Credits)> Codes);

/// <summary>Conversation credits, which are counted on their own.</summary>
/// <param name="Change">Against the window that is compared with; null if none is.</param>
/// <param name="In">They have a cost of their own, which may not be stated.</param>
public sealed record Conversation(long Used, long? Given, long? Change, long InQuestion, Amounts In, IReadOnlyList<ConversationPart> Channels);

public sealed record ConversationPart(string Name, long Credits, long? Change);

public sealed record KindSum(string Name, long Credits, IReadOnlyList<string> Channels);
