using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>What a row had to pass to be paired, in the order in which it is asked.</summary>
public enum Gate : byte
{
    /// <summary>An agent said that the two do not belong together.</summary>
    Forbidden,

    /// <summary>The actions differ.</summary>
    Action,

    /// <summary>Both name a contact, and not the same.</summary>
    Contact,

    /// <summary>Both name a user, and not the same, and no contact ties them.</summary>
    User,

    /// <summary>The credit types differ, and no contact ties them.</summary>
    CreditType,

    /// <summary>Too far apart in time.</summary>
    Window,

    /// <summary>The credits lie outside the price, and no contact ties them.</summary>
    Price,

    /// <summary>It passed all, and another row of the same kind took it.</summary>
    Taken,
}

/// <summary>A row of the other side that was looked at and not paired, with the first gate that it failed.</summary>
public sealed record NearMiss(string Id, Gate Gate);

public static class Gates
{
    /// <summary>The word in answers, such as <c>window</c>.</summary>
    public static string Slug(this Gate gate) => gate == Gate.CreditType ? "credit_type" : gate.ToString().ToLowerInvariant();

    /// <summary>How long before its reveal, or after it, a charge may be posted to pass <see cref="Gate.Window"/>.</summary>
    public static Duration WindowMax(bool isSameContact, bool namesUser, bool isBefore)
    {
        var window = WindowOf(isSameContact, namesUser);
        return Duration.FromTicks(isBefore ? window.EarlyMax : window.LateMax);
    }

    internal static LagWindow WindowOf(bool isSameContact, bool namesUser) =>
        isSameContact ? Tiers.ContactWindow : namesUser ? Tiers.UserWindow : Tiers.AccountWindow;
}

/// <summary>Looks for the rows that came nearest to answering another: those of its contact first, then those of its user, nearest in time.</summary>
sealed class NearMissReader(Judgement judgement)
{
    const int Max = 3;
    const long LookAround = 3 * 24 * 3600 * Position.TicksPerSecond;

    readonly PinnedRows _pins = PinnedRows.Of(judgement.Rows, judgement.Rules.Pins);

    readonly RowsAround _reveals = new(judgement.Rows, Side.Reveal);
    readonly RowsAround _deductions = new(judgement.Rows, Side.Deduction);

    AccountRows Rows => judgement.Rows;

    /// <summary>How many rows were looked at so far.</summary>
    public long Looked => _reveals.Looked + _deductions.Looked;

    public ImmutableArray<NearMiss> Of(int[] reveals, int[] deductions)
    {
        if (deductions.Length == 1)
            return OfDeduction(deductions[0], reveals);
        return deductions.Length == 0 && reveals.Length == 1 ? OfReveal(reveals[0]) : [];
    }

    ImmutableArray<NearMiss> OfDeduction(int deduction, int[] members)
    {
        var paid = Rows.Deductions[deduction];
        var ofContact = _reveals.Nearest(
            judgement.Keyed.OfContact(Side.Reveal, paid.Contact).ToArray(), paid.Position, long.MaxValue, Max, row => !members.Contains(row));
        var ofUser = ofContact.Count >= 2 * Max ? [] : _reveals.Nearest(
            null, paid.Position, LookAround, Max, row => !members.Contains(row) && !ofContact.Contains(row) && IsSameUser(Rows.Reveals[row].User, paid.User));
        return
        [
            .. ofContact.OrderBy(CostOf).Concat(ofUser.OrderBy(CostOf))
                .Take(Max)
                .Select(row => new NearMiss(Rows.RevealId(row), GateOf(row, deduction))),
        ];

        UInt128 CostOf(int row) => Timeline.Cost(Rows.Reveals[row], paid);
    }

    ImmutableArray<NearMiss> OfReveal(int reveal)
    {
        var shown = Rows.Reveals[reveal];
        var ofContact = _deductions.Nearest(
            judgement.Keyed.OfContact(Side.Deduction, shown.Contact).ToArray(), shown.Position, long.MaxValue, Max, row => Rows.Deductions[row].Count > 0);
        var ofUser = ofContact.Count >= 2 * Max ? [] : _deductions.Nearest(
            null, shown.Position, LookAround, Max, row => Rows.Deductions[row].Count > 0 && !ofContact.Contains(row) && IsSameUser(Rows.Deductions[row].User, shown.User));
        return
        [
            .. ofContact.OrderBy(CostOf).Concat(ofUser.OrderBy(CostOf))
                .Take(Max)
                .Select(row => new NearMiss(Rows.DeductionId(row), GateOf(reveal, row))),
        ];

        UInt128 CostOf(int row) => Timeline.Cost(shown, Rows.Deductions[row]);
    }

    static bool IsSameUser(int one, int other) => one == other || one == Names.Absent || other == Names.Absent;

