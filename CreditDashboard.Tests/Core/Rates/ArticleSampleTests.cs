using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Tests.Core.Rates;

/// <summary>The sample with one case for each sentence of the article, priced by the article as given.</summary>
public class ArticleSampleTests
{
    static readonly CycleCalendar Cycles = new(
        DateTimeZoneProviders.Tzdb["Europe/London"], RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 31, 9, 14)]);

    [Theory]
    [InlineData("R-1", "1")]
    [InlineData("R-2", "1")]
    [InlineData("R-3", "2 to 6")]
    [InlineData("R-4", "2 to 6")]
    [InlineData("R-5a", "2 to 6")]
    [InlineData("R-5b", "1 to 6")]
    [InlineData("R-5c", "0 to 6")]
    [InlineData("R-10", "1")]
    [InlineData("R-14", null)]
    [InlineData("R-20", "0 to 1")]
    [InlineData("R-21", "0 to 1")]
    [InlineData("R-24", "2 to 6")]
    [InlineData("R-25", "1 to 6")]
    [InlineData("R-28", "2 to 6")]
    public void EachReveal_CostsWhatTheArticleSays(string id, string? price)
    {
        var rows = Rows();
        var prices = RevealPrices.Of(rows, Cycles, new CardSchedule([]), Channels.Published);

        Assert.Equal(price, prices.Explain(rows.FindReveal(id))?.Range.ToString());
    }

    static AccountRows Rows()
    {
        var rows = new AccountRowsBuilder();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Samples", "article.reveals.csv")).Skip(1))
        {
            var cells = line.Split(',');
            Assert.True(Timestamp.TryParse(cells[1], Cycles.Zone, out var at, out _, out var problem), problem);
            Assert.True(CreditTypes.TryParse(cells[11], out var type));
            rows.Add(new Reveal
            {
                Id = cells[0],
                OccurredAt = at,
                User = cells[2],
                Channel = cells[3],
                Contact = cells[4],
                EmailsFound = cells[5][0] - '0',
                PhonesFound = cells[6][0] - '0',
                Job = cells[9],
                CreditType = type,
            });
        }

        return rows.Build();
    }
}
