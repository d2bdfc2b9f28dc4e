using System.Buffers;
using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>What can be said of a reveal or a deduction, or of several together, as it is read at an instant in a window.</summary>
public sealed record Verdict
{
    /// <summary>32 hexadecimal digits that depend on the ids of the rows alone.</summary>
    public required string Id { get; init; }
    public required VerdictCode Code { get; init; }

    /// <summary>What else applies to a pair, in the order of the codes; never <see cref="VerdictCode.Ok"/>.</summary>
    public required ImmutableArray<VerdictCode> Facets { get; init; }
    public required Level Level { get; init; }

    /// <summary>Ids of the reveals and the rows of the ledger, as in the files, in the order of their positions.</summary>
    public required ImmutableArray<string> Reveals { get; init; }
    public required ImmutableArray<string> Deductions { get; init; }

    /// <summary>The id of the verdict that a duplicate repeats.</summary>
    public required string? Of { get; init; }

    /// <summary>The sum of its ledger rows that were posted in the window.</summary>
    public required Credits Credits { get; init; }

    /// <summary>What the card says; null where nothing is priced.</summary>
    public required CreditRange? Expected { get; init; }

    /// <summary>Credits in question; none in a window other than that of its first ledger row.</summary>
    public required Credits Discrepancy { get; init; }

    public Disposition Disposition => Code.Disposition();
}

/// <summary>
/// The verdicts of one window. A verdict stands in every window in which one of its ledger rows was posted; without any, in the one in
/// which its reveal occurred. So in every window the credits of its verdicts are the credits of its ledger rows.
/// </summary>
public sealed class VerdictWindow(Judgement judgement, Window window, Instant asOf)
{
    readonly long _from = window.From is { } from ? Position.TicksOf(from) : long.MinValue;
    readonly long _to = window.To is { } to ? Position.TicksOf(to) : long.MaxValue;

    (int First, int Count)? _span;

    bool Holds(long ticks) => _from <= ticks && ticks < _to;

    /// <summary>The indices of the verdicts that stand in the window, in the order of the judgement.</summary>
    public IEnumerable<int> All() => Enumerable.Range(Span.First, Span.Count).Where(Holds);

    /// <summary>The same of some codes as read now, without a look at the others: few of a long ledger can be disputed.</summary>
    public IEnumerable<int> Of(Func<VerdictCode, bool> isAsked)
    {
        // What is settled later is pending for now, whatever it will be.
        if (isAsked(VerdictCode.Pending))
        {
            foreach (var verdict in All().Where(verdict => isAsked(CodeOf(verdict))))
                yield return verdict;
            yield break;
        }

        var asked = SearchValues.Create([.. VerdictCodes.All.Where(isAsked).Select(code => (byte)code)]);
        var (next, end) = (Span.First, Span.First + Span.Count);
        while (next < end && judgement.Codes.AsSpan(next..end).IndexOfAny(asked) is >= 0 and var skipped)
        {
            next += skipped;
            if (isAsked(CodeOf(next)) && Holds(next))
                yield return next;
            next++;
        }
    }

    /// <summary>Outside of these no verdict has a row in the window.</summary>
    (int First, int Count) Span => window is { From: null, To: null } ? (0, judgement.Verdicts.Length) : _span ??= SpanOfRows();

    (int First, int Count) SpanOfRows()
    {
        var (first, last) = (int.MaxValue, -1);
        Widen(judgement.OfReveal, Rank.Of(judgement.Rows.Reveals, _from), Rank.Of(judgement.Rows.Reveals, _to));
        Widen(judgement.OfDeduction, Rank.Of(judgement.Rows.Deductions, _from), Rank.Of(judgement.Rows.Deductions, _to));
        return last < 0 ? (0, 0) : (first, last - first + 1);

        void Widen(Column<int> verdicts, int row, int end)
        {
            for (; row < end; row++)
                (first, last) = (Math.Min(first, verdicts[row]), Math.Max(last, verdicts[row]));
        }
    }

