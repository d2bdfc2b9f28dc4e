using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage.Findings;

/// <summary>The part of an account that rules look at, with the ways in which they look: <c>[From, To)</c>, at most to where the ledger is known.</summary>
/// <param name="disabled">Users by number who were disabled, and since when.</param>
sealed class LookedAt(Judgement judgement, Window window, Instant asOf, IReadOnlyDictionary<int, Instant> disabled)
{
    /// <summary>How far back a usual day, job or user is read from.</summary>
    public static readonly Duration Before = Duration.FromDays(13 * NodaConstants.DaysPerWeek);

    public Judgement Judgement => judgement;
    public AccountRows Rows => judgement.Rows;
    public CycleCalendar Cycles => judgement.Rules.Cycles;
    public DateTimeZone Zone => Cycles.Zone;
    public Window Window => window;
    public Instant AsOf => asOf;
    public IReadOnlyDictionary<int, Instant> Disabled => disabled;

    public Instant Known { get; } = Forecast.KnownUntil(judgement, asOf) ?? asOf;

    public Instant From => Instant.Max(window.From ?? Instant.MinValue, FirstRow);

    public Instant To => Instant.Min(window.To ?? Instant.MaxValue, asOf);

    Instant FirstRow
    {
        get
        {
            var shown = Rows.Reveals is [var reveal, ..] ? reveal.OccurredAt : asOf;
            var paid = Rows.Deductions is [var deduction, ..] ? deduction.PostedAt : asOf;
            return Instant.Min(asOf, Instant.Min(shown, paid));
        }
    }

    /// <summary>The rows of the ledger posted in <c>[from, to)</c>.</summary>
    public (int From, int To) Deductions(Instant from, Instant to) => RowSearch.Between(Rows.Deductions, from, to);

    /// <summary>The reveals made in <c>[from, to)</c>.</summary>
    public (int From, int To) Reveals(Instant from, Instant to) => RowSearch.Between(Rows.Reveals, from, to);

    /// <summary>The ledger row under whose user and channel a row counts: the one it gives back, or itself.</summary>
    public int Answered(int deduction) => judgement.Reversals.Answers[deduction] is >= 0 and var taken ? taken : deduction;

    public VerdictCode CodeOf(int reveal) => judgement.Verdicts[judgement.OfReveal[reveal]].CodeAt(asOf);

    /// <summary>The only reveal of its verdict: what the ledger rows beside it took, they took for it.</summary>
    public bool IsOnlyReveal(int reveal)
    {
        foreach (var member in judgement.MembersOf(judgement.OfReveal[reveal]))
        {
            if (member.IsReveal && member.Index != reveal)
                return false;
        }

        return true;
    }

    /// <summary>The prospecting credits that the ledger rows of a reveal's verdict took until now.</summary>
    public Credits ChargedWith(int reveal)
    {
        var sum = Credits.None;
        foreach (var member in judgement.MembersOf(judgement.OfReveal[reveal]))
        {
            if (!member.IsReveal && Counts(member.Index))
                sum += Rows.Deductions[member.Index].Credits;
        }

        return sum;
    }

    /// <summary>True for a row that takes or gives back prospecting credits, and is not of times to come.</summary>
    public bool Counts(int deduction) => Rows.Deductions[deduction].CreditType == CreditType.Prospecting && Rows.Deductions[deduction].PostedAt < asOf;

    /// <summary>The ledger rows that answer some reveals, and those of the reveals that none answers.</summary>
    public FindingRows RowsOf(IEnumerable<int> reveals, IEnumerable<int> deductions)
    {
        var (paid, alone) = (new SortedSet<int>(deductions), new SortedSet<int>());
        foreach (var reveal in reveals)
        {
            var isAnswered = false;
            foreach (var member in judgement.MembersOf(judgement.OfReveal[reveal]))
            {
                isAnswered |= !member.IsReveal;
                if (!member.IsReveal && Counts(member.Index))
                    paid.Add(member.Index);
            }

            if (!isAnswered)
                alone.Add(reveal);
        }

        return new([.. paid], [.. alone]);
    }

    public Credits Sum(FindingRows rows) => rows.Deductions.Aggregate(Credits.None, (sum, row) => sum + Rows.Deductions[row].Credits);

    /// <summary>The stretch from the first of some rows to the last.</summary>
    public Window Around(FindingRows rows)
    {
        var ticks = rows.Deductions.Select(row => Rows.Deductions[row].Ticks).Concat(rows.Reveals.Select(row => Rows.Reveals[row].Ticks)).ToArray();
        return ticks.Length == 0 ? Window : new(Instant.FromUnixTimeTicks(ticks.Min()), Instant.FromUnixTimeTicks(ticks.Max() + 1), "");
    }
}
