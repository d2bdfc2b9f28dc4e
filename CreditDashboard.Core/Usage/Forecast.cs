using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>A day of the cycle, or the part of one that lies in it, and what it took.</summary>
public readonly record struct UsedDay(DayBucket Day, Credits Credits);

/// <summary>A day still to come, or the rest of today.</summary>
/// <param name="Range">The middle five of the last seven weeks, all of fewer; null if fewer than three weeks are known.</param>
public readonly record struct ForecastDay(DayBucket Day, Credits Expected, (Credits Low, Credits High)? Range);

/// <summary>How far off the forecast was at the same distance to renewal in past cycles.</summary>
/// <param name="Percent">The mean of the absolute differences, each in percent of what its cycle took.</param>
/// <param name="Worst">The largest of them.</param>
public readonly record struct PastError(decimal Percent, decimal Worst, int Cycles);

/// <summary>
/// The running cycle's burn-down, drawn on to its renewal. Each hour still to come is expected to take what the same hour of the week took
/// in the last seven weeks: their mean or their median, whichever would have been nearer in the account's own past cycles. The range is
/// what the cycle would take if every week to come were like one of the last seven, the lowest and the highest left out, and at least as
/// wide as the worst of the past forecasts was off.
/// </summary>
public sealed record Forecast
{
    /// <summary>A ledger that ends longer ago says nothing of what is to come.</summary>
    static readonly Duration AgeMax = Duration.FromDays(7);

    const int RangeWeeksMin = 3;

    // A page asks for the same forecast again at each change of its filters, and a dozen past cycles are replayed for it.
    static readonly ConditionalWeakTable<Judgement, Forecast> Last = [];

    public required Cycle Cycle { get; init; }

    /// <summary>How far the ledger is known: what lies before is used, what lies after is forecast.</summary>
    public required Instant Known { get; init; }

    public required Credits Used { get; init; }

    /// <summary>The days of the cycle up to <see cref="Known"/>; they sum to <see cref="Used"/>.</summary>
    public required ImmutableArray<UsedDay> Past { get; init; }

    /// <summary>From <see cref="Known"/> to the renewal; with <see cref="Used"/> they sum to <see cref="Total"/>.</summary>
    public required ImmutableArray<ForecastDay> Days { get; init; }
    public required ForecastMethod Method { get; init; }

    /// <summary>How many weeks it was read from, 0 for <see cref="ForecastMethod.Flat"/>.</summary>
    public required int Weeks { get; init; }

    /// <summary>Null if no past cycle was known well enough to try.</summary>
    public required PastError? PastError { get; init; }

    /// <summary>What the cycle takes until it renews.</summary>
    public required Credits Total { get; init; }

    /// <summary>Null if fewer than three weeks are known.</summary>
    public required (Credits Low, Credits High)? Range { get; init; }

    /// <summary>What the account is given in the cycle, null if that is not known.</summary>
    public required Credits? Given { get; init; }

    /// <summary>What an average day from Monday to Friday takes, and one of the weekend; null if no whole week is known.</summary>
    public required (Credits Weekday, Credits WeekendDay)? Typical { get; init; }

    /// <summary>What this one is the cost of; null if it is of credits itself. When credits run out no price can say.</summary>
    public Forecast? InCredits { get; init; }

    public Credits? Left => Given is { } given ? new(Clipped((decimal)given.Count - Total.Count)) : null;

    /// <summary>The first day at whose end more is used than was given; null if it lasts, or if what is given is not known.</summary>
    public LocalDate? RunsOutOn
    {
        get
        {
            if (InCredits is not null)
                return InCredits.RunsOutOn;

            var left = (decimal?)Given?.Count;
            foreach (var (day, credits) in Past.Select(day => (day.Day.Day, day.Credits)).Concat(Days.Select(day => (day.Day.Day, day.Expected))))
            {
                left -= credits.Count;
                if (left < 0)
                    return day;
            }

            return null;
        }
    }

