using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>What an agent would write down, and what must be said of it.</summary>
public class CaseTests
{
    static void Says(string ledger, string codes) => Assert.Equal(codes, LedgerText.Parse(ledger).Complete().Codes());

    static void SaysByLaterCard(string ledger, string codes) =>
        Assert.Equal(codes, LedgerText.Parse(ledger).Complete().PricedBy("later-help-article").Codes());

    [Fact]
    public void Phone_ChargedTwice_IsDuplicate() => Says(
        """
        R1 10:00:00 ann reveals phone of bob by extension
        D1 10:00:02 ann pays 1 for bob by extension
        D2 10:00:06 ann pays 1 for bob by extension
        """,
        "R1 ok, D1 ok, D2 duplicate");

    [Fact]
    public void FirstChargeGivenBack_SecondIsTheOneThatPays() => Says(
        """
        R1 10:00:00 ann reveals phone of bob by extension
        D1 10:00:02 ann pays 1 for bob by extension
        D2 10:00:06 ann pays 1 for bob by extension
        D3 11:00:00 ann gets back 1 of D1
        """,
        "R1 ok, D1 reversed, D2 ok, D3 reversed");

    [Fact]
    public void OnlyChargeGivenBack_TakesItsRevealWithIt() => Says(
        """
        R1 10:00:00 ann reveals phone of bob by extension
        D1 10:00:02 ann pays 1 for bob by extension
        D2 11:00:00 ann gets back 1 of D1
        """,
        "R1 reversed, D1 reversed, D2 reversed");

    [Fact]
    public void PartlyGivenBack_IsJudgedOnWhatIsLeft() => Says(
        """
        R1 10:00:00 ann reveals phone of bob by extension
        D1 10:00:02 ann pays 3 for bob by extension
        D2 11:00:00 ann gets back 2 of D1
        """,
        "R1 ok, D1 ok, D2 ok");

    [Fact]
    public void MoreGivenBackThanTaken_AnswersNothing() => Says(
        """
        R1 10:00:00 ann reveals phone of bob by extension
        D1 10:00:02 ann pays 1 for bob by extension
        D2 11:00:00 ann gets back 2 of D1
        D3 11:00:00 ann gets back 1 of D9
        """,
        "R1 ok, D1 ok, D2 orphan_reversal, D3 orphan_reversal");

    [Fact]
    public void TwoChargesBelowTheMinimum_PayTogether() => Says(
        """
        R1 10:00:00 ann reveals email+phone of bob by extension
        D1 10:00:02 ann pays 1 for bob by extension
        D2 10:00:03 ann pays 1 for bob by extension
        """,
        "R1 ok_group, D1 ok_group, D2 ok_group");

    [Fact]
    public void SecondChargeThatWouldExceedTheMaximum_IsADuplicateOfAnUndercharge() => Says(
        """
        R1 10:00:00 ann reveals email+phone of bob by extension
        D1 10:00:02 ann pays 1 for bob by extension
        D2 10:00:03 ann pays 6 for bob by extension
        """,
        "R1 undercharged, D1 undercharged, D2 duplicate");

    [Fact]
    public void RequestId_PairsAcrossAnyTimeAndUser() => Says(
        """
        R1 10:00:00 ann reveals email of - by api request=q1
        D1 05T10:00:00 ben pays 1 for - by api request=q1
        """,
        "R1 wrong_user, D1 wrong_user");

    [Fact]
    public void RequestIdUsedTwice_IsTreatedLikeAJob() => Says(
        """
        R1 10:00:00 ann reveals email of a by api request=q1
        R2 10:00:01 ann reveals email of b by api request=q1
        D1 10:00:02 ann pays 2 for - by api request=q1
        """,
        "R1 ok_group, R2 ok_group, D1 ok_group");

    [Fact]
    public void Job_IsMatchedContactByContact_ThenInOneSum() => Says(
        """
        R1 10:00:00 ann reveals email of a by bulk job=J1
        R2 10:00:00 ann reveals email of b by bulk job=J1
        R3 10:00:00 ann reveals email of c by bulk job=J1
        D1 10:00:02 ann pays 1 for a by bulk job=J1
        D2 10:00:03 ann pays 2 for - by bulk job=J1
        """,
        "R1 ok, R2 ok_group, R3 ok_group, D1 ok, D2 ok_group");

