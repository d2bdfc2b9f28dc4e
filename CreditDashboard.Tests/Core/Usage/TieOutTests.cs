using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>The window's number, counted in every way there is.</summary>
public class TieOutTests
{
    static readonly Instant Now = Instant.FromUtc(2026, 11, 10, 12, 0);

    const string Ledger = """
        D1 2026-09-20T10:00:00 ann pays 30 for a by extension
        D2 2026-10-05T11:00:00 ben pays 20 for b by web
        D3 05T10:00:00 ann pays 4 for d by extension
        D4 05T11:00:00 ben pays 2 for e by web
        D5 06T11:00:00 - pays 8 for f by salesforce
        D6 07T10:00:00 ben gets back 2 of D4
        D7 08T10:00:00 ann pays 7 for g by web conversation
        """;

    [Fact]
    public void WhatWasTaken_IsTheChangeOfBalance_FromTheAllocationOfTheCycle()
    {
        var tieOut = Of("this-cycle", []);
        Assert.Equal([12L, 12L, 12L, null], tieOut.Lines.Select(line => line.Credits?.Count));
        Assert.False(tieOut.HasGap);
        Assert.Equal(new BalanceChange(new(100), Credits.None, Credits.None, new(88)), tieOut.Figures.Balance);
        Assert.Equal(4, tieOut.Figures.LedgerRows);
    }

    [Theory]
    [InlineData("all", 0, 300, 150, 88)]
    [InlineData("2026-10-01..2026-11-10", 100, 100, 80, 88)]
    [InlineData("2026-11-06..2026-11-06", 94, 0, 0, 86)]
    [InlineData("2026-12-01..2026-12-02", 88, 0, 0, 88)]
    public void WhatIsLeft_LapsesAtRenewal_AndTheNextAllocationComes(string window, long opening, long given, long lapsed, long closing)
    {
        var tieOut = Of(window, []);
        Assert.Equal(new BalanceChange(new(opening), new(given), new(lapsed), new(closing)), tieOut.Figures.Balance);
        Assert.False(tieOut.HasGap);
    }

    [Fact]
    public void GrantsOfTheFiles_StandInPlaceOfWhatIsStated_AndExpiriesInPlaceOfLapsing()
    {
        Grant[] grants =
        [
            Grant("G1", 10, 31, 1000, GrantKind.Allocation), Grant("G2", 11, 5, 50, GrantKind.TopUp), Grant("G3", 11, 6, -5, GrantKind.Expiry),
            Grant("G4", 11, 6, 9, GrantKind.TopUp, CreditType.Conversation),
        ];
        var stated = Of("this-cycle", grants).Figures.Balance!;
        Assert.Equal((150, 1045, 1183), (stated.Opening.Count, stated.Given.Count, stated.Closing.Count));

        // Without a word of what a renewal gives, only what was granted counts, and 50 had been taken before.
        var unstated = Of("this-cycle", grants, perCycle: null).Figures.Balance!;
        Assert.Equal((-50, 1045, 983), (unstated.Opening.Count, unstated.Given.Count, unstated.Closing.Count));
        Assert.Equal((0, 9, 2), Of("this-cycle", grants, type: CreditType.Conversation).Figures.Balance is { } own ? (own.Opening.Count, own.Given.Count, own.Closing.Count) : default);
        Assert.Null(Of("this-cycle", [], perCycle: null).Lines[(int)TieOutStep.Balance].Credits);
        Assert.Null(Of("this-cycle", [], type: CreditType.Conversation).Lines[(int)TieOutStep.Balance].Credits);
    }

    [Theory]
    [InlineData(14, null, 2)]
    [InlineData(6, "2026-11-06T00:00:00Z", 0)]
    [InlineData(5, "2026-11-06T00:00:00Z", -1)]
    [InlineData(18, "2026-11-11T00:00:00Z", 6)]
    public void TheVendorsFigure_IsHeldAgainstWhatItCanHold(long credits, string? until, long gap)
    {
        var vendor = new VendorFigure(VendorSource.Snapshot, new(credits), until is null ? null : NodaTime.Text.InstantPattern.General.Parse(until).Value);
        var line = Of("this-cycle", [], vendor: vendor).Lines[(int)TieOutStep.Vendor];
        Assert.Equal(gap, line.Gap.Count);
        Assert.Equal(gap == 0, line.Ties);
    }

