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
    // Bars by number: the steps, then the integrations by the number of their channel.
    const int FirstIntegration = (int)BridgeStep.NotJudged + 1;

    readonly Judgement _judgement;
    readonly Instant _asOf;
    readonly CostSpan? _costs;
    readonly (long From, long To) _window;
    readonly (int From, int To) _ofMonth;
    readonly int _revealAction;
    readonly ChannelKind[] _kinds;
    readonly bool[]? _isChosen;
    readonly long[] _sums;
    readonly bool[] _hasRows;
    readonly Counted[] _counted;
    readonly HashSet<int> _allotted = [];
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
            question.Window.From is { } from ? Position.TicksOf(from) : long.MinValue,
            question.Window.To is { } to ? Position.TicksOf(to) : long.MaxValue);
        _ofMonth = (Rank.Of(rows.Reveals, Position.TicksOf(Month.From)), Rank.Of(rows.Reveals, Position.TicksOf(Month.To)));
        _revealAction = names.Actions.Find(Reveal.RevealAction);
        _kinds = [.. Enumerable.Range(0, names.Channels.Count).Select(channel => judgement.Rules.Channels.KindOf(names.Channels[channel]))];
        _isChosen = question.Users is { Count: > 0 } users ? [.. Enumerable.Range(0, names.Users.Count).Select(users.Contains)] : null;
        _sums = new long[FirstIntegration + names.Channels.Count];
        _hasRows = new bool[_sums.Length];
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
        : _judgement.Rows.Names.Channels.Find(key.Channel) is >= 0 and var channel ? FirstIntegration + channel : -1;

    public void Run()
    {
        var rows = _judgement.Rows.Deductions;
        for (var row = Rank.Of(rows, _window.From); row < rows.Length && rows[row].Ticks < _window.To; row++)
        {
            ref readonly var paid = ref rows[row];
            if (paid.CreditType != CreditType.Prospecting)
                continue;

            var verdict = _judgement.OfDeduction[row];
            ref readonly var said = ref _judgement.Verdicts[verdict];
            if (IsOpen(said))
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
            else if (said.MemberCount <= 2 || _allotted.Add(verdict))
            {
                // Rows judged together are allotted together, when the first of them comes; of two, one is a charge.
                AllotCharges(verdict);
            }
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

    bool IsOpen(in VerdictRow verdict) => verdict.CodeAt(_asOf).Disposition() is Disposition.Undecided or Disposition.NotJudged;

    bool IsHere(int deduction) => _judgement.Rows.Deductions[deduction].Ticks is var ticks && _window.From <= ticks && ticks < _window.To;

    bool IsCharge(Member row) => !row.IsReveal && _judgement.Rows.Deductions[row.Index] is { Count: > 0, CreditType: CreditType.Prospecting };

    /// <summary>
    /// The charges of one verdict, in the order of their positions, fill the places of its price. What is over, or missing from a minimum,
    /// lies outside the price.
    /// </summary>
    void AllotCharges(int verdict)
    {
        var members = _judgement.MembersOf(verdict);
        var places = new PricePlaces(_judgement, members);
        var (charge, missing) = (-1, 0L);
        foreach (var member in members)
        {
            if (!IsCharge(member))
                continue;

            charge = member.Index;
            var left = _judgement.Rows.Deductions[charge].Count;
            while (left > 0 && places.Find())
            {
                var part = places.Fill(left);
                PayFor(places.Reveal, charge, part);
                left -= part;
            }

            Pay(charge, (int)BridgeStep.Discrepancies, left);
        }

        while (places.Find() && !places.IsBeyond)
        {
            var part = places.Fill(places.Left);
            PayFor(places.Reveal, charge, part);
            missing += part;
        }

        Pay(charge, (int)BridgeStep.Discrepancies, -missing);
    }

    void PayFor(int reveal, int charge, long credits)
    {
        var bar = BarOf(reveal);
        if (bar != (int)BridgeStep.MoreData)
        {
            if (bar == (int)BridgeStep.OtherUsers && IsHere(charge))
                OtherUsers[_judgement.Rows.Reveals[reveal].User] = true;
            Pay(charge, bar, credits);
            return;
        }

        ref var counted = ref _counted[reveal - _ofMonth.From];
        if (!IsHere(charge))
        {
            counted = counted == Counted.No ? Counted.Elsewhere : counted;
            return;
        }

        var one = counted == Counted.Here ? 0 : 1;
        counted = Counted.Here;
        Pay(charge, (int)BridgeStep.OwnReveals, one);
        Pay(charge, (int)BridgeStep.MoreData, credits - one);
    }

    /// <summary>Where what was charged for a reveal stands; of a direct one in the month, what is beyond its one credit.</summary>
    int BarOf(int reveal)
    {
        ref readonly var shown = ref _judgement.Rows.Reveals[reveal];
        if (_isChosen?[shown.User] == false)
            return (int)BridgeStep.OtherUsers;

        return _kinds[shown.Channel] switch
        {
            ChannelKind.Integration or ChannelKind.Other => FirstIntegration + shown.Channel,
            ChannelKind.Api => (int)BridgeStep.Api,
            ChannelKind.Direct when shown.Job == Names.Absent =>
                (int)(_ofMonth.From <= reveal && reveal < _ofMonth.To ? BridgeStep.MoreData : BridgeStep.Window),
            _ when shown.Emails == 0 && shown.Phones == 0 => (int)BridgeStep.BulkEmpty,
            _ when (shown.EmailsRequested && shown.Emails == 0) || (shown.PhonesRequested && shown.Phones == 0) => (int)BridgeStep.BulkPartial,
            _ => (int)BridgeStep.Bulk,
        };
    }

    /// <summary>True for what a person counts: a direct reveal of theirs in the month, due from prospecting credits.</summary>
    bool IsOwn(int reveal) =>
        _judgement.Rows.Reveals[reveal] is { CreditType: CreditType.Prospecting, Action: var action } && action == _revealAction
        && BarOf(reveal) == (int)BridgeStep.MoreData;

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
            _known = (verdict, _allotted.Contains(verdict) ? Charges.Here : LookForCharges(verdict));
        return _known.Charges;
    }

    Charges LookForCharges(int verdict)
    {
        foreach (var member in _judgement.MembersOf(verdict))
        {
            if (IsCharge(member))
                return IsHere(member.Index) ? Charges.Here : Charges.Elsewhere;
        }

        return Charges.None;
    }

    /// <summary>What a charge posted in the window gives; one posted elsewhere gives to the bridge of its own window.</summary>
    void Pay(int charge, int bar, long credits)
    {
        if (IsHere(charge))
            Add(Member.Deduction(charge), bar, credits);
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
