using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>What a window is compared with.</summary>
public enum ComparedWith : byte
{
    /// <summary>As much of the window before as has passed of this one.</summary>
    SameDays,

    /// <summary>The whole window before.</summary>
    Before,
    None,
}

/// <summary>
/// A window beside the one before it. Article: the window "can feel shorter than expected", so a running one is compared with as much of
/// the one before, whose whole is known as well.
/// </summary>
/// <param name="Against">The window that the change is counted from.</param>
/// <param name="Whole">The whole window before, of which <paramref name="Against"/> may be the first part.</param>
public sealed record Comparison(Window Against, Window Whole)
{
    /// <summary>True if only a part of the window before is compared.</summary>
    public bool IsPart => Against.To != Whole.To;

    /// <summary>The windows to compare with; null if none is asked for, or there is none: an open window has no other before it.</summary>
    public static Comparison? Of(Window window, ComparedWith with, CycleCalendar calendar, Instant asOf)
    {
        var against = with switch
        {
            ComparedWith.SameDays => WindowNeighbours.SameDaysBefore(window, calendar, asOf),
            ComparedWith.Before => WindowNeighbours.Before(window, calendar),
            _ => null,
        };
        return against is null ? null : new(against, WindowNeighbours.Before(window, calendar)!);
    }
}

/// <summary>One part of a change: what took how many credits then and now.</summary>
/// <param name="Key">The text of the field; null is what the ledger does not say.</param>
public sealed record Driver(string? Key, Credits Now, Credits Then)
{
    public Credits Change => Now - Then;

    /// <summary>
    /// The parts of a change by one field, the largest first whatever their sign, those that did not change last. Their changes sum to the
    /// whole change exactly, since every row of either window stands under one key.
    /// </summary>
    /// <param name="now">A report by that field alone.</param>
    /// <param name="then">A report of the other window by the same field and filters.</param>
    public static IReadOnlyList<Driver> Of(UsageReport now, UsageReport then)
    {
        var before = then.Rows.ToDictionary(row => row.Keys[0] ?? "", row => row.Credits, StringComparer.Ordinal);
        var drivers = now.Rows.Select(row => new Driver(row.Keys[0], row.Credits, before.Remove(row.Keys[0] ?? "", out var was) ? was : Credits.None)).ToList();
        drivers.AddRange(before.Select(row => new Driver(row.Key.Length == 0 ? null : row.Key, Credits.None, row.Value)));
        return [.. drivers.OrderByDescending(driver => Math.Abs(driver.Change.Count)).ThenBy(driver => driver.Key is null).ThenBy(driver => driver.Key, StringComparer.Ordinal)];
    }
}
