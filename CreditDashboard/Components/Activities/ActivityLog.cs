using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Components.Activities;

/// <summary>Which rows the timeline is made of.</summary>
public enum ActivitySide
{
    /// <summary>Each row of the ledger with the reveals it pays for, and each reveal that no row of the ledger answers.</summary>
    All,

    /// <summary>Each row of the ledger.</summary>
    Deductions,

    /// <summary>Each reveal, when it was made.</summary>
    Reveals,
}

/// <summary>What is asked of the timeline; null is everyone or everything, an empty text every id.</summary>
public sealed record ActivityQuestion(
    Window Window,
    IReadOnlySet<int>? Users = null,
    IReadOnlySet<int>? Channels = null,
    IReadOnlySet<VerdictCode>? Codes = null,
    string Text = "",
    ActivitySide Side = ActivitySide.All,
    IReadOnlyList<FieldFilter>? Only = null,
    IReadOnlyDictionary<int, UserDetails>? Details = null)
{
    /// <summary>
    /// The rows behind a bar of the bridge, and no others: reveals among them stand by themselves, and may lie outside the window. What is
    /// summed is what they give to the bar.
    /// </summary>
    public BridgeRows? Bar { get; init; }

    /// <summary>The rows of a finding, and no others; they may lie outside the window.</summary>
    public FindingRows? Finding { get; init; }

    /// <summary>What amounts are of; a bar's gifts are of it already.</summary>
    public Amounts In { get; init; } = Amounts.InCredits;

    /// <summary>How reveals came back (<see cref="Completeness"/>): only those, and what was charged for them.</summary>
    public string? Found { get; init; }
}

/// <param name="Rows">Rows of the timeline.</param>
/// <param name="Newer">How many of them stand above a position.</param>
/// <param name="Deductions">Rows of the ledger that take credits.</param>
/// <param name="Reveals">Reveals made in the window, paid or not.</param>
/// <param name="Unstated">The prospecting credits that have no stated cost, where amounts are of money.</param>
public sealed record ActivityTotals(int Rows, int Newer, TypedCredits Credits, int Deductions, int Reveals, Unstated Unstated = default);

/// <summary>
/// The activity of an account as one line of time, read from any position in either direction: both sides lie in the order of their
/// positions, so a page is found by binary search and ends when it is full, however many rows there are. Credits count where the credit
/// report counts them, so a figure of a report and the rows behind it are the same.
/// </summary>
public sealed class ActivityLog
{
    /// <summary>Above every row.</summary>
    public static readonly Position Top = new(long.MaxValue, ulong.MaxValue);

    readonly Judgement _judgement;
    readonly ActivityQuestion _question;
    readonly Instant _asOf;
    readonly PickedRows? _picked;
    readonly FieldFilters _only;
    readonly (int From, int To) _deductions;
    readonly (int From, int To) _reveals;
    (int Verdict, bool HasLedgerRow) _group = (-1, false);

    public ActivityLog(Judgement judgement, ActivityQuestion question, Instant asOf)
    {
        (_judgement, _question, _asOf) = (judgement, question, asOf);
        _picked = PickedRows.Of(judgement, question);
        _only = new(question.Only, judgement, asOf, question.Details);
        var (from, to) = (Start(Asked.From, Bottom), Start(Asked.To, Top));
        _deductions = question.Side == ActivitySide.Reveals ? (0, 0) : (DeductionsBelow(from), DeductionsBelow(to));
        _reveals = (RevealsBelow(from), RevealsBelow(to));
    }

    static readonly Position Bottom = new(long.MinValue, 0);

    static Position Start(Instant? at, Position otherwise) => at is { } instant ? new(Position.TicksOf(instant), 0) : otherwise;

    // The rows of a bar or a finding were chosen by the window already.
    Window Asked => _question is { Bar: null, Finding: null } ? _question.Window : Window.All;

    // Places among the rows that the text names or the bar holds, or among all: a row is read only if it may be shown.
    int DeductionAt(int place) => _picked?.Deductions[place] ?? place;

    int RevealAt(int place) => _picked?.Reveals[place] ?? place;

