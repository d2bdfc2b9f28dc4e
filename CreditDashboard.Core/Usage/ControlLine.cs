using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Usage;

/// <summary>What may lie between a control total and the ledger, without either being wrong.</summary>
public enum ControlCause : byte
{
    /// <summary>What was spent through the API stands in the report on a row of its own, whoever owns the key.</summary>
    ApiRow,

    /// <summary>Paid actions that are no reveals have no column in the report.</summary>
    OtherActions,

    /// <summary>The report counts conversation credits as well, which are never added here.</summary>
    CreditType,

    /// <summary>The report counts by when it was revealed, the ledger by when it was posted.</summary>
    MonthOfReveal,

    /// <summary>The report's figure is that of the cycle that begins in the month, or of the one that ends in it.</summary>
    CycleAgainstMonth,
}

/// <summary>A cause, and by how much the report is more than the ledger because of it.</summary>
public readonly record struct ControlShare(ControlCause Cause, Credits Credits);

/// <summary>What some reveals should have cost, as the cards assigned then price them.</summary>
/// <param name="Api">The part of it that was revealed through the API.</param>
/// <param name="Unpriced">Reveals that no card prices; they are not among <paramref name="Reveals"/>.</param>
public readonly record struct ExpectedSpend(long Reveals, CreditRange Range, CreditRange Api, long Unpriced)
{
    public CreditRange WithoutApi => new(Range.Min - Api.Min, Range.Max - Api.Max);

    public static ExpectedSpend operator +(ExpectedSpend left, ExpectedSpend right) =>
        new(left.Reveals + right.Reveals, left.Range + right.Range, left.Api + right.Api, left.Unpriced + right.Unpriced);
}

/// <summary>One user's month: the usage report beside the ledger, or, without a ledger, beside what the activity should have cost.</summary>
/// <param name="User">The address; empty for what belongs to no user.</param>
/// <param name="Report">Null if the report does not name the user.</param>
/// <param name="Ledger">Prospecting credits posted in the month before the report was made, net of what was given back.</param>
/// <param name="Later">Posted in the month after the report was made, and so not in it.</param>
/// <param name="Explained">What the gap consists of, to the credit; empty if the rules do not explain it.</param>
public sealed record ControlLine(
    string User, MeasuredCredits? Report, Credits Ledger, int Rows, Credits Later, ExpectedSpend Expected, ImmutableArray<ControlShare> Explained)
{
    public Credits Reported => Report?.Total ?? Credits.None;

    /// <summary>By how much the report is more than the ledger.</summary>
    public Credits Gap => Reported - Ledger;

    /// <summary>What is left of the gap to the ledger: all of it, or nothing if the rules explain it.</summary>
    public Credits Unexplained => Explained.IsEmpty ? Gap : Credits.None;

    /// <summary>By how much the report lies above what the activity may have cost at most, or, negative, below the least.</summary>
    public Credits BeyondExpected => Beyond(Expected.Range);

    /// <inheritdoc cref="BeyondExpected"/>
    internal Credits Beyond(CreditRange range) => Reported > range.Max ? Reported - range.Max : Reported < range.Min ? Reported - range.Min : Credits.None;
}

/// <summary>One measure's month. The ledger does not tell an e-mail's credits from a phone's where both were shown.</summary>
/// <param name="Ledger">From what is certainly of this measure to what may be.</param>
public sealed record MeasureLine(UsageMeasure Measure, Credits Report, CreditRange Ledger)
{
    /// <summary>By how much the report is more than the ledger can be, or, negative, less.</summary>
    public Credits Gap => Report > Ledger.Max ? Report - Ledger.Max : Report < Ledger.Min ? Report - Ledger.Min : Credits.None;
}
