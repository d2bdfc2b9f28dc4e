using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Verdicts;

/// <summary>What later rows change of a sealed cycle.</summary>
public class AmendmentTests
{
    static readonly Instant AsOf = Instant.FromUtc(2027, 6, 1, 0, 0);

    static List<Verdict> VerdictsOf(Judgement judgement, Window window)
    {
        var verdicts = new VerdictWindow(judgement, window, AsOf);
        return [.. verdicts.All().Select(verdicts.Read)];
    }

    static Amendments Amended(string before, string after) =>
        Amendments.Of(VerdictsOf(LedgerText.Parse(before).Complete().Judged(), Window.All), LedgerText.Parse(before + after).Complete().Judged(), Window.All, AsOf);

    const string Sealed =
        """
        R1 10:00:00 ann reveals phone of bob by extension
        D1 10:00:02 ann pays 1 for bob by extension
        R2 11:00:00 ann reveals phone of cat by extension

        """;

    [Fact]
    public void NothingLater_AmendsNothing()
    {
        var amendments = Amended(Sealed, "");
        Assert.Empty(amendments.All);
        Assert.Equal(Credits.None, amendments.Prospecting);
    }

    [Fact]
    public void ALateCharge_SupersedesTheRevealThatStoodAlone()
    {
        var amendment = Assert.Single(Amended(Sealed, "D2 11:00:02 ann pays 1 for cat by extension").All);
        Assert.Equal(VerdictCode.Ok, amendment.Now?.Code);
        var superseded = Assert.Single(amendment.Supersedes);
        Assert.Equal((VerdictCode.NeverCharged, "R2", 0L), (superseded.Code, superseded.Reveals[0], superseded.Credits.Count));
    }

    [Fact]
    public void ANewRow_SupersedesNothing_AndCountsItsCredits()
    {
        var amendments = Amended(Sealed, "D3 12:00:02 ann pays 4 for dan by extension\nD4 12:00:03 ann pays 7 for dan by extension conversation");
        Assert.Equal([VerdictCode.NoReveal, VerdictCode.NoReveal], amendments.All.Select(amendment => amendment.Now!.Code));
        Assert.All(amendments.All, amendment => Assert.Empty(amendment.Supersedes));
        Assert.Equal((4, 7), (amendments.Prospecting.Count, amendments.Conversation.Count));
    }

    [Fact]
    public void RowsThatLeftTheCycle_AreNamed()
    {
        var window = new Window(Instant.FromUtc(2026, 11, 1, 0, 0), Instant.FromUtc(2026, 11, 3, 0, 0), "cycle");
        var before = VerdictsOf(LedgerText.Parse(Sealed).Complete().Judged(), window);
        var amendment = Assert.Single(Amendments.Of(before, LedgerText.Parse(Sealed + "D2 03T10:00:00 ann pays 1 for cat by extension").Complete().Judged(), window, AsOf).All);
        Assert.Null(amendment.Now);
        Assert.Equal("R2", Assert.Single(amendment.Supersedes).Reveals[0]);
    }

    [Fact]
    public void WhatIsAmended_IsWhatTheSumsOfTheCycleChangedBy_AndNoOrderOfTheLaterRowsMatters()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var ledger = RandomLedger.Of(seed);
            var random = new Random(seed);
            var from = Instant.FromUtc(2026, 10, 31, 9, 0) + Duration.FromSeconds(random.Next(300));
            var window = new Window(from, from + Duration.FromSeconds(1 + random.Next(900)), "cycle");
            var early = new LedgerText();
            early.Coverages.AddRange(ledger.Coverages);
            early.Reveals.AddRange(ledger.Reveals.Where(_ => random.Next(3) > 0));
            early.Deductions.AddRange(ledger.Deductions.Where(_ => random.Next(3) > 0));
            var before = VerdictsOf(early.Judged(), window);

            var judgement = ledger.Judged();
            var amendments = Amendments.Of(before, judgement, window, AsOf);
            var after = VerdictsOf(judgement, window);
            foreach (var (type, changed) in new[] { (CreditType.Prospecting, amendments.Prospecting), (CreditType.Conversation, amendments.Conversation) })
                Assert.Equal(changed, Amendments.Sum(after, judgement.Rows, type) - Amendments.Sum(before, judgement.Rows, type));

            // What is not amended stands as it was sealed, and what is names every sealed verdict that does not.
            var amended = amendments.All.Select(amendment => amendment.Now?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
            Assert.Equal(
                after.Where(verdict => !amended.Contains(verdict.Id)).Select(verdict => (verdict.Id, verdict.Code)),
                before.Except(amendments.All.SelectMany(amendment => amendment.Supersedes)).Select(verdict => (verdict.Id, verdict.Code)));

            ledger.Reveals.Reverse();
            ledger.Deductions.Reverse();
            Assert.Equal(Said(amendments), Said(Amendments.Of(before, ledger.Judged(), window, AsOf)));
        }
    }

    static IEnumerable<string> Said(Amendments amendments) => amendments.All.Select(
        amendment => $"{amendment.Now?.Id} {amendment.Now?.Code}: {string.Join(' ', amendment.Supersedes.Select(verdict => verdict.Id))}");
}