    /// <summary>The rows below a position, newest first.</summary>
    public IEnumerable<Member> Older(Position before)
    {
        var deduction = Math.Clamp(DeductionsBelow(before), _deductions.From, _deductions.To);
        var reveal = ShowsReveals ? Math.Clamp(RevealsBelow(before), _reveals.From, _reveals.To) : _reveals.From;
        while (deduction > _deductions.From || reveal > _reveals.From)
        {
            var isDeduction = deduction > _deductions.From
                && (reveal == _reveals.From || _judgement.Rows.Deductions[DeductionAt(deduction - 1)].Position >= _judgement.Rows.Reveals[RevealAt(reveal - 1)].Position);
            var row = isDeduction ? Member.Deduction(DeductionAt(--deduction)) : Member.Reveal(RevealAt(--reveal));
            if (IsShown(row))
                yield return row;
        }
    }

    /// <summary>The rows above a position, oldest first.</summary>
    public IEnumerable<Member> Newer(Position after)
    {
        var above = JustAbove(after);
        var deduction = Math.Clamp(DeductionsBelow(above), _deductions.From, _deductions.To);
        var reveal = ShowsReveals ? Math.Clamp(RevealsBelow(above), _reveals.From, _reveals.To) : _reveals.To;
        while (deduction < _deductions.To || reveal < _reveals.To)
        {
            var isDeduction = deduction < _deductions.To
                && (reveal == _reveals.To || _judgement.Rows.Deductions[DeductionAt(deduction)].Position < _judgement.Rows.Reveals[RevealAt(reveal)].Position);
            var row = isDeduction ? Member.Deduction(DeductionAt(deduction++)) : Member.Reveal(RevealAt(reveal++));
            if (IsShown(row))
                yield return row;
        }
    }

    /// <summary>The next position: what is older than this begins with what stands at <paramref name="position"/>.</summary>
    public static Position JustAbove(Position position) =>
        position.Tie == ulong.MaxValue ? position with { Ticks = position.Ticks == long.MaxValue ? long.MaxValue : position.Ticks + 1, Tie = 0 } : position with { Tie = position.Tie + 1 };

    /// <summary>True if the row is a row of the timeline.</summary>
    public bool Holds(Member row)
    {
        var ((from, to), place) = row.IsReveal
            ? (_reveals, RevealsBelow(_judgement.PositionOf(row)))
            : (_deductions, DeductionsBelow(_judgement.PositionOf(row)));
        return (!row.IsReveal || ShowsReveals) && from <= place && place < to && _picked?.Holds(row) != false && IsShown(row);
    }

    /// <summary>The row of the timeline that shows a row: the charge that answers a reveal, where the two are shown as one.</summary>
    public Member RowOf(Member row)
    {
        if (row.IsReveal == (_question.Side == ActivitySide.Reveals) || (row.IsReveal && _question.Side == ActivitySide.All && StandsByItself(row)))
            return row;

        foreach (var member in _judgement.MembersOf(row.IsReveal ? _judgement.OfReveal[row.Index] : _judgement.OfDeduction[row.Index]))
        {
            if (member.IsReveal != row.IsReveal)
                return member;
        }

        return row;
    }

    /// <summary>One pass over the window.</summary>
    public ActivityTotals Count(Position? below = null)
    {
        var (rows, newer, taken, shown) = (0, 0, 0, 0);
        var (prospecting, conversation, unstated) = (0L, 0L, default(Unstated));
        for (var place = _deductions.From; place < _deductions.To; place++)
        {
            var index = DeductionAt(place);
            if (!IsAsked(Member.Deduction(index)))
                continue;

            ref readonly var row = ref _judgement.Rows.Deductions[index];
            rows++;
            newer += below is { } position && row.Position > position ? 1 : 0;
            taken += row.Count > 0 ? 1 : 0;
            var amount = _question.In.Of(row.Count, row.CreditType, row.PostedAt);
            if (row.CreditType == CreditType.Conversation)
                conversation += amount ?? 0;
            else
                prospecting += _question.Bar?.Of(Member.Deduction(index)).Count ?? amount ?? 0;
            unstated = amount is not null || row.CreditType != CreditType.Prospecting ? unstated : unstated.With(row.Count);
        }

        for (var place = _reveals.From; place < _reveals.To; place++)
        {
            var index = RevealAt(place);
            if (!IsAsked(Member.Reveal(index)))
                continue;

            shown++;
            if (!ShowsReveals || (_question.Side == ActivitySide.All && !StandsByItself(Member.Reveal(index))))
                continue;

            rows++;
            prospecting += _question.Bar?.Of(Member.Reveal(index)).Count ?? 0;
            newer += below is { } position && _judgement.Rows.Reveals[index].Position > position ? 1 : 0;
        }

        return new(rows, newer, new(prospecting, conversation), taken, shown, unstated);
    }

