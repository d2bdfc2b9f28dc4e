using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// A month of the vendor's usage report against the account's own rows, by user and by measure. Where there is no ledger for the month the
/// report is held against what the activity should have cost, and nothing is called wrong that only lacks a file.
/// </summary>
/// <param name="Window">The month, whole.</param>
/// <param name="HasLedger">True if prospecting credits were posted in the month.</param>
/// <param name="MissesLedger">The ledger at hand begins or ends within what the report covers, and no one declared it complete.</param>
/// <param name="Lines">The users with the largest gaps first; the one of no user has an empty address.</param>
/// <param name="Total">Of everyone.</param>
public sealed record ControlCheck(
    ControlMonth Month, Window Window, bool HasLedger, bool MissesLedger, ImmutableArray<ControlLine> Lines, ControlLine Total, ImmutableArray<MeasureLine> Measures)
{
    /// <summary>
    /// What of a line's gap the rules do not explain. Without a ledger they know one cause: the report counts what was revealed through the API on
    /// a row of no user, whoever owns the key.
    /// </summary>
    public Credits Unexplained(ControlLine line) => HasLedger ? line.Unexplained
        : line.Beyond(line.User.Length == 0 ? Total.Expected.Api : line.Expected.WithoutApi) == Credits.None ? Credits.None
        : line.BeyondExpected;

    public static ControlCheck Of(Judgement judgement, ControlMonth month)
    {
        var zone = judgement.Rules.Cycles.Zone;
        var first = month.Month.OnDayOfMonth(1);
        var window = Window.OfDays(first, first.With(DateAdjusters.EndOfMonth), zone, month.Month.ToString("uuuu-MM", System.Globalization.CultureInfo.InvariantCulture));
        return new ControlMonthSums(judgement, month, window).Check();
    }
}