    [Fact]
    public void ARowThatOneWayOfCountingLacks_IsTheGap_OfThatStepAlone()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var (text, random) = (RandomLedger.Of(seed, rowsMax: 60), new Random(seed));
            var judgement = text.Judged();
            var window = AnyWindow(judgement, random);
            var tied = TieOut.Of(TieOutFigures.Of(judgement, Question(window), Now));
            Assert.False(tied.HasGap);
            var own = text.Deductions.Where(row => row.CreditType == CreditType.Prospecting && window.Holds(row.PostedAt)).ToList();
            if (own.Count == 0)
                continue;

            // The same ledger without one row, counted by user: the table lacks it, and nothing else does.
            var lost = own[random.Next(own.Count)];
            text.Deductions.Remove(lost);
            var lacking = UsageReport.Of(text.Judged(), new(window, By: [UsageField.User]), Now);
            var tables = TieOut.Of(TieOutFigures.Of(judgement, Question(window), Now, byUser: lacking));
            Assert.Equal([-lost.Credits.Count, 0, 0, 0], tables.Lines.Select(line => line.Gap.Count));

            // The tile and tables of all rows over the ledger without it.
            var ledger = TieOut.Of(TieOutFigures.Of(text.Judged(), Question(window), Now, Report(UsageField.Channel), Report(UsageField.User)));
            Assert.Equal([0, -lost.Credits.Count, -lost.Credits.Count, 0], ledger.Lines.Select(line => line.Gap.Count));
            Assert.True(ledger.HasGap);

            // What is off by any number of credits is off by just that.
            var by = new Credits(1 + random.Next(9));
            var balance = tied.Figures.Balance!;
            Assert.Equal([0, 0, -by.Count, 0], TieOut.Of(tied.Figures with { Balance = balance with { Closing = balance.Closing + by } }).Lines.Select(line => line.Gap.Count));
            Assert.Equal([by.Count, 0, 0, 0], TieOut.Of(tied.Figures with { ByChannel = tied.Figures.ByChannel + by }).Lines.Select(line => line.Gap.Count));

            UsageReport Report(UsageField field) => UsageReport.Of(judgement, new(window, By: [field]), Now);
        }
    }

    [Fact]
    public void TheLedgersSums_AreThoseOfItsRows_OverAnyStretch()
    {
        var rows = TestFeed.Judged(PlantedFeed.Of(TestFeed.Plan(FeedKeys.Contacts, 1))).Rows;
        var random = new Random(1);
        for (var each = 0; each < 300; each++)
        {
            var (from, to) = (At(), At());
            foreach (var type in (CreditType[])[CreditType.Prospecting, CreditType.Conversation])
            {
                var own = rows.Deductions.Where(row => row.CreditType == type && new Window(from, to, "").Holds(row.PostedAt)).ToList();
                Assert.Equal((own.Sum(row => row.Count), own.Count), rows.Sums.Between(from, to, type) is var (credits, count) ? (credits.Count, count) : default);
            }
        }

        Instant? At() => random.Next(9) == 0 ? null : rows.Deductions[random.Next(rows.Deductions.Length)].PostedAt;
    }

    static TieOut Of(string text, Grant[] grants, long? perCycle = 100, CreditType type = CreditType.Prospecting, VendorFigure? vendor = null)
    {
        var judgement = LedgerText.Parse(Ledger).Judged();
        Assert.True(Window.TryParse(text, judgement.Rules.Cycles, Now, out var window, out _));
        return TieOut.Of(TieOutFigures.Of(judgement, new(window, grants, perCycle, type, vendor), Now));
    }

    static TieOutQuestion Question(Window window) => new(window, [Grant("G1", 11, 1, 40, GrantKind.TopUp)], 100);

    static Window AnyWindow(Judgement judgement, Random random)
    {
        Instant[] ends = [.. judgement.Rows.Deductions.Select(row => row.PostedAt).Append(Now).OrderBy(_ => random.Next()).Take(2).Order()];
        return random.Next(4) switch
        {
            0 => Window.All,
            1 => Window.OfCycle(judgement.Rules.Cycles.Holding(Now), "this-cycle"),
            2 => new(ends[0], null, ""),
            _ => new(ends[0], ends[^1], ""),
        };
    }

    static Grant Grant(string id, int month, int day, long credits, GrantKind kind, CreditType type = CreditType.Prospecting) =>
        new() { Id = id, PostedAt = Instant.FromUtc(2026, month, day, 10, 0), Credits = new(credits), Kind = kind, CreditType = type };
}