    /// <summary>How far a ledger is known: to now if someone declared it complete, else to its last row.</summary>
    public static Instant? KnownUntil(Judgement judgement, Instant now)
    {
        if (judgement.Coverage.IsDeclared(Side.Deduction, Position.TicksOf(now)))
            return now;

        return judgement.Rows.Deductions is [.., var last] ? Instant.Min(now, last.PostedAt.PlusTicks(1)) : null;
    }

    /// <summary>The forecast of an account, or null: the cycle is over, less than a day of the ledger is known, or it ends over a week ago.</summary>
    public static Forecast? Of(Judgement judgement, Cycle cycle, Credits? given, Instant now)
    {
        if (KnownUntil(judgement, now) is not { } known)
            return null;
        if (Last.TryGetValue(judgement, out var last) && IsAsked(cycle, known, now) && (last.Cycle, last.Known, last.Given) == (cycle, known, given))
            return last;

        var forecast = Of(CreditCurve.Of(judgement), judgement.Rules.Cycles, cycle, given, known, now);
        if (forecast is not null)
            Last.AddOrUpdate(judgement, forecast);
        return forecast;
    }

    /// <inheritdoc cref="Of(Judgement, Cycle, Credits?, Instant)"/>
    /// <param name="known">How far the curve is known, at most to <paramref name="now"/>.</param>
    public static Forecast? Of(CreditCurve curve, CycleCalendar calendar, Cycle cycle, Credits? given, Instant known, Instant now)
    {
        if (!IsAsked(cycle, known, now))
            return null;

        var past = ForecastPast.Of(curve, calendar, cycle, cycle.End - known);
        var outlook = Outlook.Of(curve, calendar, cycle, known, past.Method);
        if (outlook is null)
            return null;

        var total = (decimal)outlook.Used.Count + outlook.Days.Sum(day => (decimal)day.Expected.Count);
        var from = Instant.Min(known, cycle.End);
        return new Forecast
        {
            Cycle = cycle,
            Known = known,
            Used = outlook.Used,
            Past = from <= cycle.Start ? []
                : [.. Cycles.Days.Over(new Window(cycle.Start, from, ""), calendar).Select(day => new UsedDay(day, curve.Between(day.From, day.To)))],
            Days = outlook.Days,
            Method = outlook.Method,
            Weeks = outlook.Weeks,
            PastError = outlook.Method == ForecastMethod.Flat ? null : past.Error,
            Total = new(Clipped(total)),
            Range = RangeOf(outlook, total, outlook.Method == ForecastMethod.Flat ? null : past.Error),
            Given = given,
            Typical = outlook.Typical,
        };
    }

    static bool IsAsked(Cycle cycle, Instant known, Instant now) => cycle.Holds(now) && now - known <= AgeMax;

    static (Credits, Credits)? RangeOf(Outlook outlook, decimal total, PastError? error)
    {
        if (outlook.Weeks < RangeWeeksMin)
            return null;

        var (low, high) = Middle([.. outlook.Weekly]);
        var off = Math.Abs(total) * (error?.Worst ?? 0) / 100;
        // Of what is used already nothing is taken back.
        return (
            new(Clipped(Math.Max(Math.Min(total, outlook.Used.Count), Math.Min(low, total - off)))),
            new(Clipped(Math.Max(high, total + off))));
    }

    /// <summary>The lowest and the highest of some values, the outermost on either side left out where there are enough.</summary>
    internal static (decimal Low, decimal High) Middle(decimal[] values)
    {
        var sorted = values.Order().ToArray();
        var aside = sorted.Length > 2 * RangeWeeksMin ? 1 : 0;
        return (sorted[aside], sorted[^(1 + aside)]);
    }

    /// <summary>A whole number of credits, the nearest that can be told.</summary>
    internal static long Clipped(decimal credits) =>
        credits >= long.MaxValue ? long.MaxValue : credits <= long.MinValue ? long.MinValue : (long)decimal.Round(credits, MidpointRounding.AwayFromZero);
}
