using System.Globalization;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Components.Usage;

/// <summary>The daily chart: a bucket for each day of the window, or each week or month where days would be too many to tell apart.</summary>
static class UsageChart
{
    const int BucketsMax = 62;
    const int DaysPerWeek = 7;

    /// <param name="filter">What the page is filtered by: a bucket leads to its rows by the same.</param>
    /// <param name="usage">The credits of the page's filters by a field of time and by channel, in a window.</param>
    public static ChartData Of(AccountSnapshot ledger, WindowView view, LedgerFilter filter, Func<UsageField, Window, UsageReport> usage, Instant now)
    {
        if (Bounded(ledger, view.Window, now) is not { From: { } from, To: { } to } window)
            return new("Credits per day", [], [], []);

        var (first, last) = (Days.DayHolding(from, view.Zone), Days.DayHolding(to - Duration.Epsilon, view.Zone));
        var days = Period.DaysBetween(first, last) + 1;
        var by = days <= BucketsMax ? UsageField.Day : days <= BucketsMax * DaysPerWeek ? UsageField.Week : UsageField.Month;
        var starts = Starts(first, last, by);
        return new(
            by switch { UsageField.Day => "Credits per day", UsageField.Week => "Credits per week", _ => "Credits per month" },
            [.. starts.Select(start => Bucket(start, by, first) with { Href = Links.Of(Links.Activity, filter with { Window = Within(window, start, Next(start, by), view.Zone) }) })],
            SeriesOf(usage(by, window), [.. starts.Select(start => KeyOf(start, by))]),
            Marks(ledger, view, window, starts, by));
    }

    /// <summary>An open window runs from the ledger's first row to its last.</summary>
    static Window? Bounded(AccountSnapshot ledger, Window window, Instant now)
    {
        var rows = ledger.Judgement.Rows.Deductions;
        var from = window.From ?? (rows is [var first, ..] ? first.PostedAt : now);
        var to = window.To ?? (rows is [.., var last] ? last.PostedAt.PlusTicks(1) : now);
        return from < to ? new Window(from, to, window.Label) : null;
    }

    static List<LocalDate> Starts(LocalDate first, LocalDate last, UsageField by)
    {
        List<LocalDate> starts = [];
        for (var start = Round(first, by); start <= last; start = Next(start, by))
            starts.Add(start);
        return starts;
    }

    /// <summary>The part of the window that a bucket sums: its first and last day may be cut by a renewal.</summary>
    static string Within(Window window, LocalDate start, LocalDate next, DateTimeZone zone) =>
        $"{Timestamp.Format(Instant.Max(window.From!.Value, Days.StartOfDay(start, zone)))}..{Timestamp.Format(Instant.Min(window.To!.Value, Days.StartOfDay(next, zone)))}";

    static LocalDate Next(LocalDate start, UsageField by) => by switch
    {
        UsageField.Day => start.PlusDays(1),
        UsageField.Week => start.PlusWeeks(1),
        _ => start.PlusMonths(1),
    };

    static LocalDate Round(LocalDate day, UsageField by) => by switch
    {
        UsageField.Day => day,
        UsageField.Week => day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)),
        _ => day.With(DateAdjusters.StartOfMonth),
    };

    static string KeyOf(LocalDate start, UsageField by) => LocalDatePattern.Iso.Format(start)[..(by == UsageField.Month ? 7 : 10)];

    static ChartBucket Bucket(LocalDate start, UsageField by, LocalDate first) => by switch
    {
        UsageField.Day => new(
            start.Day == 1 || start == first ? Times.Day(start) : start.Day.ToString(CultureInfo.CurrentCulture), Times.DayOfWeek(start)),
        UsageField.Week => new(Times.Day(start), $"Week of {Times.DayOfYear(start)}"),
        _ => new(start.ToString("MMM uu", CultureInfo.InvariantCulture), start.ToString("MMMM uuuu", CultureInfo.InvariantCulture)),
    };

    static List<ChartSeries> SeriesOf(UsageReport usage, List<string> keys)
    {
        var places = keys.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var series = usage.Rows
            .GroupBy(row => Hues.Of(row.Keys[1] ?? ""))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group =>
            {
                var values = new long[keys.Count];
                foreach (var row in group)
                    values[places[row.Keys[0]!]] += row.Credits.Count;

                var slugs = group.Select(row => row.Keys[1] ?? LedgerOptions.Unnamed).Distinct().ToList();
                return slugs is [var only] && only != LedgerOptions.Unnamed
                    ? new ChartSeries(only, Words.Channel(only), group.Key, values)
                    : new ChartSeries("", "Other", group.Key, values);
            });
        return [.. series];
    }

    static List<ChartMark> Marks(AccountSnapshot ledger, WindowView view, Window window, List<LocalDate> starts, UsageField by)
    {
        List<ChartMark> marks = [];
        if (view.Kind == WindowKind.Cycle)
        {
            Mark(window.From!.Value, "Renewed");
        }
        else if (by == UsageField.Day)
        {
            foreach (var renewal in ledger.Cycles.BoundariesBetween(window.From!.Value, window.To!.Value).Where(window.Holds))
                Mark(renewal, "Renewed");
        }

        if (ledger.Judgement.Rows.Deductions is [.., var last] && window.Holds(last.PostedAt) && view.IsRunning)
            Mark(last.PostedAt, "Imported to", after: true);
        if (view is { Kind: WindowKind.Cycle, IsRunning: true })
            Mark(window.To!.Value, "Renews", after: true);
        return marks;

        void Mark(Instant at, string what, bool after = false)
        {
            var bucket = starts.IndexOf(Round(Days.DayHolding(at, view.Zone), by));
            if (bucket >= 0 && !marks.Exists(mark => mark.Bucket == bucket))
                marks.Add(new(bucket, $"{what} {Times.Minute(at, view.Zone)}", after));
        }
    }
}
