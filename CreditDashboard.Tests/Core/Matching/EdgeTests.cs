using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>The two sides of every limit that the documents name.</summary>
public class EdgeTests
{
    static void Says(string ledger, string codes) => Assert.Equal(codes, LedgerText.Parse(ledger).Complete().Codes());

    static VerdictRow Only(LedgerText ledger) => Assert.Single(ledger.Judged().Verdicts);

    [Theory]
    [InlineData("10:02:00", "R1 ok, D1 ok")]
    [InlineData("10:02:00.0000001", "R1 late_or_missing, D1 late_or_missing")]
    [InlineData("09:59:55", "R1 ok, D1 ok")]
    [InlineData("09:59:54.9999999", "R1 never_charged, D1 no_reveal")]
    public void UserAndTime_ReachFiveSecondsBack_AndTwoMinutesOn(string posted, string codes) => Says(
        $"""
        R1 10:00:00 ann reveals email of a by web
        D1 {posted} ann pays 1 for - by web
        """,
        codes);

    [Theory]
    [InlineData("10:00:30", "R1 ok, D1 ok")]
    [InlineData("10:00:30.0000001", "R1 late_or_missing, D1 late_or_missing")]
    [InlineData("09:59:55", "R1 ok, D1 ok")]
    [InlineData("09:59:54.9999999", "R1 never_charged, D1 no_reveal")]
    public void TimeAlone_ReachesFiveSecondsBack_AndHalfAMinuteOn(string posted, string codes) => Says(
        $"""
        R1 10:00:00 ann reveals email of a by api
        D1 {posted} - pays 1 for - by api
        """,
        codes);

    [Theory]
    [InlineData("10:15:00", "R1 ok, D1 ok")]
    [InlineData("10:15:00.0000001", "R1 late_posting, D1 late_posting")]
    public void Late_IsMoreThanAQuarterOfAnHour(string posted, string codes) => Says(
        $"""
        R1 10:00:00 ann reveals email of bob by web
        D1 {posted} ann pays 1 for bob by web
        """,
        codes);

    [Theory]
    [InlineData("10:15:01", false)]
    [InlineData("10:15:01.0000001", true)]
    public void LateGroup_CountsFromItsLastReveal(string posted, bool isLate)
    {
        var judgement = LedgerText.Parse(
            $"""
            R1 10:00:00 ann reveals email of a by bulk job=J1
            R2 10:00:01 ann reveals email of b by bulk job=J1
            D1 {posted} ann pays 2 for - by bulk job=J1
            """).Complete().Judged();
        Assert.Equal(isLate ? [VerdictCode.LatePosting] : [], judgement.FacetsOf(0).ToArray());
    }

    // The cycle renews on 30 November at 09:14, and that instant belongs to the new one.
    [Theory]
    [InlineData("30T09:13:59", "30T09:13:59.9999999", VerdictCode.Ok)]
    [InlineData("30T09:13:59", "30T09:14:00", VerdictCode.CycleShift)]
    [InlineData("30T09:14:00", "30T09:14:01", VerdictCode.Ok)]
    public void ACyclesStart_BelongsToIt(string shown, string posted, VerdictCode code) => Assert.Equal(
        code,
        Only(LedgerText.Parse($"R1 {shown} ann reveals email of bob by web\nD1 {posted} ann pays 1 for bob by web").Complete()).Code);

    [Theory]
    [InlineData("10:00:11", "duplicate_suspected")]
    [InlineData("10:00:11.0000001", "surplus")]
    public void Twins_StandTenSecondsApartAtMost(string posted, string code) => Says(
        $"""
        R1 10:00:00 ann reveals email of a by web
        D1 10:00:01 ann pays 1 for - by web
        D2 {posted} ann pays 1 for - by web
        """,
        $"R1 ok, D1 ok, D2 {code}");

    [Fact]
    public void ATwin_OfAnotherRequest_IsNone() => Says(
        """
        R1 10:00:00 ann reveals email of a by web request=q1
        R2 12:00:00 ann reveals email of b by web request=q2
        D1 10:00:01 ann pays 1 for - by web request=q1
        D2 12:00:01 ann pays 1 for - by web request=q2
        D3 10:00:02 ann pays 1 for - by web request=q2
        """,
        "R1 ok, R2 ok, D1 ok, D2 duplicate, D3 ok");