    /// <summary>The credits, and the reveals, of a part of the window.</summary>
    public ActivityTotals Between(Instant from, Instant to)
    {
        var window = Asked;
        var part = new Window(window.From is { } start && start > from ? start : from, window.To is { } end && end < to ? end : to, "");
        return new ActivityLog(this, part).Count();
    }

    ActivityLog(ActivityLog whole, Window part)
    {
        (_judgement, _question, _asOf, _picked, _only) = (whole._judgement, whole._question with { Window = part }, whole._asOf, whole._picked, whole._only);
        var (from, to) = (Start(part.From, Bottom), Start(part.To, Top));
        _deductions = _question.Side == ActivitySide.Reveals ? (0, 0) : (DeductionsBelow(from), DeductionsBelow(to));
        _reveals = (RevealsBelow(from), RevealsBelow(to));
    }

    bool ShowsReveals => _question.Side != ActivitySide.Deductions;

    bool IsShown(Member row) => (!row.IsReveal || _question.Side != ActivitySide.All || StandsByItself(row)) && IsAsked(row);

    /// <summary>True for a reveal that is a row of its own beside those of the ledger.</summary>
    bool StandsByItself(Member reveal) => _question.Bar is { } bar ? bar.Of(reveal) != Credits.None : IsAlone(reveal.Index);

    bool IsAsked(Member row)
    {
        int user, channel, verdict;
        if (row.IsReveal)
        {
            if (!_only.AskReveal(row.Index))
                return false;

            ref readonly var shown = ref _judgement.Rows.Reveals[row.Index];
            (user, channel, verdict) = (shown.User, shown.Channel, _judgement.OfReveal[row.Index]);
        }
        else
        {
            // A reversal stands where the deduction stands that it answers.
            var answered = _judgement.Reversals.Answers[row.Index] is >= 0 and var taken ? taken : row.Index;
            if (!_only.Ask(row.Index, answered))
                return false;

            ref readonly var paid = ref _judgement.Rows.Deductions[answered];
            (user, channel, verdict) = (paid.User, paid.Channel, _judgement.OfDeduction[row.Index]);
        }

        return _question.Users?.Contains(user) != false
            && _question.Channels?.Contains(channel) != false
            && _question.Codes?.Contains(_judgement.Verdicts[verdict].CodeAt(_asOf)) != false;
    }

    /// <summary>True if no row of the ledger is judged together with the reveal.</summary>
    bool IsAlone(int reveal)
    {
        var verdict = _judgement.OfReveal[reveal];
        if (_judgement.Verdicts[verdict].MemberCount == 1)
            return true;

        // The reveals of a large group follow each other, and its members are looked through once.
        if (_group.Verdict != verdict)
        {
            var hasLedgerRow = false;
            foreach (var member in _judgement.MembersOf(verdict))
            {
                if (!member.IsReveal)
                {
                    hasLedgerRow = true;
                    break;
                }
            }

            _group = (verdict, hasLedgerRow);
        }

        return !_group.HasLedgerRow;
    }

    int DeductionsBelow(Position position)
    {
        var rows = _judgement.Rows.Deductions;
        return Below(_picked?.Deductions.Length ?? rows.Length, place => rows[DeductionAt(place)].Position, position);
    }

    int RevealsBelow(Position position)
    {
        var rows = _judgement.Rows.Reveals;
        return Below(_picked?.Reveals.Length ?? rows.Length, place => rows[RevealAt(place)].Position, position);
    }

    static int Below(int count, Func<int, Position> positionOf, Position position)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (positionOf(middle) < position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
