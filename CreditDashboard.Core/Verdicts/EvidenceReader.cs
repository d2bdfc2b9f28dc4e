using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>Reads the evidence of a verdict out of a judgement. It is recomputed when asked for: what it says is in the rows.</summary>
public sealed class EvidenceReader(Judgement judgement, Instant asOf)
{
    const int RunnerUpsMax = 3;

    readonly VerdictWindow _verdicts = new(judgement, Window.All, asOf);
    readonly PinnedRows _pins = PinnedRows.Of(judgement.Rows, judgement.Rules.Pins);
    readonly AcceptedDifferences _accepted = new(judgement);
    readonly RefusedNearby _refused = new(judgement.Rows, judgement.Rules.Refused, judgement.Matches.Faults);
    readonly NearMissReader _nearMisses = new(judgement);

    AccountRows Rows => judgement.Rows;

    /// <summary>How many rows were looked at for near misses so far.</summary>
    internal long Looked => _nearMisses.Looked;

    /// <summary>The verdict in words. Its other readings are not looked for, so that a page of many costs little.</summary>
    public string SentenceOf(int verdict) => Sentence.Of(Read(verdict, withOthers: false));

    public Evidence Read(int verdict) => Read(verdict, withOthers: true);

    Evidence Read(int verdict, bool withOthers)
    {
        var members = judgement.MembersOf(verdict).ToArray();
        int[] reveals = [.. members.Where(member => member.IsReveal).Select(member => member.Index)];
        int[] ledger = [.. members.Where(member => !member.IsReveal).Select(member => member.Index)];
        int[] deductions = [.. ledger.Where(row => Rows.Deductions[row].Count > 0)];
        var pair = reveals is [var shown] && deductions is [var paid] ? (Reveal: shown, Deduction: paid) : ((int Reveal, int Deduction)?)null;
        int? tier = judgement.Verdicts[verdict].Level == Level.None ? null : judgement.Verdicts[verdict].Tier;
        var first = reveals.Length > 0 ? Rows.Reveals[reveals[0]].OccurredAt : Rows.Deductions[ledger[0]].PostedAt;
        var runnerUps = withOthers ? RunnerUps(reveals, deductions) : [];
        return new Evidence
        {
            Verdict = _verdicts.Read(verdict),
            Reveals = [.. reveals.Select(Rows.Reveal)],
            Deductions = [.. ledger.Select(Rows.Deduction)],
            Tier = tier,
            MarginHundredths = pair is { } timed ? MarginOf(timed.Reveal, timed.Deduction) : null,
            Lag = reveals.Length > 0 && deductions.Length > 0
                ? Rows.Deductions[deductions[0]].PostedAt - Rows.Reveals[reveals[0]].OccurredAt
                : null,
            LagWindow = LagWindowOf(tier, reveals, deductions),
            Fields = pair is { } both ? Compare(Rows.Reveal(both.Reveal), Rows.Deduction(both.Deduction)) : [],
            Price = reveals is [var only] ? judgement.Prices.Explain(only) : null,
            Card = judgement.Rules.Cards.At(first),
            RunnerUps = runnerUps,
            NearMisses = withOthers ? [.. _nearMisses.Of(reveals, deductions).Where(miss => !runnerUps.Any(other => other.Id == miss.Id))] : [],
            Counterfactual = withOthers ? _nearMisses.Counterfactual(judgement.Verdicts[verdict].Code, reveals, deductions) : null,
            Coverage = CoverageOf(members[0]),
            RefusedNearby = RefusedNearby(judgement.Verdicts[verdict].Code, reveals, deductions),
            Repeated = RepeatedBy(deductions),
            Pins = PinsOf(members),
            Accepted = _accepted.Of(verdict),
            Cycle = judgement.Rules.Cycles.Holding(first),
            Zone = judgement.Rules.Cycles.Zone,
        };
    }

    long? MarginOf(int reveal, int deduction)
    {
        if (judgement.Matches.RunnerUpOf(deduction) is not { } runnerUp)
            return null;

        const long halfSecond = Position.TicksPerSecond / 2;
        var cost = Timeline.CostTicks(Rows.Reveals[reveal], Rows.Deductions[deduction]) + halfSecond;
        return (long)((Int128)(runnerUp.CostTicks + halfSecond) * 100 / cost);
    }

    Window? LagWindowOf(int? tier, int[] reveals, int[] deductions)
    {
        var limits = tier == Tiers.Attached ? Tiers.ContactWindow : Tiers.Lines.FirstOrDefault(stage => stage.Tier == tier)?.Window;
        if (limits is not { } window)
            return null;

        if (reveals.Length > 0)
        {
            var at = Rows.Reveals[reveals[0]].OccurredAt;
            return new Window(at.PlusTicks(-window.EarlyMax), at.PlusTicks(window.LateMax + 1), "posted");
        }

        var posted = Rows.Deductions[deductions[0]].PostedAt;
        return new Window(posted.PlusTicks(-window.LateMax), posted.PlusTicks(window.EarlyMax + 1), "occurred");
    }