    [Theory]
    [InlineData("05T10:00:00", "R1 late_or_missing, D1 late_or_missing")]
    [InlineData("05T10:00:00.0000001", "R1 never_charged, D1 no_reveal")]
    public void ALateHalf_ComesWithinThreeDays(string posted, string codes) => Says(
        $"""
        R1 10:00:00 ann reveals email of a by web
        D1 {posted} ann pays 1 for - by web
        """,
        codes);

    [Fact]
    public void LateHalves_ThatBothNameAJob_ContradictEachOther() => Says(
        """
        R1 10:00:00 ann reveals email of a by web job=J1
        D1 12:00:00 ann pays 1 for - by web job=J2
        """,
        "R1 never_charged, D1 no_reveal");

    // Half a second is added to both, so 0.5 s against 3.5 s is four times as near, and 0.5 s against 1.5 s twice.
    [Theory]
    [InlineData("10:00:03.5", Level.C)]
    [InlineData("10:00:03.499", Level.D)]
    [InlineData("10:00:01.5", Level.D)]
    public void TheMargin_SetsTheLevel(string second, Level level)
    {
        var judgement = LedgerText.Parse(
            $"""
            R1 10:00:00 ann reveals email of a by web
            D1 10:00:00.5 ann pays 1 for - by web
            D2 {second} ann pays 1 for - by web
            """).Complete().Judged();
        Assert.Equal(level, judgement.Verdicts[judgement.OfReveal[0]].Level);
    }

