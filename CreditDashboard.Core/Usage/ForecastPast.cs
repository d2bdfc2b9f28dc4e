using CreditDashboard.Core.Cycles;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// The forecast tried on cycles that are over, as far from their renewals as the running one is and with nothing known but what had been
/// posted by then. The better method of the last six is taken for the running cycle. So that the error is that of the choice as well, each
/// past cycle is forecast by the method that was the better one in the six before it.
/// </summary>
readonly record struct ForecastPast(ForecastMethod Method, PastError? Error)
{
    const int CyclesMax = 6;

    // Where no past tells the two apart. On made-up accounts the mean was nearer: a median leaves out what large jobs take.
    const ForecastMethod Untried = ForecastMethod.Mean;

    static readonly ForecastMethod[] Methods = [ForecastMethod.Mean, ForecastMethod.Median];

    /// <param name="ahead">How long before its renewal each cycle is forecast; from its start if it was shorter.</param>
    public static ForecastPast Of(CreditCurve curve, CycleCalendar calendar, Cycle running, Duration ahead)
    {
        List<decimal[]> offs = [];
        for (var cycle = calendar.Before(running); offs.Count < 2 * CyclesMax && curve.First < cycle.Start; cycle = calendar.Before(cycle))
        {
            if (Off(curve, calendar, cycle, Instant.Max(cycle.Start, cycle.End - ahead)) is { } off)
                offs.Add(off);
        }

        var replayed = Enumerable.Range(0, Math.Min(CyclesMax, offs.Count))
            .Select(cycle => offs[cycle][Array.IndexOf(Methods, Better(offs, cycle + 1))]).ToArray();
        return new(
            Better(offs, 0),
            replayed.Length == 0 ? null : new PastError(replayed.Average(), replayed.Max(), replayed.Length));
    }

    static ForecastMethod Better(List<decimal[]> offs, int from)
    {
        var tried = offs.Skip(from).Take(CyclesMax).ToArray();
        return tried.Length == 0 ? Untried : Methods.MinBy(method => tried.Average(off => off[Array.IndexOf(Methods, method)]));
    }

    /// <summary>How far off each method was, in percent of what the cycle took; null if it took nothing, or if no week was known by then.</summary>
    static decimal[]? Off(CreditCurve curve, CycleCalendar calendar, Cycle cycle, Instant at)
    {
        var actual = (decimal)curve.Between(cycle.Start, cycle.End).Count;
        var outlooks = Methods.Select(method => Outlook.Of(curve, calendar, cycle, at, method)).ToArray();
        return actual == 0 || outlooks.Any(each => each is null or { Method: ForecastMethod.Flat })
            ? null
            : [.. outlooks.Select(each => 100 * Math.Abs(each!.Total - actual) / Math.Abs(actual))];
    }
}
