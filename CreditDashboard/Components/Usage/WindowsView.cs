using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Usage;
using NodaTime;

namespace CreditDashboard.Components.Usage;

/// <summary>A window with what was taken in it, by the filters of the page.</summary>
/// <param name="Within">Its name within a sentence.</param>
/// <param name="Channels">Credits of each channel; those it has nothing of are left out.</param>
/// <param name="RowsHref">The rows of it.</param>
public sealed record WindowColumn(string Name, string Within, Instant From, Instant To, long Credits, long Deductions, IReadOnlyDictionary<string, long> Channels, string Href, string RowsHref)
{
    /// <summary>What its money leaves out.</summary>
    public Unstated Unstated { get; init; }
}

/// <summary>A stretch of time that stands in one of two windows alone.</summary>
public sealed record WindowStretch(Instant From, Instant To, long Credits, long Deductions, string RowsHref);

/// <summary>Two windows and what makes one's number into the other's.</summary>
public sealed record WindowPair(WindowColumn Left, WindowColumn Right, IReadOnlyList<WindowStretch> OnlyLeft, IReadOnlyList<WindowStretch> OnlyRight);

/// <summary>The cycle, the calendar month and the chosen range for the same filters, each once.</summary>
public sealed record WindowsView(DateTimeZone Zone, IReadOnlyList<WindowColumn> Columns, IReadOnlyList<WindowPair> Pairs)
{
    internal static WindowsView Of(UsageReading reading)
    {
        var (ledger, filter) = (reading.Ledger, reading.Filter);
        var beside = WindowsBeside.Of(Bounded(reading), ledger.Cycles, reading.Now);
        var columns = beside.Distinct.Select(window => (Window: window, Column: Column(window))).ToList();
        return new(
            ledger.Cycles.Zone,
            [.. columns.Select(each => each.Column)],
            [.. columns.SelectMany((left, place) => columns.Skip(place + 1).Select(right => Pair(left, right)))]);

        WindowColumn Column(Window window)
        {
            var channels = reading.By([UsageField.Channel], window);
            var asked = filter with { Window = window == beside.Chosen ? filter.Window : window.Label };
            var (name, within) = NameOf(window);
            return new(
                name, within, window.From!.Value, window.To!.Value, channels.Total.Count, channels.Deductions,
                channels.Rows.ToDictionary(row => row.Keys[0] ?? "", row => row.Credits.Count, StringComparer.Ordinal),
                Links.Of(Links.CreditUsage, asked), Links.Of(Links.Activity, asked))
            {
                Unstated = reading.UnstatedOf(window),
            };
        }

        (string Name, string Within) NameOf(Window window)
        {
            if (window != beside.Cycle && window != beside.Month)
                return filter.Window == LedgerFilter.Everything ? ("Everything", "everything") : ("Chosen range", "the chosen range");

            var month = beside.Month.From!.Value.InZone(ledger.Cycles.Zone).Date.ToString("MMMM uuuu", System.Globalization.CultureInfo.InvariantCulture);
            if (window != beside.Cycle)
                return (month, month);

            var (cycle, within) = beside.Cycle.Holds(reading.Now) ? ("This cycle", "this cycle") : ("Cycle", "the cycle");
            return beside.Cycle == beside.Month ? ($"{cycle}, which is {month}", within) : (cycle, within);
        }

        WindowPair Pair((Window Window, WindowColumn Column) left, (Window Window, WindowColumn Column) right)
        {
            var difference = WindowDifference.Of(left.Window, right.Window);
            return new(left.Column, right.Column, [.. difference.OnlyLeft.Select(Stretch)], [.. difference.OnlyRight.Select(Stretch)]);
        }

        WindowStretch Stretch(Window window)
        {
            var usage = reading.By([], window);
            return new(window.From!.Value, window.To!.Value, usage.Total.Count, usage.Deductions, Links.Of(Links.Activity, filter with { Window = window.Label }));
        }
    }

    /// <summary>A window that is open at its ends is as long as the account's rows reach, so that every part of it has an address.</summary>
    static Window Bounded(UsageReading reading)
    {
        if (reading.Window is { From: not null, To: not null })
            return reading.Window;

        var rows = reading.Ledger.Rows;
        Instant[] ends =
        [
            .. rows.Deductions is [var firstTaken, .. ] ? [firstTaken.PostedAt, rows.Deductions[^1].PostedAt] : (Instant[])[],
            .. rows.Reveals is [var firstShown, ..] ? [firstShown.OccurredAt, rows.Reveals[^1].OccurredAt] : (Instant[])[],
        ];
        var (from, to) = ends.Length == 0 ? (reading.Now, reading.Now) : (ends.Min(), ends.Max() + Duration.FromTicks(1));
        return WindowsBeside.Named(reading.Window.From ?? from, reading.Window.To ?? to);
    }
}
