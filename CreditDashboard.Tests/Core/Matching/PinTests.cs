using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>What an agent says of two rows, and what is judged then.</summary>
public class PinTests
{
    static readonly Instant AsOf = Instant.FromUtc(2027, 1, 1, 0, 0);

    static LedgerText Ledger(string text) => LedgerText.Parse(text).Complete();

    static Evidence EvidenceOf(LedgerText ledger, string deduction)
    {
        var judgement = ledger.Judged();
        return new EvidenceReader(judgement, AsOf).Read(judgement.OfDeduction[judgement.Rows.FindDeduction(deduction)]);
    }

    [Fact]
    public void Confirmed_WinsOverContactUserAndTime_AndIsJudgedLikeAnyStrongPair()
    {
        var ledger = Ledger(
            """
            R1 10:00:00 ann reveals phone of bob by extension
            D1 14T10:00:00 cat pays 1 for dan by web
            """);
        Assert.Equal("R1 never_charged, D1 no_reveal", ledger.Codes());

        var evidence = EvidenceOf(ledger.Pinned(PinKind.Confirmed, "R1", "D1"), "D1");
        Assert.Equal("R1 wrong_user, D1 wrong_user", ledger.Codes());
        Assert.Equal([VerdictCode.WrongChannel, VerdictCode.LatePosting], evidence.Verdict.Facets.ToArray());
        Assert.Equal((0, Level.A), (evidence.Tier, evidence.Verdict.Level));
        Assert.Null(evidence.LagWindow);
        Assert.Equal("ann revealed bob; cat was charged 1 credit for it. The price is right, the name is not. An agent confirmed this match.", Sentence.Of(evidence));
    }

    [Fact]
    public void Confirmed_TakesItsRowsFromAStrongerKey() => Assert.Equal(
        "R1 ok, R2 surplus, D1 ok, D2 no_reveal",
        Ledger(
            """
            R1 10:00:00 ann reveals phone of eve by extension request=q1
            R2 10:10:00 ann reveals phone of - by extension request=q2
            D1 10:10:02 ann pays 1 for - by extension request=q2
            D2 11:00:02 ann pays 1 for dan by extension request=q1
            """).Pinned(PinKind.Confirmed, "R1", "D1").Codes());

    [Fact]
    public void OneRevealConfirmedWithTwoCharges_TheSecondIsADuplicate() => Assert.Equal(
        "R1 ok, D1 ok, D2 duplicate",
        Ledger(
            """
            R1 10:00:00 ann reveals phone of - by extension
            D1 10:05:02 ann pays 1 for - by extension
            D2 10:10:02 ann pays 1 for - by extension
            """).Pinned(PinKind.Confirmed, "R1", "D2").Pinned(PinKind.Confirmed, "R1", "D1").Codes());

    [Fact]
    public void SeveralRevealsConfirmedWithOneCharge_AreOneGroup()
    {
        var ledger = Ledger(
            """
            R1 10:00:00 ann reveals phone of - by extension
            R2 10:30:00 ann reveals phone of - by extension
            D1 12:00:02 ann pays 3 for - by extension
            """).Pinned(PinKind.Confirmed, "R1", "D1").Pinned(PinKind.Confirmed, "R2", "D1");
        Assert.Equal("R1 group_over, R2 group_over, D1 group_over", ledger.Codes());
        Assert.Equal((0, Level.A), (EvidenceOf(ledger, "D1").Tier, EvidenceOf(ledger, "D1").Verdict.Level));
    }

    [Fact]
    public void ConfirmedChargeGivenBack_LeavesTheRevealToALiveCharge() => Assert.Equal(
        "R1 ok, D1 reversed, D2 ok, D3 reversed",
        Ledger(
            """
            R1 10:00:00 ann reveals phone of bob by extension
            D1 10:00:02 ann pays 1 for bob by extension
            D2 10:00:06 ann pays 1 for bob by extension
            D3 11:00:00 ann gets back 1 of D1
            """).Pinned(PinKind.Confirmed, "R1", "D1").Codes());

    [Fact]
    public void ConfirmedChargeGivenBack_TakesItsRevealWithIt() => Assert.Equal(
        "R1 reversed, D1 reversed, D3 reversed",
        Ledger(
            """
            R1 10:00:00 ann reveals phone of - by extension
            D1 12:00:02 ann pays 1 for - by extension
            D3 13:00:00 ann gets back 1 of D1
            """).Pinned(PinKind.Confirmed, "R1", "D1").Codes());

    [Fact]
    public void Forbidden_LetsTheNextBestTakeIt() => Assert.Equal(
        "R1 never_charged, R2 ok, D1 ok",
        Ledger(
            """
            R1 10:00:00 ann reveals phone of bob by extension
            R2 10:01:00 ann reveals phone of bob by extension
            D1 10:00:02 ann pays 1 for bob by extension
            """).Pinned(PinKind.Forbidden, "R1", "D1").Codes());

    [Fact]
    public void Forbidden_OnlyCandidate_LeavesBothAlone_AndSaysWhy()
    {
        var ledger = Ledger(
            """
            R1 10:00:00 ann reveals phone of bob by extension
            D1 10:00:02 ann pays 1 for bob by extension
            """).Pinned(PinKind.Forbidden, "R1", "D1");
        Assert.Equal("R1 never_charged, D1 no_reveal", ledger.Codes());
        Assert.Equal([new NearMiss("R1", Gate.Forbidden)], EvidenceOf(ledger, "D1").NearMisses.ToArray());
        Assert.Contains("An agent said that it does not belong to R1", Sentence.Of(EvidenceOf(ledger, "D1")), StringComparison.Ordinal);
        Assert.Equal("forbidden", Gate.Forbidden.Slug());
    }