    [Fact]
    public void AMarginBelowTwo_AssertsNothing() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        D1 10:00:00.5 ann pays 1 for - by web
        D2 10:00:01.499 ann pays 1 for - by web
        """,
        "R1 surplus, D1 surplus, D2 surplus");

    [Fact]
    public void AChargeThatNamesNoChannel_IsAnotherReading() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        D1 10:00:00.5 ann pays 1 for - by web
        D2 10:00:01.1 ann pays 1 for - by -
        """,
        "R1 surplus, D1 surplus, D2 surplus");

    [Theory]
    [InlineData("05T10:00:00", "duplicate")]
    [InlineData("05T10:00:00.0000001", "no_reveal")]
    public void ASecondCharge_RepeatsTheFirst_WithinThreeDays(string posted, string code) => Says(
        $"""
        R1 10:00:00 ann reveals email of bob by web
        D1 10:00:01 ann pays 1 for bob by web
        D2 {posted} ann pays 1 for bob by web
        """,
        $"R1 ok, D1 ok, D2 {code}");

    [Fact]
    public void AVerdictsId_IsTheHashOfItsSortedMembers()
    {
        var verdict = Only(LedgerText.Parse("R1 10:00:00 ann reveals email of bob by web\nD1 10:00:01 ann pays 1 for bob by web"));
        var hash = System.Security.Cryptography.SHA256.HashData("D\0D1\nR\0R1\n"u8);
        Assert.Equal(Convert.ToHexStringLower(hash)[..32], verdict.IdText);
    }

    [Fact]
    public void ADeductionThatComesFirst_IsTwiceAsFar() => Says(
        """
        R1 10:00:00 ann reveals email of bob by web
        D1 09:59:58 ann pays 1 for bob by web
        D2 10:00:03.9 ann pays 1 for bob by web
        """,
        "R1 ok, D1 duplicate, D2 ok");

    [Theory]
    [InlineData(71, VerdictCode.Pending)]
    [InlineData(72, VerdictCode.NeverCharged)]
    public void ARowAlone_IsPendingForThreeDays(int hours, VerdictCode code)
    {
        var ledger = LedgerText.Parse("R1 10:00:00 ann reveals email of bob by web").Complete();
        var shown = ledger.Reveals[0].OccurredAt;
        Assert.Equal(code, Only(ledger).CodeAt(shown + Duration.FromHours(hours)));
        Assert.Equal(VerdictCode.Pending, Only(ledger).CodeAt(shown + Duration.FromHours(72) - Duration.Epsilon));
    }

    [Fact]
    public void Coverage_HoldsBothItsEnds_ItsUsersAndItsChannels() => Assert.Equal(
        "R1 ok, R2 never_charged, R3 out_of_coverage, R4 out_of_coverage, R5 out_of_coverage, R6 ok, R7 never_charged, R8 out_of_coverage, D1 ok, D6 ok",
        LedgerText.Parse(
            """
            R1 10:00:00 ann reveals email of a by web
            D1 10:00:01 ann pays 1 for a by web
            R2 10:00:01 ann reveals email of b by web
            R3 10:30:00 ben reveals email of c by web
            R4 10:30:00 ann reveals email of d by csv
            R5 10:00:00.9999999 ann reveals email of e by web
            R6 11:00:00 ann reveals email of f by web
            D6 11:00:01 ann pays 1 for f by web
            R7 11:00:01 ann reveals email of g by web
            R8 11:00:01.0000001 ann reveals email of h by web
            """).Codes());

    [Theory]
    [InlineData("01T00:00:00", VerdictCode.NeverCharged)]
    [InlineData("02T00:00:00", VerdictCode.OutOfCoverage)]
    public void ADeclaration_HoldsItsStart_AndNotItsEnd(string at, VerdictCode code)
    {
        var ledger = LedgerText.Parse($"R1 {at} ann reveals email of bob by web");
        ledger.Coverages.Add(new DeclaredCoverage { Side = Side.Deduction, From = Instant.FromUtc(2026, 11, 1, 0, 0), To = Instant.FromUtc(2026, 11, 2, 0, 0) });
        Assert.Equal(code, Only(ledger).Code);
    }

    [Fact]
    public void APairGivenBack_StillSaysWhatItShouldHaveCost()
    {
        var judgement = LedgerText.Parse(
            """
            R1 10:00:00 ann reveals email+phone of bob by web
            D1 10:00:01 ann pays 3 for bob by web
            D2 11:00:00 ann gets back 3 of D1
            """).Complete().Judged();
        var verdict = new VerdictWindow(judgement, Window.All, Instant.FromUtc(2027, 1, 1, 0, 0)).Read(0);
        Assert.Equal((VerdictCode.Reversed, "2 to 6", 0L, 0L), (verdict.Code, verdict.Expected?.ToString(), verdict.Discrepancy.Count, verdict.Credits.Count));
    }

    [Fact]
    public void ARepeatChargedAboveTheCard_IsOverchargedAsWell()
    {
        var judgement = LedgerText.Parse(
            """
            R1 10:00:00 ann reveals email of bob by web
            D1 10:00:01 ann pays 1 for bob by web
            R2 12:00:00 ann reveals email of bob by web
            D2 12:00:01 ann pays 3 for bob by extension
            """).Complete().Judged();
        var verdict = judgement.OfReveal[1];
        Assert.Equal((VerdictCode.RepeatCharged, 2L), (judgement.Verdicts[verdict].Code, judgement.Verdicts[verdict].Discrepancy));
        Assert.Equal([VerdictCode.Overcharged, VerdictCode.WrongChannel], judgement.FacetsOf(verdict).ToArray());
    }

    [Fact]
    public void AReversal_OfAReversal_OrOfTheOtherCredits_AnswersNothing() => Says(
        """
        R1 10:00:00 ann reveals email of bob by web
        D1 10:00:01 ann pays 1 for bob by web
        D2 10:00:02 ann gets back 1 of D1 conversation
        D3 10:00:03 ann gets back 1 of D2
        """,
        "R1 ok, D1 ok, D2 orphan_reversal, D3 orphan_reversal");

    [Fact]
    public void TheRequest_GoesBeforeTheJob() => Says(
        """
        R1 10:00:00 ann reveals email of a by api job=J1 request=q1
        R2 10:00:00 ann reveals email of b by api job=J1 request=q2
        D1 10:00:01 ann pays 1 for b by api job=J1 request=q1
        D2 10:00:02 ann pays 1 for a by api job=J1 request=q2
        """,
        "R1 ok, R2 ok, D1 ok, D2 ok");

    [Fact]
    public void AnotherUser_GoesAfterAnotherType() => Says(
        """
        R1 10:00:00 ann reveals email of bob by web
        D1 10:00:01 ben pays 1 for bob by web
        D2 10:00:09 ann pays 1 for bob by web conversation
        """,
        "R1 wrong_credit_type, D1 duplicate, D2 wrong_credit_type");

    [Fact]
    public void TheNarrowestPrice_GoesFirst()
    {
        var judgement = LedgerText.Parse(
            """
            R1 10:00:00 ann reveals email of a by bulk
            R2 10:00:20 ann reveals email of b by web
            D1 10:00:22 ann pays 1 for - by -
            """).Complete().Judged();
        Assert.Equal(judgement.OfReveal[1], judgement.OfDeduction[0]);
    }
}
