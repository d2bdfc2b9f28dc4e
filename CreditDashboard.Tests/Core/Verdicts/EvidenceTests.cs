using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Verdicts;

/// <summary>What an agent reads beside a verdict.</summary>
public class EvidenceTests
{
    static readonly Instant AsOf = Instant.FromUtc(2027, 1, 1, 0, 0);

    static Evidence Of(string ledger, string deduction)
    {
        var judgement = LedgerText.Parse(ledger).Complete().Judged();
        return new EvidenceReader(judgement, AsOf).Read(judgement.OfDeduction[judgement.Rows.FindDeduction(deduction)]);
    }

    [Fact]
    public void ACardOfAnotherTime_IsTriedAsWell()
    {
        var ledger = LedgerText.Parse(
            """
            R1 10:00:00 ann reveals phone of bob by extension
            D1 10:00:02 ann pays 4 for bob by extension
            """).Complete();
        var four = PublishedCards.HelpArticle with { Id = "four", Name = "Phones at four", Phone = new Credits(4) };
        var cards = new CardSchedule([new CardAssignment { From = Instant.FromUtc(2026, 11, 9, 0, 0), Card = four.Id, Number = 1 }], [four]);
        var judgement = Judge.Of(ledger.Rows(), ledger.Rules with { Cards = cards });

        Assert.Equal("It fits card Phones at four.", new EvidenceReader(judgement, AsOf).Read(judgement.OfDeduction[0]).Counterfactual);
    }

    [Fact]
    public void Overcharge_NamesBothRowsThePriceAndTheCardThatWouldFit()
    {
        var evidence = Of(
            """
            R1 10:00:00 ann reveals phone of bob by extension
            D1 10:00:02.100 ann pays 5 for bob by extension
            """,
            "D1");

        Assert.Equal("ann paid 5 credits for bob. 1 phone was shown, which costs 1: 4 credits are above the card.", Sentence.Of(evidence));
        Assert.Equal(Level.B, evidence.Verdict.Level);
        Assert.Equal(3, evidence.Tier);
        Assert.Equal(Duration.FromMilliseconds(2100), evidence.Lag);
        Assert.Contains(new ComparedField("contact_id", "bob", "bob", FieldResult.Equal), evidence.Fields);
        Assert.Contains(new ComparedField("job_id", "", "", FieldResult.Absent), evidence.Fields);
        Assert.Equal("It fits card Later help article.", evidence.Counterfactual);
    }

    [Fact]
    public void NoReveal_NamesWhatCameNear_AndTheWindowThatWouldHold()
    {
        var evidence = Of(
            """
            R1 10:00:00 ann reveals email of bob by extension
            R2 05T11:00:00 ann reveals email of cat by extension
            D1 05T11:00:00 ann pays 1 for bob by extension
            D2 05T11:00:03 ann pays 1 for cat by extension
            """,
            "D1");

        Assert.Equal(VerdictCode.NoReveal, evidence.Verdict.Code);
        Assert.Equal([new NearMiss("R1", Gate.Window), new NearMiss("R2", Gate.Contact)], evidence.NearMisses.ToArray());
        Assert.Equal("It would match R1 if a charge might be posted 3 d 1 h after its reveal.", evidence.Counterfactual);
    }

    [Fact]
    public void TimeAlone_GivesTheMarginToTheRunnerUp()
    {
        var evidence = Of(
            """
            R1 10:00:00 ann reveals email of a by web
            R2 10:00:30 ann reveals email of b by web
            D1 10:00:01 ann pays 1 for - by web
            D2 10:00:32 ann pays 1 for - by web
            """,
            "D2");

        // (30 s earlier is not admissible for R2; D2 is 32 s after R1) (32 + 0.5) / (2 + 0.5)
        Assert.Equal(1300, evidence.MarginHundredths);
        Assert.Equal([new OtherReading("R1", "D1")], evidence.RunnerUps.ToArray());
        Assert.Equal(Level.C, evidence.Verdict.Level);
    }

    [Fact]
    public void Duplicate_NamesTheVerdictItRepeats()
    {
        var judgement = LedgerText.Parse(
            """
            R1 10:00:00 ann reveals phone of bob by extension
            D1 10:00:02 ann pays 1 for bob by extension
            D2 10:00:06.200 ann pays 1 for bob by extension
            """).Complete().Judged();
        var evidence = new EvidenceReader(judgement, AsOf).Read(judgement.OfDeduction[judgement.Rows.FindDeduction("D2")]);

        Assert.Equal(judgement.Verdicts[judgement.OfReveal[0]].IdText, evidence.Verdict.Of);
        Assert.Equal("ann paid 1 credit for bob, 4.2 seconds apart from D1, for one reveal. This second charge answers nothing.", Sentence.Of(evidence));
    }

    [Fact]
    public void EveryCode_HasASentenceATitleAndADisposition() => Assert.Equal(25, VerdictCodes.All.Select(code => (code.Slug(), code.Title(), code.Disposition())).Distinct().Count());

    [Theory]
    [InlineData(2.1, "2.1 seconds")]
    [InlineData(1.0, "1 second")]
    [InlineData(0.99, "0.9 seconds")]
    [InlineData(252, "4 min 12 s")]
    [InlineData(9000, "2 h 30 min")]
    [InlineData(250_080, "2 d 21 h")]
    public void Length_IsRoundedDown(double seconds, string text) => Assert.Equal(text, Sentence.Length(Duration.FromSeconds(seconds)));
}
