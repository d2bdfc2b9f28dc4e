using System.Runtime.CompilerServices;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Core.Usage;

/// <summary>A part of what was charged, and what for.</summary>
/// <param name="Charge">The index of the row of the ledger.</param>
/// <param name="Reveal">The index of the reveal; -1 for what lies outside the price.</param>
/// <param name="User">Who made the reveal.</param>
/// <param name="Bar">Where it stands if the user counts; <see cref="BridgeStep.MoreData"/> for a direct reveal of any month.</param>
readonly record struct BridgePart(int Charge, int Reveal, int User, int Bar, long Credits);

/// <summary>
/// What the charges of a ledger pay for, whatever the window and whoever counts. A bridge over a year that looked up the verdict, the price
/// and the reveal of each row would read ten times as much. Made when a bridge is first asked for, and kept as long as the judgement.
/// </summary>
sealed class BridgeParts
{
    // Bars by number: the steps, then the integrations by the number of their channel.
    public const int FirstIntegration = (int)BridgeStep.NotJudged + 1;

    static readonly ConditionalWeakTable<Judgement, BridgeParts> Known = [];

    readonly Judgement _judgement;
    readonly int _revealAction;
    readonly ChannelKind[] _kinds;
    readonly int[] _starts;
    readonly BridgePart[] _parts;
    readonly int[] _others;

    BridgeParts(Judgement judgement)
    {
        var names = judgement.Rows.Names;
        _judgement = judgement;
        _revealAction = names.Actions.Find(Ledger.Reveal.RevealAction);
        _kinds = [.. Enumerable.Range(0, names.Channels.Count).Select(channel => judgement.Rules.Channels.KindOf(names.Channels[channel]))];

        List<BridgePart> parts = new(judgement.Rows.Deductions.Length);
        List<int> others = [];
        List<(int, int, int)> spread = [];
        for (var verdict = 0; verdict < judgement.Verdicts.Length; verdict++)
        {
            // What settles at an instant is read otherwise before it.
            ref readonly var said = ref judgement.Verdicts[verdict];
            var isClosed = said.SettleTicks == 0 && said.Code.Disposition() is not (Disposition.Undecided or Disposition.NotJudged);
            var (first, last) = (int.MaxValue, -1);
            foreach (var member in judgement.MembersOf(verdict))
            {
                if (member.IsReveal || judgement.Rows.Deductions[member.Index].CreditType != CreditType.Prospecting)
                    continue;

                var isCharge = IsCharge(member);
                if (isCharge)
                    (first, last) = (Math.Min(first, member.Index), Math.Max(last, member.Index));
                if (!isCharge || !isClosed)
                    others.Add(member.Index);
            }

            if (first < last)
                spread.Add((verdict, first, last));
            if (first <= last && isClosed)
                AddTo(parts, verdict);
        }

        (_starts, _parts) = ByCharge(parts, judgement.Rows.Deductions.Length);
        _others = [.. others.Order()];
        Spread = spread;
    }

    public static BridgeParts Of(Judgement judgement) => Known.GetValue(judgement, judgement => new(judgement));

    /// <summary>The verdicts with more than one charge, and the first and last of those.</summary>
    public IReadOnlyList<(int Verdict, int First, int Last)> Spread { get; }

    /// <summary>The parts of some rows of the ledger that follow each other, in their order; of charges that are closed now and ever.</summary>
    public ReadOnlySpan<BridgePart> Of(int from, int to) => _parts.AsSpan(_starts[from].._starts[to]);

    /// <summary>The other rows among them, of prospecting credits, ascending.</summary>
    public ReadOnlySpan<int> Others(int from, int to)
    {
        var (first, end) = (Array.BinarySearch(_others, from), Array.BinarySearch(_others, to));
        first = first < 0 ? ~first : first;
        return _others.AsSpan(first, (end < 0 ? ~end : end) - first);
    }

    /// <summary>The parts of one verdict.</summary>
    public List<BridgePart> OfVerdict(int verdict)
    {
        List<BridgePart> parts = [];
        AddTo(parts, verdict);
        return parts;
    }

    bool IsCharge(Member row) => !row.IsReveal
        && _judgement.Rows.Deductions[row.Index] is { Count: > 0, CreditType: CreditType.Prospecting, Action: var action } && action == _revealAction;

    /// <summary>Where what was charged for a reveal stands, if its user counts; of a direct one in the month, what is beyond its one credit.</summary>
    public int BarOf(int reveal)
    {
        ref readonly var shown = ref _judgement.Rows.Reveals[reveal];
        return _kinds[shown.Channel] switch
        {
            ChannelKind.Integration or ChannelKind.Other => FirstIntegration + shown.Channel,
            ChannelKind.Api => (int)BridgeStep.Api,
            ChannelKind.Direct when shown.Job == Names.Absent => (int)BridgeStep.MoreData,
            _ when shown.Emails == 0 && shown.Phones == 0 => (int)BridgeStep.BulkEmpty,
            _ when (shown.EmailsRequested && shown.Emails == 0) || (shown.PhonesRequested && shown.Phones == 0) => (int)BridgeStep.BulkPartial,
            _ => (int)BridgeStep.Bulk,
        };
    }

    /// <summary>
    /// The charges of one verdict, in the order of their positions, fill the places of its price. What is over, or missing from a minimum,
    /// lies outside the price.
    /// </summary>
    void AddTo(List<BridgePart> parts, int verdict)
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
                Add(charge, places.Reveal, part);
                left -= part;
            }

            Add(charge, -1, left);
        }

        while (places.Find() && !places.IsBeyond)
        {
            var part = places.Fill(places.Left);
            Add(charge, places.Reveal, part);
            missing += part;
        }

        Add(charge, -1, -missing);

        void Add(int row, int reveal, long credits)
        {
            if (reveal < 0 && credits != 0)
                parts.Add(new(row, reveal, Names.Absent, (int)BridgeStep.Discrepancies, credits));
            else if (credits != 0)
                parts.Add(new(row, reveal, _judgement.Rows.Reveals[reveal].User, BarOf(reveal), credits));
        }
    }

    /// <summary>The parts of a charge one after the other, in the order in which they were made, and where those of each begin.</summary>
    static (int[] Starts, BridgePart[] Parts) ByCharge(List<BridgePart> parts, int charges)
    {
        var starts = new int[charges + 1];
        foreach (var part in parts)
            starts[part.Charge]++;
        for (int row = 0, sum = 0; row <= charges; row++)
            (starts[row], sum) = (sum, sum + starts[row]);

        var sorted = new BridgePart[parts.Count];
        foreach (var part in parts)
            sorted[starts[part.Charge]++] = part;
        Array.Copy(starts, 0, starts, 1, charges);
        starts[0] = 0;
        return (starts, sorted);
    }
}
