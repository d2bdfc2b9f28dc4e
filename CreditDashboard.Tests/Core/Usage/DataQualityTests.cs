using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>How complete the data was, by what was asked for.</summary>
public class DataQualityTests
{
    const string Rows = """
        R1 10:00:00 ann reveals email+phone of a by web
        R2 10:01:00 ann reveals email of b by web
        R3 10:02:00 ben reveals nothing of c by bulk
        R4 10:03:00 ben reveals email of d by bulk only=email
        R5 10:04:00 ben reveals phone of e by bulk only=email
        R6 09T10:00:00 ann reveals phone of f by web
        R7 10:05:00 ann reveals nothing of g by web action=search
        """;

    static readonly DataQuality Of = DataQuality.Of(LedgerText.Parse(Rows).Judged(), Window.All);

    [Fact]
    public void OnlyWhatWasAskedFor_Counts()
    {
        Assert.Equal(new Quality(Reveals: 6, Partial: 2, Empty: 2, Asked: 10, Missing: 5), Of.Total);
        Assert.Equal(4, Of.Total.Incomplete);
    }

    [Fact]
    public void ByChannelUserAndWeek()
    {
        var names = LedgerText.Parse(Rows).Rows().Names;
        Assert.Equal(
            [("web", new Quality(3, 2, 0, 6, 2)), ("bulk", new Quality(3, 0, 2, 4, 3))],
            Of.Channels.Select(row => (names.Channels[row.Key], row.Quality)));
        Assert.Equal(
            [("ann@acme.example", new Quality(3, 2, 0, 6, 2)), ("ben@acme.example", new Quality(3, 0, 2, 4, 3))],
            Of.Users.Select(row => (names.Users[row.Key], row.Quality)));
        Assert.Equal(
            [(new LocalDate(2026, 11, 2), 5), (new LocalDate(2026, 11, 9), 1)],
            Of.Weeks.Select(row => (DataQuality.MondayOf(row.Key), row.Quality.Reveals)));
    }

    [Fact]
    public void Weeks_BeginOnMondayInTheAccountsZone()
    {
        // 31 March 2025 is a Monday; in London it begins at 23:00 UTC of the Sunday.
        var judgement = LedgerText.Parse("R1 2025-03-30T22:59:59 ann reveals email of a by web\nR2 2025-03-30T23:00:00 ann reveals email of b by web").Judged();
        Assert.Equal(
            [new LocalDate(2025, 3, 24), new LocalDate(2025, 3, 31)],
            DataQuality.Of(judgement, Window.All).Weeks.Select(row => DataQuality.MondayOf(row.Key)));
    }

    [Fact]
    public void EveryTable_SumsToTheTotal_InEveryWindow()
    {
        foreach (var seed in Enumerable.Range(1, 200))
        {
            var judgement = RandomLedger.Of(seed, 60).Judged();
            var first = Instant.FromUtc(2026, 10, 31, 9, 0);
            var middle = first + Duration.FromMinutes(150 + seed);
            var window = new Window(first + Duration.FromMinutes(seed), first + Duration.FromMinutes(300 + (seed * 3)), "");
            var quality = DataQuality.Of(judgement, window);
            foreach (var table in new[] { quality.Channels, quality.Users, quality.Weeks })
                Assert.Equal(quality.Total, table.Aggregate(default(Quality), (sum, row) => sum + row.Quality));
            Assert.Equal(
                judgement.Rows.Reveals.Count(row => window.Holds(row.OccurredAt) && (row.EmailsRequested || row.PhonesRequested) && judgement.Rows.Names.Actions[row.Action] == Reveal.RevealAction),
                quality.Total.Reveals);
            Assert.Equal(quality.Total, DataQuality.Of(judgement, window with { To = middle }).Total + DataQuality.Of(judgement, window with { From = middle }).Total);
        }
    }
}
