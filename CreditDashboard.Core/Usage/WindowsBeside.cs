using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// The windows that one number may be meant of. Article: the "This cycle" view "resets on your renewal date — not the calendar month".
/// </summary>
/// <param name="Cycle">The cycle that holds the last instant of the chosen window before asOf.</param>
/// <param name="Month">The calendar month that holds it, in the account's zone: the one that the bridge counts in.</param>
/// <param name="Chosen">As it was asked for; it may be one of the others.</param>
public sealed record WindowsBeside(Window Cycle, Window Month, Window Chosen)
{
    public static WindowsBeside Of(Window chosen, CycleCalendar calendar, Instant asOf)
    {
        var (cycle, month) = (calendar.Holding(BridgeMonth.LastOf(chosen, asOf)), BridgeMonth.Of(chosen, asOf, calendar.Zone));
        return new(Named(cycle.Start, cycle.End), Named(month.From, month.To), chosen);
    }

    /// <summary>Those that differ, the cycle first and the chosen one last.</summary>
    public ImmutableArray<Window> Distinct => [.. ((Window[])[Cycle, Month, Chosen]).DistinctBy(window => (window.From, window.To))];

    /// <summary>A window by the text that asks for it.</summary>
    public static Window Named(Instant from, Instant to) => new(from, to, $"{Timestamp.Format(from)}..{Timestamp.Format(to)}");
}

/// <summary>
/// What stands in one of two windows and not in the other, as stretches of time in their order: at most two on either side. Whatever is
/// counted row by row, left − only left + only right = right.
/// </summary>
public sealed record WindowDifference(Window Left, Window Right, ImmutableArray<Window> OnlyLeft, ImmutableArray<Window> OnlyRight)
{
    /// <exception cref="ArgumentException">A window is open at an end: no text could ask for what stands in it alone.</exception>
    public static WindowDifference Of(Window left, Window right) => new(left, right, [.. Without(left, right)], [.. Without(right, left)]);

    static IEnumerable<Window> Without(Window window, Window other)
    {
        if (window is not { From: { } from, To: { } to } || other is not { From: { } start, To: { } end })
            throw new ArgumentException("A window that is open at an end cannot be set beside another.", nameof(window));

        // An empty window covers nothing, wherever it stands.
        if (start >= end)
            (start, end) = (to, to);
        if (from < Instant.Min(to, start))
            yield return WindowsBeside.Named(from, Instant.Min(to, start));
        if (Instant.Max(from, end) < to)
            yield return WindowsBeside.Named(Instant.Max(from, end), to);
    }
}
