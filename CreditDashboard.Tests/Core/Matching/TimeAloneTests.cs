using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>Rows without a strong key: what can be told apart is paired, what cannot is said to be undecided.</summary>
public class TimeAloneTests
{
    static readonly Instant Noon = Instant.FromUtc(2026, 11, 2, 12, 0);

    static void Says(string ledger, string codes) => Assert.Equal(codes, LedgerText.Parse(ledger).Complete().Codes());

    [Fact]
    public void TimeAlone_PairsSameUserAndCredits() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        D1 10:00:01 ann pays 1 for - by web
        R2 10:05:00 ben reveals email+phone of b by web
        D2 10:05:01 ben pays 4 for - by extension
        """,
        "R1 ok, R2 ok, D1 ok, D2 ok");

    [Fact]
    public void TimeAlone_DoesNotPairAnAmountThatThePriceForbids() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        D1 10:00:01 ann pays 4 for - by web
        """,
        "R1 never_charged, D1 no_reveal");

    [Fact]
    public void TimeAlone_TwoReadingsAsGood_AreOneVerdict() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        R2 10:00:01 ann reveals email of b by web
        D1 10:00:02 ann pays 1 for - by web
        D2 10:00:03 ann pays 1 for - by web
        """,
        "R1 ok_group, R2 ok_group, D1 ok_group, D2 ok_group");

    [Fact]
    public void TimeAlone_OneChargeTooMany_IsSurplusAndNotADiscrepancy() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        R2 10:00:01 ann reveals email of b by web
        D1 10:00:02 ann pays 1 for - by web
        D2 10:00:03 ann pays 1 for - by web
        D3 10:00:20 ann pays 1 for - by web
        """,
        "R1 surplus, R2 surplus, D1 surplus, D2 surplus, D3 surplus");

    [Fact]
    public void TimeAlone_ARevealThatMayBeFree_NeedsNoCharge() => Says(
        """
        R1 10:00:01 ann reveals email of - by bulk
        R2 10:00:01 ann reveals nothing of - by bulk only=phone
        D1 10:00:02 ann pays 1 for - by -
        """,
        "R1 ok_group, R2 ok_group, D1 ok_group");

    [Fact]
    public void TimeAlone_ARevealThatMayBeFree_TakesNoCharge_HoweverNear() => Says(
        """
        R1 10:00:00 ann reveals email of - by bulk only=email
        R2 10:00:20 ann reveals nothing of - by bulk only=phone
        D1 10:00:21 ann pays 1 for - by -
        """,
        "R1 ok_group, R2 free_as_ruled, D1 ok_group");

    [Fact]
    public void LateHalf_IsLookedForBeforeARowIsOneTooMany() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        R2 10:00:10 ann reveals email of b by web
        D1 10:00:11 ann pays 1 for - by web
        D2 12:00:00 ann pays 1 for - by web
        """,
        "R1 late_or_missing, R2 ok, D1 ok, D2 late_or_missing");

    [Fact]
    public void Twin_OfAnotherJob_IsStillATwin() => Says(
        """
        R1 10:00:00 ann reveals email of - by web job=J1
        D1 10:00:01 ann pays 1 for - by web job=J1
        D2 10:00:05 ann pays 1 for - by web job=J2
        """,
        "R1 ok, D1 ok, D2 duplicate_suspected");

    [Fact]
    public void ChargeLeftOverByItsJob_MayAnswerAnotherRevealNearIt() => Says(
        """
        R1 10:00:00 ann reveals email+phone of a by bulk job=J1
        R2 10:00:00 ann reveals email+phone of b by bulk job=J1
        R3 10:00:30 ann reveals email of c by web
        D1 10:00:01 ann pays 2 for a by bulk job=J1
        D2 10:00:01 ann pays 2 for b by bulk job=J1
        D3 10:00:31 ann pays 1 for - by web job=J1
        """,
        "R1 ok, R2 ok, R3 ok, D1 ok, D2 ok, D3 ok");

    [Fact]
    public void Twin_IsOnlySuspected() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        D1 10:00:01 ann pays 1 for - by web
        D2 10:00:09 ann pays 1 for - by web
        """,
        "R1 ok, D1 ok, D2 duplicate_suspected");

    [Fact]
    public void ALedgerTenSecondsLate_IsNotPairedWithTheRevealsAfter() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        R2 10:00:09 ann reveals email of b by web
        R3 10:00:18 ann reveals email of c by web
        D1 10:00:10 ann pays 1 for - by web
        D2 10:00:19 ann pays 1 for - by web
        D3 10:00:28 ann pays 1 for - by web
        """,
        "R1 ok_group, R2 ok_group, R3 ok_group, D1 ok_group, D2 ok_group, D3 ok_group");

    [Fact]
    public void ALedgerMinutesLate_IsNotPairedWithTheRevealsAfter()
    {
        var judgement = LedgerText.Parse(
            """
            R1 10:00:00 ann reveals email of a by web
            R2 10:02:30 ann reveals email of b by web
            R3 10:05:00 ann reveals email of c by web
            D1 10:02:31 ann pays 1 for - by web
            D2 10:05:01 ann pays 1 for - by web
            D3 10:07:31 ann pays 1 for - by web
            """).Complete().Judged();
        Assert.DoesNotContain(judgement.Verdicts, verdict => verdict.Level is Level.C or Level.D);
        Assert.DoesNotContain(judgement.Verdicts, verdict => verdict.Code.Disposition() == Disposition.Discrepancy);
    }

    [Fact]
    public void ALedgerThatGoesFirst_IsNotPairedWithTheRevealsBefore()
    {
        var judgement = LedgerText.Parse(
            """
            D1 09:59:40 ann pays 1 for - by web
            R1 10:00:00 ann reveals email of a by web
            D2 10:00:01 ann pays 1 for - by web
            R2 10:00:21 ann reveals email of b by web
            D3 10:00:22 ann pays 1 for - by web
            R3 10:00:42 ann reveals email of c by web
            """).Complete().Judged();
        Assert.DoesNotContain(judgement.Verdicts, verdict => verdict.Level is Level.C or Level.D);
    }

    [Fact]
    public void LateHalf_MayStandInACluster()
    {
        // One of the two reveals is over, so the charge an hour later may be its own.
        var judgement = LedgerText.Parse(
            """
            R1 10:00:00 ann reveals email of a by web
            R2 10:00:01 ann reveals email of b by web
            D1 10:00:02 ann pays 1 for - by web
            D2 11:00:00 ann pays 1 for - by web
            """).Complete().Judged();
        Assert.DoesNotContain(judgement.Verdicts, verdict => verdict.Code.Disposition() == Disposition.Discrepancy);
    }

    [Fact]
    public void LateHalf_MayBeARowThatIsNotCovered() => Assert.Equal(
        "R1 ok, R2 late_or_missing, D1 ok, D2 out_of_coverage",
        LedgerText.Parse(
            """
            R1 10:00:00 ann reveals email of a by web
            D1 10:00:01 ann pays 1 for - by web
            R2 10:10:00 ann reveals email of b by web
            D2 12:00:00 ann pays 1 for - by web
            """).Codes());

    [Fact]
    public void LateHalf_MayBeARevealThatNeedNotBeCharged() => Says(
        """
        R1 10:00:00 ann reveals nothing of - by bulk
        D1 12:00:00 ann pays 1 for - by bulk
        """,
        "R1 free_as_ruled, D1 late_or_missing");

    [Fact]
    public void AContactThatTheOtherRowOfTheJobDoesNotName_IsNoContradiction() => Says(
        """
        R1 10:00:00 ann reveals email of - by bulk job=J1
        R2 10:00:00 ann reveals email of b by bulk job=J1
        D1 10:00:01 ann pays 1 for a by bulk job=J1
        D2 10:00:02 ann pays 1 for b by bulk job=J1
        """,
        "R1 surplus, R2 ok, D1 surplus, D2 ok");

    [Fact]
    public void NeitherUserNorContact_PairsByTimeInTheAccount() => Says(
        """
        R1 10:00:00 ann reveals email of a by api
        D1 10:00:01 - pays 1 for - by api
        """,
        "R1 ok, D1 ok");

    [Fact]
    public void LateHalf_IsUndecided() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        D1 03T09:00:00 ann pays 1 for - by web
        """,
        "R1 late_or_missing, D1 late_or_missing");

    [Fact]
    public void LateHalf_OfAnotherContact_IsNoReading() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        D1 03T09:00:00 ann pays 1 for b by web
        """,
        "R1 never_charged, D1 no_reveal");

    [Fact]
    public void TenThousandAtOneInstant_AreOneVerdict()
    {
        var ledger = new LedgerText();
        for (var i = 0; i < 10_000; i++)
        {
            ledger.Reveals.Add(new Reveal { Id = $"R{i}", OccurredAt = Noon, User = "ann@acme.example", Channel = "web", EmailsFound = 1, PhonesFound = 0 });
            ledger.Deductions.Add(new Deduction { Id = $"D{i}", PostedAt = Noon, User = "ann@acme.example", Channel = "web", Credits = new Credits(1) });
        }

        var verdict = Assert.Single(ledger.Judged().Verdicts);
        Assert.Equal((VerdictCode.OkGroup, 20_000), (verdict.Code, verdict.MemberCount));
    }
}
