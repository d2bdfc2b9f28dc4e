using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Rates;

/// <summary>
/// What an account has stated of the cost of a credit, over time. At any instant it has one currency, that of the cost that was stated for
/// the last day at or before it; where the currency changes a new <see cref="CostSpan"/> begins, and no sum crosses into another.
/// </summary>
public sealed class CreditCosts
{
    /// <summary>Nothing is stated.</summary>
    public static CreditCosts None { get; } = new([], DateTimeZone.Utc);

    readonly ImmutableArray<CostSpan> _spans;

    /// <param name="stated">What stands, in the order in which it was stated: of two costs of a type from one day, the later listed rules.</param>
    /// <param name="zone">The account's, in which a day begins.</param>
    public CreditCosts(IEnumerable<CreditCost> stated, DateTimeZone zone)
    {
        CreditCost[] ordered = [.. stated.OrderBy(cost => cost.From)];
        List<CostSpan> spans = [];
        for (var start = 0; start < ordered.Length;)
        {
            var end = start + 1;
            while (end < ordered.Length && ordered[end].Currency == ordered[start].Currency)
                end++;
            spans.Add(new(ordered[start..end], end < ordered.Length ? Days.StartOfDay(ordered[end].From, zone) : null, zone));
            start = end;
        }

        _spans = [.. spans];
    }

    public bool IsStated => _spans.Length > 0;

    /// <summary>
    /// The one currency that a window is read in: that of its last instant before asOf, or the first that was ever stated if there was none
    /// then. Null if nothing is stated.
    /// </summary>
    public CostSpan? Of(Window window, Instant asOf)
    {
        var end = window.To is { } to && to <= asOf ? to - Duration.Epsilon : asOf;
        return _spans.LastOrDefault(span => span.From <= end) ?? _spans.FirstOrDefault();
    }
}

/// <summary>A price of one credit over a stretch of time.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Not included; null if no end is known.</param>
/// <param name="Units">The price in the span's smallest unit.</param>
public readonly record struct CostPeriod(Instant From, Instant? To, long Units);

/// <summary>
/// The costs of a stretch of time in one currency. Money is counted in the smallest unit that the currency or a stated price needs, so
/// that credits times a price is a whole number and sums are exact: at 0.125 EUR a credit, in thousandths.
/// </summary>
public sealed class CostSpan
{
    readonly ImmutableArray<CostPeriod>[] _periods;

    internal CostSpan(CreditCost[] costs, Instant? to, DateTimeZone zone)
    {
        (Currency, From, To) = (costs[0].Currency, Days.StartOfDay(costs[0].From, zone), to);
        Decimals = Math.Max(Currencies.DigitsOf(Currency), costs.Max(cost => CreditCost.ScaleOf(cost.PerCredit)));
        Stated = [.. costs];
        _periods = [.. CreditTypes.All.Select(type => PeriodsOf([.. costs.Where(cost => cost.CreditType == type)], zone))];
    }

    public string Currency { get; }

    /// <summary>How many decimals an amount has whose smallest unit is one.</summary>
    public int Decimals { get; }

    /// <summary>Included.</summary>
    public Instant From { get; }

    /// <summary>Not included: another currency begins. Null if none is known to.</summary>
    public Instant? To { get; }

    /// <summary>By the days from which they hold.</summary>
    public ImmutableArray<CreditCost> Stated { get; }

    /// <summary>What a credit costs at an instant, in the smallest unit; null if that is not stated in this currency.</summary>
    public long? UnitsAt(CreditType type, Instant at)
    {
        var periods = _periods[(int)type];
        for (var period = periods.Length - 1; period >= 0; period--)
        {
            if (periods[period].From <= at)
                return at < periods[period].To || periods[period].To is null ? periods[period].Units : null;
        }

        return null;
    }

    /// <summary>The parts of a window that have a stated cost, each with its price. They do not overlap.</summary>
    public IEnumerable<(Window Window, long Units)> Within(Window window, CreditType type)
    {
        foreach (var (from, to, units) in _periods[(int)type])
        {
            var part = new Window(window.From is { } start && start > from ? start : from, Earlier(window.To, to), window.Label);
            if (part.To is null || part.From < part.To)
                yield return (part, units);
        }
    }

    /// <summary>True if every instant of a window has a stated cost; an end that is open has.</summary>
    public bool Covers(Window window, CreditType type) =>
        _periods[(int)type] is [var first, ..] && window.From >= first.From && (To is null || window.To <= To);

    ImmutableArray<CostPeriod> PeriodsOf(CreditCost[] costs, DateTimeZone zone)
    {
        // The last stated of one day rules from its start.
        CreditCost[] ruling = [.. costs.GroupBy(cost => cost.From).Select(day => day.Last())];
        return
        [
            .. ruling.Select((cost, place) => new CostPeriod(
                Days.StartOfDay(cost.From, zone), place + 1 < ruling.Length ? Days.StartOfDay(ruling[place + 1].From, zone) : To, UnitsOf(cost.PerCredit))),
        ];
    }

    long UnitsOf(decimal price)
    {
        for (var place = 0; place < Decimals; place++)
            price *= 10;
        return (long)price;
    }

    static Instant? Earlier(Instant? one, Instant? other) => one is null ? other : other is null ? one : Instant.Min(one.Value, other.Value);
}
