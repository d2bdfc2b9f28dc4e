using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Verdicts;

/// <summary>What the rows of an account are judged by, besides the rows themselves.</summary>
public sealed record AccountRules(CycleCalendar Cycles, CardSchedule Cards, Channels Channels, IReadOnlyList<DeclaredCoverage> Coverages);
