using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Disputes;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Components.Evidences;

/// <summary>What the Discrepancies page shows.</summary>
/// <param name="Classes">By policy class, in its order; a class without rows is left out.</param>
/// <param name="RowsByAll">How many rows the window has whatever the page is filtered by.</param>
/// <param name="Findings">What is wrong with the files as a whole, in sentences.</param>
/// <param name="Open">The evidence that is open, null if none is.</param>
/// <param name="Accepted">How many rows of the window an agent has accepted.</param>
public sealed record DiscrepancyReport(
    string Account,
    string AccountName,
    WindowView Window,
    LedgerOptions Options,
    bool IsEmpty,
    IReadOnlyList<DiscrepancyClass> Classes,
    IReadOnlyList<VerdictCode> Codes,
    int RowsByAll,
    IReadOnlyList<string> Findings,
    EvidenceView? Open,
    int Accepted) : ILedgerReport
{
    /// <summary>How many refused rows may still answer rows of the account.</summary>
    public long Refused { get; init; }

    public required TieOutView TieOut { get; init; }

    /// <summary>Whether amounts are of credits or of money; what the card and the evidence say stays in credits.</summary>
    public required Amounts In { get; init; }
}

/// <param name="Class">Null is what was given back already.</param>
public sealed record DiscrepancyClass(PolicyClass? Class, IReadOnlyList<DiscrepancyGroup> Groups)
{
    public int Rows => Groups.Sum(group => group.Rows);
    public TypedCredits InQuestion => TypedCredits.Sum(Groups.Select(group => group.InQuestion));
    public TypedCredits Charged => TypedCredits.Sum(Groups.Select(group => group.Charged));
}

/// <param name="Rows">How many there are; <paramref name="Shown"/> may be the first of them.</param>
/// <param name="Next">The id after which the next ones begin, null at the end.</param>
public sealed record DiscrepancyGroup(
    VerdictCode Code, int Rows, TypedCredits InQuestion, TypedCredits Charged, IReadOnlyList<DiscrepancyRow> Shown, string? Next);

/// <param name="Charged">Null if nothing was, or if no cost is stated for it; so is what is in question.</param>
/// <param name="Row">The id of the deduction, or of the reveal where there is none.</param>
public sealed record DiscrepancyRow(
    string Verdict, string Row, Instant At, string User, string Channel, string Sentence, Level Level, long? Charged, string Price, long? InQuestion, bool IsAccepted);