    [Fact]
    public void Job_ChargedAboveItsRange_IsGroupOver() => Says(
        """
        R1 10:00:00 ann reveals email of a by bulk job=J1 only=email
        R2 10:00:00 ann reveals email of b by bulk job=J1 only=email
        D1 10:00:02 ann pays 3 for - by bulk job=J1
        """,
        "R1 group_over, R2 group_over, D1 group_over");

    [Fact]
    public void Job_ChargedBelowItsRange_IsGroupUnder() => Says(
        """
        R1 10:00:00 ann reveals email of a by bulk job=J1
        R2 10:00:00 ann reveals email of b by bulk job=J1
        D1 10:00:02 ann pays 1 for - by bulk job=J1
        """,
        "R1 group_under, R2 group_under, D1 group_under");

    [Fact]
    public void JobOfOneAndOne_IsAPair_WhateverElseTheySay() => Says(
        """
        R1 10:00:00 ann reveals email of a by bulk job=J1
        D1 10:00:01 ann pays 1 for b by bulk job=J1
        """,
        "R1 ok, D1 ok");

    [Fact]
    public void JobOfOneReveal_IsPaidByTheChargeThatNamesItsContact() => Says(
        """
        R1 10:00:00 ann reveals email of a by bulk job=J1 only=email
        D1 10:00:01 ann pays 6 for - by bulk job=J1
        D2 10:00:02 ann pays 1 for a by bulk job=J1
        """,
        "R1 ok, D1 duplicate, D2 ok");

    [Fact]
    public void TwoChargesThatTogetherStayBelowTheMinimum_DoNotPayTogether() => SaysByLaterCard(
        """
        R1 10:00:00 ann reveals email+phone of bob by extension
        D1 10:00:02 ann pays 1 for bob by extension
        D2 10:00:03 ann pays 1 for bob by extension
        """,
        "R1 undercharged, D1 undercharged, D2 duplicate");

    [Fact]
    public void AContactThatTheRevealDoesNotName_PutsNoChargeFirst() => Says(
        """
        R1 10:00:00 ann reveals email of - by api request=q1
        D1 10:00:01 ann pays 1 for - by api request=q1
        D2 10:00:02 ann pays 6 for c by api request=q1
        R2 11:00:00 ann reveals email of b by api request=q2
        D3 11:00:01 ann pays 6 for c by api request=q2
        D4 11:00:02 ann pays 1 for - by api request=q2
        """,
        "R1 ok, R2 ok, D1 ok, D2 duplicate, D3 duplicate, D4 ok");

    [Fact]
    public void CreditsOfTheOtherType_DoNotStandBetweenThoseThatJoin() => Says(
        """
        R1 10:00:00 ann reveals email+phone of a by web
        D1 10:00:01 ann pays 1 for a by web
        D2 10:00:02 ann pays 1 for a by web conversation
        D3 10:00:03 ann pays 1 for a by web
        """,
        "R1 ok_group, D1 ok_group, D2 duplicate, D3 ok_group");

    [Fact]
    public void SharedRequest_LeavesTheOtherContactUncharged() => Says(
        """
        R1 10:00:00 ann reveals email of a by api request=q1
        R2 10:00:00 ann reveals email of b by api request=q1
        D1 10:00:01 ann pays 1 for a by api request=q1
        """,
        "R1 ok, R2 never_charged, D1 ok");