    static ImmutableArray<ComparedField> Compare(Reveal reveal, Deduction deduction)
    {
        return
        [
            Field("user", reveal.User, deduction.User),
            Field("channel", reveal.Channel, deduction.Channel),
            Field("contact_id", reveal.Contact, deduction.Contact),
            Field("job_id", reveal.Job, deduction.Job),
            Field("request_id", reveal.Request, deduction.Request),
            Field("credit_type", reveal.CreditType.Slug(), deduction.CreditType.Slug()),
            Field("action", reveal.Action, deduction.Action),
        ];

        static ComparedField Field(string name, string shown, string paid) => new(
            name,
            shown,
            paid,
            shown.Length == 0 || paid.Length == 0 ? FieldResult.Absent : shown == paid ? FieldResult.Equal : FieldResult.Differs);
    }

    /// <summary>By time alone, the next best reading; by contact, the other rows of the contact that stood near enough, nearest first.</summary>
    ImmutableArray<OtherReading> RunnerUps(int[] reveals, int[] deductions)
    {
        if (deductions is [var only] && judgement.Matches.RunnerUpOf(only) is { } next)
            return [Reading(next.Row)];

        if (deductions.Length == 0 || Rows.Deductions[deductions[0]].Contact is Names.Absent)
            return [];

        var paid = Rows.Deductions[deductions[0]];
        var ofContact = new RowsAround(Rows, Side.Reveal).Nearest(
            judgement.Keyed.OfContact(Side.Reveal, paid.Contact).ToArray(),
            paid.Position,
            Tiers.ContactWindow.LateMax,
            RunnerUpsMax,
            row => !reveals.Contains(row) && !_pins.Forbids(row, deductions[0]) && Tiers.ContactWindow.Holds(Rows.Reveals[row].Ticks, paid.Ticks));
        return [.. ofContact.OrderBy(row => Timeline.Cost(Rows.Reveals[row], paid)).Take(RunnerUpsMax).Select(row => Reading(Member.Reveal(row)))];
    }

    OtherReading Reading(Member row)
    {
        var other = row.IsReveal ? judgement.Matches.PayerOf[row.Index] : judgement.Matches.RevealOf[row.Index];
        return new OtherReading(
            judgement.IdOf(row), other < 0 ? null : judgement.IdOf(row.IsReveal ? Member.Deduction(other) : Member.Reveal(other)));
    }

    CoverageUsed CoverageOf(Member row)
    {
        var (other, ticks) = row.IsReveal ? (Side.Deduction, Rows.Reveals[row.Index].Ticks) : (Side.Reveal, Rows.Deductions[row.Index].Ticks);
        var range = judgement.Coverage.Range(other);
        return new CoverageUsed(
            range is { } known ? Instant.FromUnixTimeTicks(known.From) : null,
            range is { } spanned ? Instant.FromUnixTimeTicks(spanned.To) : null,
            row.IsReveal ? judgement.Coverage.Covers(Rows.Reveals[row.Index]) : judgement.Coverage.Covers(Rows.Deductions[row.Index]),
            judgement.Coverage.IsDeclared(other, ticks));
    }

    /// <summary>A verdict of one side alone waits for what was refused; one of both sides is undecided by its own rows.</summary>
    long RefusedNearby(VerdictCode code, int[] reveals, int[] deductions) => (code, reveals, deductions) switch
    {
        (VerdictCode.LateOrMissing, [], [var deduction]) => _refused.OfDeduction(deduction),
        (VerdictCode.LateOrMissing, [var reveal], []) => _refused.OfReveal(reveal),
        _ => 0,
    };

    ImmutableArray<Pin> PinsOf(Member[] members)
    {
        if (judgement.Rules.Pins.Count == 0)
            return [];

        var reveals = members.Where(member => member.IsReveal).Select(judgement.IdOf).ToHashSet(StringComparer.Ordinal);
        var deductions = members.Where(member => !member.IsReveal).Select(judgement.IdOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. judgement.Rules.Pins.Where(pin => reveals.Contains(pin.Reveal) || deductions.Contains(pin.Deduction))
                .OrderBy(pin => pin.Reveal, StringComparer.Ordinal)
                .ThenBy(pin => pin.Deduction, StringComparer.Ordinal),
        ];
    }

    Deduction? RepeatedBy(int[] deductions)
    {
        if (deductions is not [var only])
            return null;

        var repeated = judgement.Matches.RoleOf[only] switch
        {
            Role.Twin => judgement.Matches.TwinOf[only],
            Role.Repeats => judgement.Matches.PayerOf[judgement.Matches.RevealOf[only]],
            _ => -1,
        };
        return repeated < 0 ? null : Rows.Deduction(repeated);
    }
}
