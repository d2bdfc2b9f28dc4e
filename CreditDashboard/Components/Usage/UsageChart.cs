using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Usage;
using NodaTime;

namespace CreditDashboard.Components.Usage;

/// <summary>How the chart is asked for.</summary>
/// <param name="By">What its colours stand for.</param>
/// <param name="Per">The bars: <c>hour</c>, <c>day</c>, <c>week</c>, <c>month</c>, <c>cycle</c>; <c>cumulative</c> runs up. Empty, or too fine for the window, is what fits.</param>
public sealed record ChartChoice(UsageField By, string Per)
{
    public const string Cumulative = "cumulative";
}

/// <summary>The chart over time: a bucket for each day of the window, or each week or month where days would be too many to tell apart.</summary>
static class UsageChart
{
    /// <param name="before">The window that the line shows, and its name; null if none is compared.</param>
    public static ChartData Of(UsageReading reading, WindowView view, ChartChoice choice, (string Name, Window Window)? before, Amounts amounts)
    {
        if (Bounded(reading) is not { } window)
            return new($"{amounts.Head} per day", [], [], []);

        var calendar = reading.Ledger.Cycles;
        var step = TimeBuckets.Possible(window, calendar).Where(each => each.Slug() == choice.Per).DefaultIfEmpty(TimeBuckets.Fitting(window, calendar)).First();
        var buckets = TimeBuckets.Over(window, step, calendar);
        var data = new ChartData(
            $"{amounts.Head} per {step.Slug()}",
            [.. buckets.Select((bucket, place) => TimeBuckets.Shown(bucket, step, place == 0, calendar.Zone) with { Href = RowsOf(reading, bucket), From = bucket.From, To = bucket.To })],
            ChartColours.Of(new(reading, window, step, buckets), choice.By),
            Marks(reading, view, buckets, step))
        {
            By = FieldWords.Word(choice.By),
            IsArea = buckets.Count > TimeBuckets.BarsMax,
            Line = before is { } other ? LineOf(reading, other.Name, other.Window, step, buckets.Count) : null,
        };
        return choice.Per == ChartChoice.Cumulative ? RunningUp(data, buckets, reading, amounts) : data;
    }

    /// <summary>What the bars can be, with the words of the address, for a window of that length.</summary>
    public static IReadOnlyList<(string Name, string Per)> Choices(UsageReading reading)
    {
        var possible = Bounded(reading) is { } window ? TimeBuckets.Possible(window, reading.Ledger.Cycles) : [TimeStep.Day];
        return
        [
            .. possible.Where(step => step <= TimeStep.Week || !possible.Contains(TimeStep.Day)).Select(step => (Capital(step), step.Slug())),
            ("Cumulative", ChartChoice.Cumulative),
        ];
    }

    static string Capital(TimeStep step) => step.ToString();

    /// <summary>An open window runs from the ledger's first row to its last.</summary>
    static Window? Bounded(UsageReading reading)
    {
        var rows = reading.Ledger.Rows.Deductions;
        var from = reading.Window.From ?? (rows is [var first, ..] ? first.PostedAt : reading.Now);
        var to = reading.Window.To ?? (rows is [.., var last] ? last.PostedAt.PlusTicks(1) : reading.Now);
        return from < to ? new Window(from, to, reading.Window.Label) : null;
    }

    static string RowsOf(UsageReading reading, TimeBucket bucket) =>
        Links.Of(Links.Activity, reading.Filter with { Window = WindowView.InstantsText(bucket.From, bucket.To) });

    static ChartLine LineOf(UsageReading reading, string name, Window window, TimeStep step, int bars)
    {
        var buckets = TimeBuckets.Over(window, step, reading.Ledger.Cycles);
        var credits = new TimeRows(reading, window, step, buckets).By([]).ToDictionary(row => row.Keys[0]!, row => row.Credits.Count, StringComparer.Ordinal);
        List<long> values = [.. buckets.Select(bucket => credits.GetValueOrDefault(bucket.Key))];
        return new(
            name, $"{name}, {step.Slug()} by {step.Slug()}", [.. values.Take(bars)],
            [.. buckets.Take(bars).Select(bucket => TimeBuckets.Shown(bucket, step, isFirst: false, reading.Ledger.Cycles.Zone).Title)],
            values.Sum())
        {
            Beyond = values.Skip(bars).Sum(),
        };
    }

    static ChartData RunningUp(ChartData data, List<TimeBucket> buckets, UsageReading reading, Amounts amounts) => data with
    {
        Unit = $"{amounts.Head} so far",
        Step = data.Step,
        RunsUp = true,
        Begun = buckets.Count(bucket => bucket.From <= reading.Now),
        Series = [.. data.Series.Select(series => series.RunningUp())],
        Line = data.Line is { } line ? line with { Values = ChartData.RunningUp(line.Values) } : null,
    };

    static List<ChartMark> Marks(UsageReading reading, WindowView view, List<TimeBucket> buckets, TimeStep step)
    {
        List<ChartMark> marks = [];
        var window = new Window(buckets[0].From, buckets[^1].To, "");

        // Each anchor but the first began a cycle of its own: the plan was changed.
        foreach (var change in reading.Ledger.Cycles.Anchors.Skip(1).Where(window.Holds))
            Mark(change, "Plan changed");
        if (view.Kind == WindowKind.Cycle)
        {
            Mark(buckets[0].From, "Renewed");
        }
        else if (step is TimeStep.Hour or TimeStep.Day)
        {
            foreach (var renewal in reading.Ledger.Cycles.BoundariesBetween(window.From!.Value, window.To!.Value).Where(window.Holds))
                Mark(renewal, "Renewed");
        }

        if (reading.Ledger.Rows.Deductions is [.., var last] && window.Holds(last.PostedAt) && view.IsRunning)
            Mark(last.PostedAt, "Imported to", after: true);
        if (view is { Kind: WindowKind.Cycle, IsRunning: true })
            Mark(buckets[^1].To, "Renews", after: true);
        return marks;

        void Mark(Instant at, string what, bool after = false)
        {
            var place = at == buckets[^1].To ? buckets.Count - 1 : buckets.FindIndex(bucket => bucket.From <= at && at < bucket.To);
            if (place >= 0 && !marks.Exists(mark => mark.Bucket == place))
                marks.Add(new(place, $"{what} {Times.Minute(at, view.Zone)}", after));
        }
    }
}