    [Fact]
    public void JobWithoutReveals_HasNoReveal() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        D1 10:00:02 ann pays 1 for a by web
        R2 11:00:00 ann reveals email of b by web
        D2 11:00:00 ann pays 5 for - by bulk job=J1
        """,
        // A contradicted job forbids the weaker evidence of time, and the price forbids a late half.
        "R1 ok, R2 never_charged, D1 ok, D2 no_reveal");

    [Fact]
    public void Contact_BeyondSeventyTwoHours_IsNotItsCharge() => Says(
        """
        R1 10:00:00 ann reveals email of bob by extension
        D1 05T10:00:00 ann pays 1 for bob by extension
        R2 10:00:00 ann reveals email of cat by extension
        D2 05T10:00:00.0000001 ann pays 1 for cat by extension
        """,
        "R1 late_posting, R2 never_charged, D1 late_posting, D2 no_reveal");

    [Fact]
    public void Contact_PostedFiveMinutesBefore_IsStillItsCharge() => Says(
        """
        R1 10:00:00 ann reveals email of bob by extension
        D1 09:55:00 ann pays 1 for bob by extension
        R2 10:00:00 ann reveals email of cat by extension
        D2 09:54:59 ann pays 1 for cat by extension
        """,
        "R1 ok, R2 never_charged, D1 ok, D2 no_reveal");

    [Fact]
    public void SameUser_GoesBeforeANearerOne() => Says(
        """
        R1 10:00:00 ann reveals email of bob by extension
        D1 10:00:01 ben pays 1 for bob by extension
        D2 10:00:30 ann pays 1 for bob by extension
        """,
        "R1 ok, D1 duplicate, D2 ok");

    [Fact]
    public void AbsentUser_NeverDiffers() => Says(
        """
        R1 10:00:00 ann reveals email of bob by salesforce
        D1 10:00:02 - pays 1 for bob by salesforce
        R2 10:10:00 - reveals email of cat by salesforce
        D2 10:10:02 ben pays 1 for cat by salesforce
        """,
        "R1 ok, R2 ok, D1 ok, D2 ok");

    [Fact]
    public void OtherAction_IsPaidByItsOwnActivityOnly() => Says(
        """
        R1 10:00:00 ann reveals email of a by web
        D1 10:00:01 ann pays 1 for - by web action=search
        R2 10:00:00 ann reveals nothing of - by web action=export request=q1
        D2 10:00:01 ann pays 3 for - by web action=export request=q1
        """,
        "R1 never_charged, R2 ok, D1 other_action, D2 ok");

    [Fact]
    public void ConversationCredits_AreMatchedAndNeverPriced() => Says(
        """
        R1 10:00:00 ann reveals email of a by web conversation
        D1 10:00:01 ann pays 50 for a by web conversation
        """,
        "R1 ok, D1 ok");

    [Fact]
    public void RepeatWithinTheCycle_IsFreeByTheLaterCard() => SaysByLaterCard(
        """
        R1 10:00:00 ann reveals email of bob by extension
        D1 10:00:01 ann pays 1 for bob by extension
        R2 12T10:00:00 ben reveals email of bob by extension
        D2 12T10:00:01 ben pays 1 for bob by extension
        R3 13T10:00:00 ben reveals email of bob by extension
        """,
        "R1 ok, R2 repeat_charged, R3 free_as_ruled, D1 ok, D2 repeat_charged");

    [Fact]
    public void WithoutCoverage_NothingIsCalledMissing() => Assert.Equal(
        "R1 ok, R2 out_of_coverage, D1 ok, D2 out_of_coverage",
        LedgerText.Parse(
            """
            R1 10:00:00 ann reveals email of a by web
            D1 10:00:01 ann pays 1 for a by web
            R2 11:00:00 ben reveals email of b by web
            D2 09:00:00 cat pays 1 for c by web
            """).Codes());

    [Fact]
    public void SingleRow_StandsAlone() => Assert.Equal(
        "D1 out_of_coverage", LedgerText.Parse("D1 10:00:01 ann pays 1 for a by web").Codes());

    [Fact]
    public void Job_OverARenewal_IsOneGroupThatSaysSo()
    {
        // The cycle renews on 30 November at 09:14.
        var judgement = LedgerText.Parse(
            """
            R1 30T09:13:00 ann reveals email of a by bulk job=J1
            R2 30T09:15:00 ann reveals email of b by bulk job=J1
            D1 30T09:15:02 ann pays 2 for - by bulk job=J1
            """).Complete().Judged();

        Assert.Equal("R1 ok_group, R2 ok_group, D1 ok_group", LedgerText.Codes(judgement));
        Assert.Equal([VerdictCode.CycleShift], judgement.FacetsOf(0).ToArray());
    }

    [Fact]
    public void NoRow_NoVerdict() => Assert.Empty(new LedgerText().Judged().Verdicts);
}
