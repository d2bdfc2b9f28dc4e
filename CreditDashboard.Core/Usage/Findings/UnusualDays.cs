using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Usage.Findings;

/// <inheritdoc cref="FindingRules.Looks"/>
static class UnusualDays
{
    const int WeeksMax = 13;
    const int WeeksMin = 5;
    const int Distances = 7;
    const long CreditsMin = 10;

    public static IEnumerable<Finding> In(LookedAt at)
    {
        var curve = CreditCurve.Of(at.Judgement);
        for (var day = FirstDay(at); Days.StartOfDay(day, at.Zone) < Instant.Min(at.To, at.Known); day = day.PlusDays(1))
        {
            if (Band(curve, day, at.Zone) is not { } usual)
                continue;

            var (from, to) = Stretch(day, at.Zone);
            var credits = curve.Between(from, Instant.Min(to, at.AsOf));
            // Of a day that goes on nobody knows yet how little it takes.
            if (credits > usual.High || (credits < usual.Low && to <= at.Known))
                yield return Found(at, day, usual, credits, curve);
        }
    }

    /// <summary>What the weekday took in the weeks before: the median, and how far from it is usual. Null if they are too few.</summary>
    internal static (Credits Low, Credits High)? Band(CreditCurve curve, LocalDate day, DateTimeZone zone)
    {
        var before = Before(curve, day, zone).Select(stretch => (decimal)curve.Between(stretch.From, stretch.To).Count).ToArray();
        if (before.Length < WeeksMin)
            return null;

        var median = Median(before);
        var (first, last) = (Stretch(day.PlusWeeks(-before.Length), zone).From, Stretch(day, zone).From);
        var anyDay = curve.Between(first, last).Count / ((decimal)before.Length * NodaConstants.DaysPerWeek);
        decimal[] widths = [Distances * Median([.. before.Select(credits => Math.Abs(credits - median))]), median / 2, anyDay / 2, CreditsMin];
        return (new(Forecast.Clipped(Math.Max(0, median - widths.Max()))), new(Forecast.Clipped(median + widths.Max())));
    }

    static (Instant From, Instant To)[] Before(CreditCurve curve, LocalDate day, DateTimeZone zone) =>
        [.. Enumerable.Range(1, WeeksMax).Select(back => Stretch(day.PlusWeeks(-back), zone)).TakeWhile(stretch => curve.First <= stretch.From)];

    static Finding.UnusualDay Found(LookedAt at, LocalDate day, (Credits Low, Credits High) usual, Credits credits, CreditCurve curve)
    {
        var (from, to) = Stretch(day, at.Zone);
        var rows = Rows(at, from, to);
        return new(day, usual, credits > usual.High ? DriverOf(at, day, rows, curve) : null, new(from, to, ""), credits, new([.. rows], []));
    }

    static int[] Rows(LookedAt at, Instant from, Instant to)
    {
        var (first, end) = at.Deductions(from, to);
        return [.. Enumerable.Range(first, end - first).Where(at.Counts)];
    }

    /// <summary>The job or else the user that explains half of what the day took above its weekday's mean, or else the channel that rose most.</summary>
    static DayDriver? DriverOf(LookedAt at, LocalDate day, int[] rows, CreditCurve curve)
    {
        var weeks = Before(curve, day, at.Zone);
        var before = weeks.SelectMany(stretch => Rows(at, stretch.From, stretch.To)).ToArray();
        var all = Sums(at, rows, _ => 1).GetValueOrDefault(1) - (Sums(at, before, _ => 1).GetValueOrDefault(1) / weeks.Length);
        return Most(UsageField.Job, row => row.Job, all / 2) ?? Most(UsageField.User, row => row.User, all / 2) ?? Most(UsageField.Channel, row => row.Channel, 0);

        DayDriver? Most(UsageField field, Func<DeductionRow, int> numberOf, decimal least)
        {
            var (today, usually) = (Sums(at, rows, numberOf), Sums(at, before, numberOf));
            var rises = today.Where(each => each.Key != Names.Absent)
                .Select(each => (each.Key, Credits: each.Value, Rise: each.Value - (usually.GetValueOrDefault(each.Key) / weeks.Length)))
                .Where(each => each.Rise >= least && each.Rise > 0).ToList();
            return rises.Count == 0 ? null : rises.MaxBy(each => each.Rise) is var most ? new(field, most.Key, new(Forecast.Clipped(most.Credits))) : null;
        }
    }

    static Dictionary<int, decimal> Sums(LookedAt at, int[] rows, Func<DeductionRow, int> numberOf)
    {
        Dictionary<int, decimal> sums = [];
        foreach (var row in rows)
        {
            var number = numberOf(at.Rows.Deductions[at.Answered(row)]);
            sums[number] = sums.GetValueOrDefault(number) + at.Rows.Deductions[row].Count;
        }

        return sums;
    }

    // A day belongs to the window in which it begins, so that of two cycles only one has it.
    static LocalDate FirstDay(LookedAt at)
    {
        var first = Days.DayHolding(at.From, at.Zone);
        return at.Window.From is { } from && Days.StartOfDay(first, at.Zone) < from ? first.PlusDays(1) : first;
    }

    static (Instant From, Instant To) Stretch(LocalDate day, DateTimeZone zone) => (Days.StartOfDay(day, zone), Days.StartOfDay(day.PlusDays(1), zone));

    static decimal Median(decimal[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
