using CreditDashboard.Components;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Usage;

namespace CreditDashboard.Pages.ControlTotals;

/// <summary>What lies between a control total and the rows, in words.</summary>
static class ControlText
{
    /// <summary>How many more or less the vendor says; empty if it is the same.</summary>
    public static string Difference(Credits gap) =>
        gap == Credits.None ? "" : $"{Words.Count(Math.Abs(gap.Count))} {(gap > Credits.None ? "more" : "less")}";

    public static string Gap(ControlLine line, bool hasLedger)
    {
        if (hasLedger)
            return Difference(line.Gap) is { Length: > 0 } gap ? gap : "the same";
        return line.BeyondExpected == Credits.None ? "within"
            : line.BeyondExpected > Credits.None ? $"{Words.Count(line.BeyondExpected.Count)} above the most" : $"{Words.Count(-line.BeyondExpected.Count)} below the least";
    }

    /// <summary>Of everyone: what is left once the rows are explained.</summary>
    public static string Why(ControlCheck check)
    {
        if (!check.HasLedger)
            return Why(check.Total, check);
        if (check.Total.Gap == Credits.None || !check.Total.Explained.IsEmpty)
            return Shares(check.Total);
        var left = check.Lines.Aggregate(Credits.None, (sum, line) => sum + line.Unexplained);
        return left == Credits.None ? "Explained row by row." : $"{Difference(left)} not explained.";
    }

    public static string Why(ControlLine line, ControlCheck check)
    {
        if (check.HasLedger)
            return line.Gap == Credits.None || !line.Explained.IsEmpty ? Shares(line) : line.Report is null ? "Not in the report." : line.Rows == 0 ? "Not in the ledger." : "Not explained.";
        if (check.Unexplained(line) == Credits.None && line.BeyondExpected != Credits.None)
            return $"Fits {(line.User.Length == 0 ? "the" : "without the")} {Range(line.User.Length == 0 ? check.Total.Expected.Api : line.Expected.Api)} revealed through the API, which the report counts on a row of its own.";
        return line.Expected.Unpriced > 0 ? $"{Words.Many(line.Expected.Unpriced, "action")} without a price not counted."
            : line.Report is null && line.Expected.Reveals > 0 ? "Not in the report."
            : line.Expected.Reveals == 0 && line.Reported != Credits.None ? "No activity imported."
            : "";
    }

    static string Shares(ControlLine line) =>
        line.Explained.IsEmpty ? "" : string.Join("; ", line.Explained.Select(share => $"{Words.Signed(share.Credits.Count)}: {Cause(share.Cause)}")) + ".";

    static string Cause(ControlCause cause) => cause switch
    {
        ControlCause.ApiRow => "spent through the API, which the report counts on a row of its own",
        ControlCause.OtherActions => "paid actions that have no column in the report",
        ControlCause.CreditType => "as many as the conversation credits, which are counted apart here",
        ControlCause.MonthOfReveal => "as many as were revealed in one month and posted in the other",
        _ => "the report’s total is the cycle’s, not the month’s",
    };

    public static string Range(CreditRange range) => Words.Range(range.Min.Count, range.Max.Count);
}
