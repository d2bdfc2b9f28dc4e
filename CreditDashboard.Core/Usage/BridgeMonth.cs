using CreditDashboard.Core.Cycles;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>The calendar month, in the account's zone, whose reveals a person counts: the one that holds the last instant of the window before asOf.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
readonly record struct BridgeMonth(LocalDate FirstDay, Instant From, Instant To)
{
    public static BridgeMonth Of(Window window, Instant asOf, DateTimeZone zone)
    {
        var first = Days.DayHolding(LastOf(window, asOf), zone).With(DateAdjusters.StartOfMonth);
        return new(first, Days.StartOfDay(first, zone), Days.StartOfDay(first.PlusMonths(1), zone));
    }

    /// <summary>The last instant of the window before asOf; of one that is empty, or of which nothing has come yet, the one it begins with.</summary>
    public static Instant LastOf(Window window, Instant asOf)
    {
        var end = window.To is { } to && to < asOf ? to : asOf;
        return window.From is { } from && from >= end ? from : end - Duration.Epsilon;
    }
}
