using System.Globalization;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>The bars of one bridge in words.</summary>
sealed class BridgeLabels(Judgement judgement, BridgeQuestion question, Instant asOf, BridgeAllotment allotment)
{
    const int ActionsNamed = 3;

    readonly BridgeMonth _month = allotment.Month;
    readonly CycleCalendar _calendar = judgement.Rules.Cycles;

    public string Of(BridgeKey key) => key.Step switch
    {
        BridgeStep.OwnReveals => $"{(allotment.IsEveryone ? "Reveals" : "Own reveals")} in {Month}, one credit each",
        BridgeStep.MoreData => "More than one data point per reveal",
        BridgeStep.Bulk => "Bulk contacts found in full",
        BridgeStep.BulkPartial => "Bulk contacts with partial data",
        BridgeStep.BulkEmpty => "Bulk contacts with nothing found",
        BridgeStep.Integration => Channels.NameOf(key.Channel),
        BridgeStep.Api => Channels.NameOf("api"),
        BridgeStep.OtherUsers => OtherUsers(),
        BridgeStep.Window => OutsideTheMonth(),
        BridgeStep.OtherActions => Actions(),
        BridgeStep.Discrepancies => "Charged with no reveal, twice, or outside the price",
        BridgeStep.Reversals => "Reversals",
        BridgeStep.NotJudged => "Undecided, or not yet judged",
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    // A year is named where the reader may think of another.
    string Month => _month.FirstDay.ToString(
        _month.FirstDay.Year == Days.DayHolding(asOf, _calendar.Zone).Year ? "MMMM" : "MMMM uuuu", CultureInfo.InvariantCulture);

    string OtherUsers()
    {
        var named = allotment.OtherUsers.Skip(1).Count(isThere => isThere);
        var users = named == 1 ? "1 other user of the account" : named == 0 ? "Other users of the account" : $"{named.ToString("N0", CultureInfo.InvariantCulture)} other users of the account";
        return !allotment.OtherUsers[Names.Absent] ? users : named == 0 ? "Reveals in nobody’s name" : users + ", and nobody named";
    }

    string Actions()
    {
        var actions = judgement.Rows.Names.Actions;
        string[] named = [.. Enumerable.Range(0, actions.Count).Where(action => allotment.OtherActions[action]).Select(action => actions[action]).Order(StringComparer.Ordinal)];
        return named.Length == 0 ? "Paid actions"
            : $"Paid actions: {string.Join(", ", named.Take(ActionsNamed))}{(named.Length > ActionsNamed ? $" and {named.Length - ActionsNamed} more" : "")}";
    }

    /// <summary>Which days of the window the month lacks, and which of the month the window lacks.</summary>
    string OutsideTheMonth()
    {
        var (window, asked) = (question.Window, $"this {(IsCycle ? "cycle" : "window")}");
        var before = window.From is not { } from ? $"Before {Month}: {asked}, not {Month}"
            : from < _month.From ? $"{Stretch(from, _month.From)}: {asked}, not {Month}" : null;
        string[] lacking =
        [
            .. window.From is { } start && start > _month.From ? [DaysOfMonth(_month.From, Instant.Min(start, _month.To))] : (string[])[],
            .. window.To is { } end && end < asOf && end < _month.To ? [DaysOfMonth(Instant.Max(end, _month.From), Instant.Min(asOf, _month.To))] : (string[])[],
        ];
        var less = $"{string.Join(" and ", lacking)} {Month}";
        return (before, lacking) switch
        {
            (null, []) => "Revealed in one month, charged in another",
            (null, _) => $"Less {less}: not {asked}",
            (_, []) => before,
            _ => $"{before}; less {less}",
        };
    }

    bool IsCycle => question.Window is { From: { } from, To: { } to } && _calendar.Holding(from) is var cycle && (cycle.Start, cycle.End) == (from, to);

    string DaysOfMonth(Instant from, Instant to)
    {
        var (first, last) = (Days.DayHolding(from, _calendar.Zone).Day, Days.DayHolding(to - Duration.Epsilon, _calendar.Zone).Day);
        return first == last ? $"{first}" : $"{first} to {last}";
    }

    string Stretch(Instant from, Instant to)
    {
        var (first, last) = (Days.DayHolding(from, _calendar.Zone), Days.DayHolding(to - Duration.Epsilon, _calendar.Zone));
        return first == last ? Day(first, "d MMMM")
            : first.Year == last.Year && first.Month == last.Month ? $"{first.Day} to {Day(last, "d MMMM")}"
            : $"{Day(first, "d MMMM")} to {Day(last, "d MMMM")}";
    }

    string Day(LocalDate day, string pattern) =>
        day.ToString(day.Year == _month.FirstDay.Year ? pattern : pattern + " uuuu", CultureInfo.InvariantCulture);
}
