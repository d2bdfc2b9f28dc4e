using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>Which of the vendor's figures is of a window: of a cycle what a snapshot says was used since its start, of a month the usage report's total.</summary>
public static class VendorFigures
{
    /// <param name="snapshots">In any order.</param>
    /// <returns>Null if nothing that was imported says anything of this window.</returns>
    public static VendorFigure? Of(Window window, CycleCalendar calendar, ControlTotals totals, IReadOnlyList<BalanceSnapshot> snapshots) =>
        window is not { From: { } from, To: { } to } ? null : WindowNeighbours.KindOf(window, calendar) switch
        {
            WindowKind.Cycle => OfCycle(new Cycle(from, to), calendar, snapshots),
            WindowKind.Month when totals.Of(MonthOf(from, calendar.Zone)) is { } month => new(VendorSource.UsageReport, month.Total.Total, month.TakenAt < to ? month.TakenAt : null),
            _ => null,
        };

    /// <summary>The last snapshot taken in the cycle whose plan began with it; without a plan's dates the cycle is the one it was taken in.</summary>
    static VendorFigure? OfCycle(Cycle cycle, CycleCalendar calendar, IReadOnlyList<BalanceSnapshot> snapshots)
    {
        var last = snapshots
            .Where(snapshot => UsedOf(snapshot) is not null && cycle.Holds(snapshot.At) && (snapshot.PlanStart is not { } start || PlanDates.Of(calendar, start, snapshot.PlanEnd) is { Say: PlanDatesSay.Confirm } dates && dates.Was == cycle))
            .OrderBy(snapshot => snapshot.At).ThenBy(snapshot => snapshot.Version).ThenBy(snapshot => snapshot.Number)
            .LastOrDefault();
        return last is null ? null : new(VendorSource.Snapshot, new Credits(UsedOf(last)!.Value), last.At);
    }

    static long? UsedOf(BalanceSnapshot snapshot) => snapshot.Used ?? (snapshot is { Total: { } total, Remaining: { } left } ? total - left : null);

    static YearMonth MonthOf(Instant from, DateTimeZone zone) => Days.DayHolding(from, zone).ToYearMonth();
}
