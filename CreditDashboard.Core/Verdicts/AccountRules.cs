using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Verdicts;

/// <summary>What the rows of an account are judged by, besides the rows themselves.</summary>
public sealed record AccountRules(CycleCalendar Cycles, CardSchedule Cards, Channels Channels, IReadOnlyList<DeclaredCoverage> Coverages)
{
    /// <summary>What agents said of pairs of rows: at most one pin for each reveal and deduction, in any order.</summary>
    public IReadOnlyList<Pin> Pins { get; init; } = [];

    /// <summary>The refused rows that may still be somebody's counterpart (<see cref="RefusedRow.IsOpen"/>), in any order.</summary>
    public IReadOnlyList<RefusedRow> Refused { get; init; } = [];
}
