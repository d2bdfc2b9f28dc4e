using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// Says what each row gives to which bar of the bridge: the one place from which both the bars and the rows behind one of them come. One
/// pass over the ledger rows posted in the window, then one over the reveals of the month.
/// </summary>
sealed class BridgeAllotment
{
    readonly Judgement _judgement;
    readonly Instant _asOf;
    readonly CostSpan? _costs;
    readonly (int From, int To) _window;
    readonly (int From, int To) _ofMonth;
    readonly int _revealAction;
    readonly BridgeParts _parts;
    readonly bool[]? _isChosen;

    // Where the bars of what was revealed in the month stand for other months. A table, since no processor foresees which rows are direct.
    readonly int[] _outOfMonth;
    readonly long[] _sums;
    readonly bool[] _hasRows;
    readonly Counted[] _counted;
    readonly int _listed;
    readonly RowGifts _ofReveals = new();
    readonly RowGifts _ofDeductions = new();
    (int Verdict, Charges Charges) _known = (-1, default);

    /// <param name="listed">The bar whose rows are listed, if any is.</param>
    public BridgeAllotment(Judgement judgement, BridgeQuestion question, Instant asOf, BridgeKey? listed = null)
    {
        var (rows, names) = (judgement.Rows, judgement.Rows.Names);
        (_judgement, _asOf, _costs) = (judgement, asOf, question.Costs);
        Month = BridgeMonth.Of(question.Window, asOf, judgement.Rules.Cycles.Zone);
        _window = (
            question.Window.From is { } from ? Rank.Of(rows.Deductions, Position.TicksOf(from)) : 0,
            question.Window.To is { } to ? Rank.Of(rows.Deductions, Position.TicksOf(to)) : rows.Deductions.Length);
        _ofMonth = (Rank.Of(rows.Reveals, Position.TicksOf(Month.From)), Rank.Of(rows.Reveals, Position.TicksOf(Month.To)));
        _revealAction = names.Actions.Find(Reveal.RevealAction);
        _parts = BridgeParts.Of(judgement);
        _isChosen = question.Users is { Count: > 0 } users ? [.. Enumerable.Range(0, names.Users.Count).Select(users.Contains)] : null;
        _sums = new long[BridgeParts.FirstIntegration + names.Channels.Count];
        _hasRows = new bool[_sums.Length];
        _outOfMonth = [.. Enumerable.Range(0, _sums.Length)];
        _outOfMonth[(int)BridgeStep.MoreData] = (int)BridgeStep.Window;
        _counted = new Counted[_ofMonth.To - _ofMonth.From];
        OtherUsers = new bool[names.Users.Count];
        OtherActions = new bool[names.Actions.Count];
        _listed = listed is { } key ? NumberOf(key) : -1;
    }

    /// <summary>Whether a reveal of the month stands among the own reveals already, or is known to be charged outside the window.</summary>
    enum Counted : byte
    {
        No,
        Elsewhere,
        Here,
    }

    /// <summary>Where the prospecting charges of a verdict were posted.</summary>
    enum Charges : byte
    {
        None,
        Elsewhere,
        Here,
    }

    public BridgeMonth Month { get; }

    /// <summary>By their numbers, the users and actions that stand in the bars of those names.</summary>
    public bool[] OtherUsers { get; }

    /// <inheritdoc cref="OtherUsers"/>
    public bool[] OtherActions { get; }

    public bool IsEveryone => _isChosen is null;

    public Credits CreditsOf(BridgeKey key) => NumberOf(key) is >= 0 and var bar ? new Credits(_sums[bar]) : Credits.None;

    public BridgeBar BarOf(BridgeKey key, BridgeLabels labels) => new(key, labels.Of(key), CreditsOf(key), NumberOf(key) is >= 0 and var bar && _hasRows[bar]);

    /// <summary>The rows behind the bar that is listed, with what each gives to it.</summary>
    public ((int[] Rows, long[] Credits) Reveals, (int[] Rows, long[] Credits) Deductions) Listed => (_ofReveals.Ascending(), _ofDeductions.Ascending());

    int NumberOf(BridgeKey key) => key.Step != BridgeStep.Integration ? (int)key.Step
        : _judgement.Rows.Names.Channels.Find(key.Channel) is >= 0 and var channel ? BridgeParts.FirstIntegration + channel : -1;

    public void Run()
    {
        Give(_parts.Of(_window.From, _window.To));
        foreach (var row in _parts.Others(_window.From, _window.To))
            GiveOther(row);
        foreach (var (verdict, first, last) in _parts.Spread)
        {
            if ((first < _window.From && last >= _window.From) || (first < _window.To && last >= _window.To))
                SayElsewhere(verdict);
        }

        for (var reveal = _ofMonth.From; reveal < _ofMonth.To; reveal++)
        {
            if (IsOwn(reveal) && _counted[reveal - _ofMonth.From] != Counted.Here)
            {
                Add(Member.Reveal(reveal), (int)BridgeStep.OwnReveals, 1);
                Add(Member.Reveal(reveal), (int)StepOfUncharged(reveal), -1);
            }
        }
    }

    /// <summary>Gives parts of charges posted in the window. A year holds a million of them, and this is where its time goes.</summary>
    void Give(ReadOnlySpan<BridgePart> parts)
    {
        var (sums, hasRows) = (_sums, _hasRows);
        foreach (ref readonly var part in parts)
        {
            var bar = BarOf(part.Reveal, part.User, part.Bar);
            if (bar == (int)BridgeStep.OtherUsers)
                OtherUsers[part.User] = true;
            if (bar == (int)BridgeStep.MoreData)
                GiveOwn(part);
            else if (bar == _listed || _costs is not null)
                Add(Member.Deduction(part.Charge), bar, part.Credits);
            else
                (sums[bar], hasRows[bar]) = (sums[bar] + part.Credits, true);
        }
    }

