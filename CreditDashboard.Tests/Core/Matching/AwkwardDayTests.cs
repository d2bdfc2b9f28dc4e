using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>Days on which something changes, and feeds that lack a side: the verdict is still the sensible one.</summary>
public class AwkwardDayTests
{
    static void Says(string ledger, string codes) => Assert.Equal(codes, LedgerText.Parse(ledger).Complete().Codes());

    [Fact]
    public void ACardThatChangesAtNoon_PricesByTheReveal_NotByThePosting()
    {
        var ledger = LedgerText.Parse(
            """
            R1 11:59:59.9999999 ann reveals phone of a by web
            D1 12:00:01 ann pays 1 for a by web
            R2 12:00:00 ann reveals phone of b by web
            D2 12:00:02 ann pays 5 for b by web
            R3 11:59:59.9999999 ann reveals phone of c by web
            D3 12:00:01 ann pays 5 for c by web
            R4 12:00:00 ann reveals phone of d by web
            D4 12:00:01 ann pays 1 for d by web
            """).Complete().PricedBy("help-article");
        ledger.Cards.Add(new CardAssignment { From = Instant.FromUtc(2026, 11, 2, 12, 0), Card = "later-help-article" });
        Assert.Equal("R1 ok, R2 ok, R3 overcharged, R4 undercharged, D1 ok, D2 ok, D3 overcharged, D4 undercharged", ledger.Codes());
    }

    // Counted from 31 January 09:14: 28 February 09:14, 31 March 09:14 in London, which is 08:14 UTC, and 30 April.
    [Theory]
    [InlineData("2026-02-28T09:13:59", "2026-02-28T09:14:00", VerdictCode.CycleShift)]
    [InlineData("2026-02-28T09:14:00", "2026-02-28T09:14:01", VerdictCode.Ok)]
    [InlineData("2026-03-28T09:13:59", "2026-03-28T09:14:00", VerdictCode.Ok)]
    [InlineData("2026-03-31T08:13:59", "2026-03-31T08:14:00", VerdictCode.CycleShift)]
    [InlineData("2026-04-30T08:13:59", "2026-04-30T08:14:00", VerdictCode.CycleShift)]
    [InlineData("2026-05-31T08:13:59", "2026-05-31T08:14:00", VerdictCode.CycleShift)]
    public void AnAnchorOnThe31st_RenewsOnTheLastDayOfShorterMonths(string shown, string posted, VerdictCode code)
    {
        var judgement = LedgerText.Parse($"R1 {shown} ann reveals email of bob by web\nD1 {posted} ann pays 1 for bob by web").Complete().Judged();
        Assert.Equal(code, Assert.Single(judgement.Verdicts).Code);
    }

    [Fact]
    public void TheDayWithTwentyFiveHours_TellsTheTwoHoursApart() => Says(
        """
        R1 2026-10-25T00:30:00 ann reveals email of a by web
        D1 2026-10-25T00:30:02 ann pays 1 for - by web
        R2 2026-10-25T01:30:00 ann reveals email of b by web
        D2 2026-10-25T01:30:02 ann pays 1 for - by web
        R3 2026-10-25T00:59:59 ann reveals email of c by web
        D3 2026-10-25T01:00:01 ann pays 1 for c by web
        """,
        "R1 ok, R2 ok, R3 ok, D1 ok, D2 ok, D3 ok");

    [Fact]
    public void TheDayWithTwentyThreeHours_PostsNothingLate() => Says(
        """
        R1 2026-03-29T00:59:59 ann reveals email of a by web
        D1 2026-03-29T01:00:01 ann pays 1 for a by web
        R2 2026-03-29T00:50:00 ann reveals email of b by web
        D2 2026-03-29T01:05:00 ann pays 1 for b by web
        """,
        "R1 ok, R2 ok, D1 ok, D2 ok");

    [Fact]
    public void AUserWithoutAnyReveal_IsNotCovered_UntilTheActivityIsDeclaredComplete()
    {
        const string Rows = """
            R1 10:00:00 ann reveals email of a by web
            D1 10:00:02 ann pays 1 for a by web
            D2 10:00:01 ben pays 1 for b by web
            R3 11:00:00 ann reveals email of c by web
            D3 11:00:02 ann pays 1 for c by web
            """;
        Assert.Equal("R1 ok, R3 ok, D1 ok, D2 out_of_coverage, D3 ok", LedgerText.Parse(Rows).Codes());

        var declared = LedgerText.Parse(Rows);
        declared.Coverages.Add(new DeclaredCoverage { Side = Side.Reveal, From = Instant.FromUtc(2026, 11, 2, 0, 0), To = Instant.FromUtc(2026, 11, 3, 0, 0) });
        Assert.Equal("R1 ok, R3 ok, D1 ok, D2 no_reveal, D3 ok", declared.Codes());
    }

    [Fact]
    public void ALedgerAlone_OrAnActivityAlone_AccusesNobody()
    {
        Assert.Equal("D1 out_of_coverage, D2 out_of_coverage", LedgerText.Parse("D1 10:00:00 ann pays 1 for a by web\nD2 11:00:00 ann pays 1 for - by web").Codes());
        Assert.Equal("R1 out_of_coverage, R2 free_as_ruled", LedgerText.Parse("R1 10:00:00 ann reveals email of a by web\nR2 11:00:00 ann reveals nothing of b by web").Codes());
    }

    [Fact]
    public void ARequestIdUsedTwice_ByCharges_IsADuplicate_AndByBoth_IsOneGroup()
    {
        Says(
            """
            R1 10:00:00 ann reveals email of - by api request=q1
            D1 10:00:01 ann pays 1 for - by api request=q1
            D2 12:00:00 ann pays 1 for - by api request=q1
            """,
            "R1 ok, D1 ok, D2 duplicate");
        Says(
            """
            R1 10:00:00 ann reveals email of - by api request=q1
            R2 12:00:00 ann reveals email of - by api request=q1
            D1 10:00:01 ann pays 1 for - by api request=q1
            D2 12:00:01 ann pays 1 for - by api request=q1
            """,
            "R1 ok_group, R2 ok_group, D1 ok_group, D2 ok_group");
    }
}
