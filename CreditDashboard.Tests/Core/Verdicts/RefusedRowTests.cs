using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Verdicts;

/// <summary>While an import has refused rows that may be somebody's counterpart, nothing certain is said of that row.</summary>
public class RefusedRowTests
{
    static readonly Instant AsOf = Instant.FromUtc(2027, 1, 1, 0, 0);

    static LedgerText Charge() => LedgerText.Parse("D1 10:00:00 ann pays 2 for bob by extension").Complete();

    static LedgerText Reveal() => LedgerText.Parse("R1 10:00:00 ann reveals email of bob by extension").Complete();

    [Theory]
    [InlineData(null, "", "late_or_missing")]
    [InlineData(null, "ann", "late_or_missing")]
    [InlineData(null, "ben", "no_reveal")]
    [InlineData("09:59:58", "ann", "late_or_missing")]
    [InlineData("09:59:58", "ben", "no_reveal")]
    [InlineData("01T12:00:00", "", "late_or_missing")]
    [InlineData("10:05:00", "", "late_or_missing")]
    [InlineData("10:05:00.0000001", "", "no_reveal")]
    [InlineData("03T10:00:00", "", "no_reveal")]
    public void Charge_WaitsForARefusedReveal_ThatMayAnswerIt(string? at, string user, string code) =>
        Assert.Equal($"D1 {code}", Charge().Refused(Side.Reveal, at, user).Codes());

    [Theory]
    [InlineData("05T10:00:00", "late_or_missing")]
    [InlineData("05T10:00:00.0000001", "never_charged")]
    [InlineData("09:55:00", "late_or_missing")]
    [InlineData("09:54:59.9999999", "never_charged")]
    public void Reveal_WaitsForARefusedCharge_ToBothEndsOfTheWindow(string at, string code) =>
        Assert.Equal($"R1 {code}", Reveal().Refused(Side.Deduction, at, "ann").Codes());

    [Fact]
    public void RefusedRowOfTheSameSide_ChangesNothing()
    {
        Assert.Equal("D1 no_reveal", Charge().Refused(Side.Deduction).Codes());
        Assert.Equal("R1 never_charged", Reveal().Refused(Side.Reveal).Codes());
    }

    [Fact]
    public void RowThatNamesNoUser_WaitsForAnyones() => Assert.Equal(
        "D1 late_or_missing", LedgerText.Parse("D1 10:00:00 - pays 2 for bob by extension").Complete().Refused(Side.Reveal, "10:00:00", "ben").Codes());

    [Fact]
    public void WhatWaits_IsUndecided_PutsNothingInQuestion_AndSaysSo()
    {
        var judgement = Charge().Refused(Side.Reveal).Refused(Side.Reveal, "09:59:58", "ann").Judged();
        var evidence = new EvidenceReader(judgement, AsOf).Read(0);

        Assert.Equal(Disposition.Undecided, evidence.Verdict.Disposition);
        Assert.Equal(Credits.None, evidence.Verdict.Discrepancy);
        Assert.Equal(2, evidence.RefusedNearby);
        Assert.Equal("ann paid 2 credits for bob. The import refused 2 rows that may answer this charge: correct them and import them again.", Sentence.Of(evidence));

        var reveal = new EvidenceReader(Reveal().Refused(Side.Deduction).Judged(), AsOf).SentenceOf(0);
        Assert.Equal("ann revealed bob. The import refused 1 row that may answer this reveal: correct it and import it again.", reveal);
    }

    [Fact]
    public void ItIsPending_BeforeItIsUndecided() =>
        Assert.Equal(VerdictCode.Pending, Charge().Refused(Side.Reveal).Judged().Verdicts[0].CodeAt(Instant.FromUtc(2026, 11, 2, 11, 0)));

    [Fact]
    public void OpenUntilItsIdLands_OrItIsSetAside()
    {
        var rows = LedgerText.Parse("R1 10:00:00 ann reveals email of bob by extension").Rows();
        Assert.False(new RefusedRow { Side = Side.Reveal, Id = "R1" }.IsOpen(rows));
        Assert.True(new RefusedRow { Side = Side.Deduction, Id = "R1" }.IsOpen(rows));
        Assert.True(new RefusedRow { Side = Side.Reveal, Id = "R2" }.IsOpen(rows));
        Assert.True(new RefusedRow { Side = Side.Reveal }.IsOpen(rows));
        Assert.False(new RefusedRow { Side = Side.Reveal, SetAsideAt = AsOf }.IsOpen(rows));
    }

    /// <summary>On many small ledgers: only certain verdicts of rows that are alone change, in any order of the refused rows to the same.</summary>
    [Fact]
    public void OnlyWhatWasCertainOfARowAlone_BecomesUndecided()
    {
        var changed = 0;
        for (var seed = 0; seed < 500; seed++)
        {
            var ledger = RandomLedger.Of(seed);
            var before = ledger.Judged();
            var random = new Random(seed);
            for (var i = random.Next(4); i >= 0; i--)
            {
                ledger.RefusedRows.Add(new RefusedRow
                {
                    Side = random.Next(2) == 0 ? Side.Reveal : Side.Deduction,
                    At = random.Next(3) == 0 ? null : Instant.FromUtc(2026, 10, 31, 9, 0) + Duration.FromSeconds(random.Next(-300_000, 300_000)),
                    User = random.Next(3) == 0 ? "" : random.Next(2) == 0 ? "ann@acme.example" : "nobody@acme.example",
                });
            }

            var after = ledger.Judged();
            ledger.RefusedRows.Reverse();
            Assert.Equal(LedgerText.Codes(after), LedgerText.Codes(ledger.Judged()));
            Assert.Equal(before.Verdicts.Length, after.Verdicts.Length);
            foreach (var (one, other) in before.Verdicts.Zip(after.Verdicts))
            {
                Assert.Equal(one.Id, other.Id);
                if (one.Code == other.Code)
                {
                    Assert.Equal(one.Discrepancy, other.Discrepancy);
                    continue;
                }

                changed++;
                Assert.Contains(one.Code, new[] { VerdictCode.NoReveal, VerdictCode.NeverCharged });
                Assert.Equal((VerdictCode.LateOrMissing, 0), (other.Code, other.Discrepancy));
                Assert.Equal(one.SettleTicks, other.SettleTicks);
            }
        }

        Assert.InRange(changed, 100, int.MaxValue);
    }
}