    void GiveOwn(in BridgePart part)
    {
        ref var counted = ref _counted[part.Reveal - _ofMonth.From];
        var one = counted == Counted.Here ? 0 : 1;
        counted = Counted.Here;
        Add(Member.Deduction(part.Charge), (int)BridgeStep.OwnReveals, one);
        Add(Member.Deduction(part.Charge), (int)BridgeStep.MoreData, part.Credits - one);
    }

    /// <summary>A row that is open now, or is no charge for a reveal.</summary>
    void GiveOther(int row)
    {
        ref readonly var paid = ref _judgement.Rows.Deductions[row];
        var verdict = _judgement.OfDeduction[row];
        if (IsOpen(_judgement.Verdicts[verdict]))
        {
            Add(Member.Deduction(row), (int)BridgeStep.NotJudged, paid.Count);
        }
        else if (paid.Count < 0)
        {
            Add(Member.Deduction(row), (int)BridgeStep.Reversals, paid.Count);
        }
        else if (paid.Action != _revealAction)
        {
            OtherActions[paid.Action] = true;
            Add(Member.Deduction(row), (int)BridgeStep.OtherActions, paid.Count);
        }
        else
        {
            Give(_parts.OfVerdict(verdict).FindAll(part => part.Charge == row).ToArray());
        }
    }

    /// <summary>Of rows that are judged together, some charged in the window and some not: what the others pay for is charged elsewhere.</summary>
    void SayElsewhere(int verdict)
    {
        if (IsOpen(_judgement.Verdicts[verdict]) || LookForCharges(verdict) != Charges.Here)
            return;

        foreach (var part in _parts.OfVerdict(verdict).Where(part => part.Reveal >= 0 && !IsHere(part.Charge)))
        {
            if (BarOf(part.Reveal, part.User, part.Bar) == (int)BridgeStep.MoreData && _counted[part.Reveal - _ofMonth.From] == Counted.No)
                _counted[part.Reveal - _ofMonth.From] = Counted.Elsewhere;
        }
    }

    bool IsOpen(in VerdictRow verdict) => verdict.CodeAt(_asOf).Disposition() is Disposition.Undecided or Disposition.NotJudged;

    bool IsHere(int deduction) => _window.From <= deduction && deduction < _window.To;

    bool IsCharge(Member row) => !row.IsReveal && _judgement.Rows.Deductions[row.Index] is { Count: > 0, CreditType: CreditType.Prospecting };

    /// <summary>Where what was charged for a reveal stands; of a direct one in the month, what is beyond its one credit.</summary>
    int BarOf(int reveal, int user, int bar) =>
        _isChosen is not null && reveal >= 0 && !_isChosen[user] ? (int)BridgeStep.OtherUsers
        : reveal >= _ofMonth.From && reveal < _ofMonth.To ? bar
        : _outOfMonth[bar];

    /// <summary>True for what a person counts: a direct reveal of theirs in the month, due from prospecting credits.</summary>
    bool IsOwn(int reveal) =>
        _judgement.Rows.Reveals[reveal] is { CreditType: CreditType.Prospecting, Action: var action, User: var user } && action == _revealAction
        && BarOf(reveal, user, _parts.BarOf(reveal)) == (int)BridgeStep.MoreData;

    /// <summary>Why a reveal that a person counts is not among the charges of the window.</summary>
    BridgeStep StepOfUncharged(int reveal)
    {
        var verdict = _judgement.OfReveal[reveal];
        ref readonly var said = ref _judgement.Verdicts[verdict];
        if (IsOpen(said))
            return BridgeStep.NotJudged;
        if (_counted[reveal - _ofMonth.From] == Counted.Elsewhere)
            return BridgeStep.Window;

        return ChargesOf(verdict) switch
        {
            Charges.Elsewhere => BridgeStep.Window,

            // Something was charged for what it is judged with, and nothing of that for it.
            Charges.Here => BridgeStep.MoreData,
            _ when said.CodeAt(_asOf) == VerdictCode.FreeAsRuled => BridgeStep.MoreData,

            // Never charged, or paid from the other credits.
            _ => BridgeStep.Discrepancies,
        };
    }

    Charges ChargesOf(int verdict)
    {
        // The reveals of a large group follow each other, and its members are looked through once.
        if (_known.Verdict != verdict)
            _known = (verdict, LookForCharges(verdict));
        return _known.Charges;
    }

    Charges LookForCharges(int verdict)
    {
        var charges = Charges.None;
        foreach (var member in _judgement.MembersOf(verdict))
        {
            if (IsCharge(member) && IsHere(member.Index))
                return Charges.Here;
            if (IsCharge(member))
                charges = Charges.Elsewhere;
        }

        return charges;
    }

    void Add(Member row, int bar, long credits)
    {
        credits *= WorthOf(row);
        if (credits == 0)
            return;

        _sums[bar] += credits;
        _hasRows[bar] = true;
        if (bar == _listed)
            (row.IsReveal ? _ofReveals : _ofDeductions).Add(row.Index, credits);
    }

    /// <summary>What a credit of the row is counted as: one, or its cost at the row's own time. A row without a stated cost gives nothing.</summary>
    long WorthOf(Member row) => _costs is null ? 1
        : _costs.UnitsAt(CreditType.Prospecting, row.IsReveal ? _judgement.Rows.Reveals[row.Index].OccurredAt : _judgement.Rows.Deductions[row.Index].PostedAt) ?? 0;
}
