using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Cycles;

public sealed class CycleCalendar
{
    public CycleCalendar(DateTimeZone zone, RenewalPeriod period, IEnumerable<Instant> anchors)
    {
        Zone = zone;
        Period = period;
        Anchors = [.. anchors.Order()];
    }

    public DateTimeZone Zone { get; }
    public RenewalPeriod Period { get; }
    public IReadOnlyList<Instant> Anchors { get; }

    public Cycle Holding(Instant at) => throw new NotSupportedException();
    public Cycle After(Cycle cycle) => Holding(cycle.End);
    public Cycle Before(Cycle cycle) => Holding(cycle.Start.PlusTicks(-1));
}