    Gate GateOf(int reveal, int deduction)
    {
        ref readonly var shown = ref Rows.Reveals[reveal];
        ref readonly var paid = ref Rows.Deductions[deduction];
        var sameContact = paid.Contact != Names.Absent && paid.Contact == shown.Contact;
        if (_pins.Forbids(reveal, deduction))
            return Gate.Forbidden;
        if (shown.Action != paid.Action)
            return Gate.Action;
        if (!sameContact && paid.Contact != Names.Absent)
            return Gate.Contact;
        if (!sameContact && paid.User != Names.Absent && paid.User != shown.User)
            return Gate.User;
        if (!sameContact && paid.CreditType != shown.CreditType)
            return Gate.CreditType;

        var window = Gates.WindowOf(sameContact, paid.User != Names.Absent);
        if (!window.Holds(shown.Ticks, paid.Ticks))
            return Gate.Window;

        ref readonly var price = ref judgement.Prices[reveal];
        var net = judgement.Reversals.Net[deduction];
        return !sameContact && price.IsPriced && (net < price.Min || net > price.Max) ? Gate.Price : Gate.Taken;
    }

    /// <summary>What would have to be different for another verdict, computed from the rows; null if nothing near enough is known.</summary>
    public string? Counterfactual(VerdictCode code, int[] reveals, int[] deductions) => code switch
    {
        VerdictCode.NoReveal or VerdictCode.NeverCharged => WiderWindow(reveals, deductions),
        VerdictCode.Overcharged or VerdictCode.Undercharged or VerdictCode.RepeatCharged when reveals is [var reveal] && deductions is [var deduction] =>
            OtherCard(reveal, judgement.Reversals.Net[deduction]),
        _ => null,
    };

    /// <summary>The nearest row of the same contact that nothing else took, too far away to be paired.</summary>
    string? WiderWindow(int[] reveals, int[] deductions)
    {
        var candidates = deductions is [var deduction]
            ? _reveals.Nearest(
                    judgement.Keyed.OfContact(Side.Reveal, Rows.Deductions[deduction].Contact).ToArray(), Rows.Deductions[deduction].Position, long.MaxValue, 1,
                    row => IsFree(row) && GateOf(row, deduction) == Gate.Window)
                .Select(row => (Reveal: row, Deduction: deduction))
            : _deductions.Nearest(
                    judgement.Keyed.OfContact(Side.Deduction, Rows.Reveals[reveals[0]].Contact).ToArray(), Rows.Reveals[reveals[0]].Position, long.MaxValue, 1,
                    row => judgement.Matches.RoleOf[row] == Role.Unmatched && Rows.Deductions[row].Count > 0 && GateOf(reveals[0], row) == Gate.Window)
                .Select(row => (Reveal: reveals[0], Deduction: row));
        var nearest = candidates.OrderBy(pair => Timeline.Cost(Rows.Reveals[pair.Reveal], Rows.Deductions[pair.Deduction])).Take(1).ToArray();
        if (nearest.Length == 0)
            return null;

        var lag = Rows.Deductions[nearest[0].Deduction].PostedAt - Rows.Reveals[nearest[0].Reveal].OccurredAt;
        var other = deductions.Length > 0 ? Rows.RevealId(nearest[0].Reveal) : Rows.DeductionId(nearest[0].Deduction);
        return lag > Duration.Zero
            ? $"It would match {other} if a charge might be posted {Sentence.Length(lag)} after its reveal."
            : $"It would match {other} if a charge might be posted {Sentence.Length(lag)} before its reveal.";
    }

    bool IsFree(int reveal) => judgement.Matches.PayerOf[reveal] < 0 && judgement.Matches.GroupOfReveal[reveal] < 0;

    /// <summary>
    /// The published cards, and those assigned at other times, by which the charge would be right, priced anew with the same earlier reveals
    /// of the contact.
    /// </summary>
    string? OtherCard(int reveal, long net)
    {
        var builder = new AccountRowsBuilder();
        var contact = Rows.Reveals[reveal].Contact;
        var earlier = contact == Names.Absent ? [reveal] : judgement.Keyed.OfContact(Side.Reveal, contact).ToArray();
        foreach (var row in earlier.Where(row => row <= reveal))
            builder.Add(Rows.Reveal(row));

        var alone = builder.Build();
        var ruling = judgement.Rules.Cards.At(Rows.Reveals[reveal].OccurredAt);
        var others = PublishedCards.All.Concat(judgement.Rules.Cards.Periods.Select(period => period.Card)).DistinctBy(card => card.Id);
        var fitting = others.Where(card => card.Id != ruling.Id && Fits(card)).Select(card => card.Name).ToArray();
        return fitting.Length == 0 ? null : $"It fits card {string.Join(" and card ", fitting)}.";

        bool Fits(RateCard card)
        {
            var price = RevealPrices.Of(alone, judgement.Rules.Cycles, CardSchedule.Always(card), judgement.Rules.Channels)[alone.Reveals.Length - 1];
            return price.IsPriced && price.Min <= net && net <= price.Max;
        }
    }
}