    [Fact]
    public void Forbidden_InAJob_LeavesOutTheRevealAndNotTheCharge()
    {
        var ledger = Ledger(
            """
            R1 10:00:00 ann reveals email of a by bulk job=J1
            R2 10:00:00 ann reveals email of b by bulk job=J1
            R3 10:00:00 ann reveals email of c by bulk job=J1
            D1 10:00:02 ann pays 2 for - by bulk job=J1
            """).Pinned(PinKind.Forbidden, "R2", "D1");
        Assert.Equal("R1 ok_group, R2 never_charged, R3 ok_group, D1 ok_group", ledger.Codes());
    }

    [Fact]
    public void Forbidden_TellsWhatTimeAloneCannot()
    {
        const string text =
            """
            R1 10:00:00 ann reveals email of a by web
            R2 10:00:01 ann reveals email of b by web
            D1 10:00:02 ann pays 1 for - by web
            D2 10:00:03 ann pays 1 for - by web
            """;
        Assert.Single(Ledger(text).Judged().Verdicts);

        var ledger = Ledger(text).Pinned(PinKind.Forbidden, "R2", "D1");
        var judgement = ledger.Judged();
        Assert.Equal("R1 ok, R2 ok, D1 ok, D2 ok", LedgerText.Codes(judgement).Replace("ok_group", "ok", StringComparison.Ordinal));
        Assert.Equal(judgement.OfReveal[judgement.Rows.FindReveal("R1")], judgement.OfDeduction[judgement.Rows.FindDeduction("D1")]);
        Assert.Equal(judgement.OfReveal[judgement.Rows.FindReveal("R2")], judgement.OfDeduction[judgement.Rows.FindDeduction("D2")]);
        Assert.NotEqual(judgement.OfReveal[0], judgement.OfReveal[1]);
    }

    [Fact]
    public void Forbidden_IsNoLateHalf_AndNoTwin()
    {
        var late = Ledger(
            """
            R1 10:00:00 ann reveals email of - by web
            D1 12:00:00 ann pays 1 for - by web
            """);
        Assert.Equal("R1 late_or_missing, D1 late_or_missing", late.Codes());
        Assert.Equal("R1 never_charged, D1 no_reveal", late.Pinned(PinKind.Forbidden, "R1", "D1").Codes());

        var twin = Ledger(
            """
            R1 10:00:00 ann reveals email of bob by web
            D1 10:00:01 ann pays 1 for bob by web
            D2 10:00:04 ann pays 1 for - by web
            """);
        Assert.Equal("R1 ok, D1 ok, D2 duplicate_suspected", twin.Codes());
        Assert.Equal("R1 ok, D1 ok, D2 no_reveal", twin.Pinned(PinKind.Forbidden, "R1", "D2").Codes());
    }

    [Fact]
    public void PinOfRowsThatHaveNotLanded_Waits()
    {
        var ledger = Ledger("D1 10:00:02 ann pays 1 for - by extension").Pinned(PinKind.Confirmed, "R1", "D1").Pinned(PinKind.Forbidden, "R9", "D9");
        Assert.Equal("D1 no_reveal", ledger.Codes());

        ledger.Reveals.AddRange(LedgerText.Parse("R1 08:00:00 ann reveals phone of bob by extension").Reveals);
        Assert.Equal(Level.A, EvidenceOf(ledger, "D1").Verdict.Level);
    }

    [Fact]
    public void Accepted_ChangesNoVerdict_AndIsSaid_UntilTheDifferenceGrows()
    {
        var ledger = Ledger(
            """
            R1 10:00:00 ann reveals phone of bob by extension
            D1 10:00:02 ann pays 3 for bob by extension
            """);
        var before = ledger.Codes();
        ledger.Pins.Add(new Pin { Kind = PinKind.Accepted, Reveal = "R1", Deduction = "D1", Difference = "overcharged", AcceptedMax = new Credits(2), Reason = "As agreed." });
        Assert.Equal(before, ledger.Codes());
        Assert.Equal("As agreed.", EvidenceOf(ledger, "D1").Accepted?.Reason);
        Assert.EndsWith("2 credits are above the card. An agent accepted what differs.", Sentence.Of(EvidenceOf(ledger, "D1")), StringComparison.Ordinal);

        ledger.Deductions[0] = ledger.Deductions[0] with { Credits = new Credits(4) };
        Assert.Null(EvidenceOf(ledger, "D1").Accepted);
        Assert.Single(EvidenceOf(ledger, "D1").Pins);
    }

    [Fact]
    public void ASecondCharge_CanBeAccepted()
    {
        var ledger = Ledger(
            """
            R1 10:00:00 ann reveals phone of bob by extension
            D1 10:00:02 ann pays 1 for bob by extension
            D2 10:00:06 ann pays 1 for bob by extension
            """);
        ledger.Pins.Add(new Pin { Kind = PinKind.Accepted, Reveal = "R1", Deduction = "D2", Difference = "duplicate", AcceptedMax = new Credits(1) });
        Assert.NotNull(EvidenceOf(ledger, "D2").Accepted);
        Assert.Null(EvidenceOf(ledger, "D1").Accepted);
    }
}