    public bool Holds(int verdict)
    {
        var hasLedgerRow = false;
        var isShown = false;
        foreach (var member in judgement.MembersOf(verdict))
        {
            if (member.IsReveal)
            {
                isShown |= Holds(judgement.Rows.Reveals[member.Index].Ticks);
                continue;
            }

            hasLedgerRow = true;
            if (Holds(judgement.Rows.Deductions[member.Index].Ticks))
                return true;
        }

        return !hasLedgerRow && isShown;
    }

    public VerdictCode CodeOf(int verdict) => judgement.Verdicts[verdict].CodeAt(asOf);

    /// <summary>The sum of a verdict's ledger rows that were posted in the window.</summary>
    public Credits CreditsOf(int verdict)
    {
        var sum = Credits.None;
        foreach (var member in judgement.MembersOf(verdict))
        {
            if (!member.IsReveal && Holds(judgement.Rows.Deductions[member.Index].Ticks))
                sum += judgement.Rows.Deductions[member.Index].Credits;
        }

        return sum;
    }

    /// <summary>What those rows cost, in the smallest unit of the costs; null if one of them has no stated cost.</summary>
    public long? CostOf(int verdict, CostSpan costs)
    {
        var sum = (long?)0;
        foreach (var member in judgement.MembersOf(verdict))
        {
            if (!member.IsReveal && judgement.Rows.Deductions[member.Index] is var row && Holds(row.Ticks))
                sum += row.Count * costs.UnitsAt(row.CreditType, row.PostedAt);
        }

        return sum;
    }

    /// <summary>The credits in question, if the window is the one that they count in.</summary>
    public Credits DiscrepancyOf(int verdict)
    {
        foreach (var member in judgement.MembersOf(verdict))
        {
            if (!member.IsReveal)
                return Holds(judgement.Rows.Deductions[member.Index].Ticks) ? new Credits(judgement.Verdicts[verdict].DiscrepancyAt(asOf)) : Credits.None;
        }

        return new Credits(judgement.Verdicts[verdict].DiscrepancyAt(asOf));
    }

    /// <summary>True if one of the verdict's rows is of one of the users and of one of the channels (numbers of the rows' names).</summary>
    public bool IsOf(int verdict, IReadOnlySet<int>? users, IReadOnlySet<int>? channels)
    {
        if (users is null && channels is null)
            return true;

        foreach (var member in judgement.MembersOf(verdict))
        {
            var (user, channel) = member.IsReveal
                ? (judgement.Rows.Reveals[member.Index].User, judgement.Rows.Reveals[member.Index].Channel)
                : (judgement.Rows.Deductions[member.Index].User, judgement.Rows.Deductions[member.Index].Channel);
            if (users?.Contains(user) != false && channels?.Contains(channel) != false)
                return true;
        }

        return false;
    }

    public Verdict Read(int verdict)
    {
        ref readonly var row = ref judgement.Verdicts[verdict];
        var members = judgement.MembersOf(verdict).ToArray();
        var isPending = CodeOf(verdict) == VerdictCode.Pending;
        return new Verdict
        {
            Id = row.IdText,
            Code = CodeOf(verdict),
            Facets = isPending ? [] : judgement.FacetsOf(verdict),
            Level = isPending && members.Length == 1 ? Level.None : row.Level,
            Reveals = [.. members.Where(member => member.IsReveal).Select(judgement.IdOf)],
            Deductions = [.. members.Where(member => !member.IsReveal).Select(judgement.IdOf)],
            Of = row.Of == 0 || isPending ? null : VerdictRow.TextOf(row.Of),
            Credits = CreditsOf(verdict),
            Expected = row.ExpectedMin == VerdictRow.NotPriced ? null : new CreditRange(new Credits(row.ExpectedMin), new Credits(row.ExpectedMax)),
            Discrepancy = DiscrepancyOf(verdict),
        };
    }
}
