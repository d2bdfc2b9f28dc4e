using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>Money is each row's credits times the price of the day it was posted, to the last decimal, however it is broken down.</summary>
public class CostedUsageTests
{
    static readonly Instant End = Instant.FromUtc(2026, 11, 20, 17, 0);
    static readonly Judgement Ledger = TestFeed.Judged(PlantedFeed.Of(TestFeed.Plan(FeedKeys.Contacts, seed: 5)));

    /// <summary>Three prices of prospecting credits and one of the others; the ledger begins before the first.</summary>
    static readonly (LocalDate Day, CreditType Type, decimal Price)[] Stated =
    [
        (new(2026, 10, 1), CreditType.Prospecting, 0.25m), (new(2026, 10, 17), CreditType.Prospecting, 0.049667m), (new(2026, 11, 4), CreditType.Prospecting, 12m),
        (new(2026, 10, 25), CreditType.Conversation, 0.9m),
    ];

    static readonly CostSpan Costs = new CreditCosts(Stated.Select(cost => new CreditCost(cost.Day, cost.Type, cost.Price, "EUR")), TestFeed.Calendar.Zone).Of(Window.All, End)!;

    /// <summary>The price of a row as someone with a calendar would look it up.</summary>
    static decimal? PriceOf(CreditType type, Instant at) =>
        Stated.Where(cost => cost.Type == type && Days.StartOfDay(cost.Day, TestFeed.Calendar.Zone) <= at).Select(cost => (decimal?)cost.Price).LastOrDefault();

    static decimal Money(Credits units) => units.Count / 1_000_000m;

    static decimal Walked(Window window, CreditType type) => Ledger.Rows.Deductions
        .Where(row => row.CreditType == type && window.Holds(row.PostedAt)).Sum(row => row.Count * (PriceOf(type, row.PostedAt) ?? 0));

    [Fact]
    public void AnyBreakdown_OfAnyWindow_SumsToTheCostOfItsRows()
    {
        var random = new Random(3);
        var money = 0m;
        for (var drawn = 0; drawn < 120; drawn++)
        {
            var from = End - Duration.FromHours(random.Next(60 * 24));
            var window = new Window(from, from + Duration.FromHours(random.Next(40 * 24)), "");
            var type = (CreditType)random.Next(2);
            UsageField[] by = [.. UsageFields.All];
            random.Shuffle(by);
            var report = UsageReport.Of(Ledger, new(window, type, By: by[..random.Next(4)], Costs: Costs), End);
            var expected = Walked(window, type);
            Assert.Equal(expected, Money(report.Total));
            Assert.Equal(expected, report.Rows.Sum(row => Money(row.Credits)));
            Assert.Equal(report.Deductions, report.Rows.Sum(row => (long)row.Deductions));
            money += expected;
        }

        Assert.Equal(6, Costs.Decimals);
        Assert.True(money > 1000);
    }

    [Fact]
    public void EachLine_IsTheCostOfItsOwnRows()
    {
        var window = new Window(End - Duration.FromDays(50), End, "");
        var report = UsageReport.Of(Ledger, new(window, By: [UsageField.User, UsageField.Month], Costs: Costs), End);
        var credits = UsageReport.Of(Ledger, new(window with { From = Costs.From }, By: [UsageField.User, UsageField.Month]), End);
        Assert.Equal(credits.Rows.Select(row => string.Join('|', row.Keys)), report.Rows.Select(row => string.Join('|', row.Keys)));
        foreach (var row in report.Rows)
        {
            var user = row.Keys[0] is { } name ? Ledger.Rows.Names.Users.Find(name) : 0;
            var expected = Enumerable.Range(0, Ledger.Rows.Deductions.Length)
                .Select(index => (Row: Ledger.Rows.Deductions[index], Paid: Ledger.Rows.Deductions[Ledger.Reversals.Answers[index] is >= 0 and var taken ? taken : index]))
                .Where(each => each.Row.CreditType == CreditType.Prospecting && window.Holds(each.Row.PostedAt) && each.Paid.User == user)
                .Where(each => Days.DayHolding(each.Row.PostedAt, TestFeed.Calendar.Zone).ToString("uuuu-MM", System.Globalization.CultureInfo.InvariantCulture) == row.Keys[1])
                .Sum(each => each.Row.Count * (PriceOf(CreditType.Prospecting, each.Row.PostedAt) ?? 0));
            Assert.Equal(expected, Money(row.Credits));
        }
    }

    [Theory]
    [InlineData(45)]
    [InlineData(20)]
    [InlineData(3)]
    public void Bridge_LeadsToTheReportsMoney_AndItsRowsSumToEachBar(int days)
    {
        var window = new Window(End - Duration.FromDays(days), End, "");
        var question = new BridgeQuestion(window, new HashSet<int> { 1, 2 }, Costs);
        var bridge = Bridge.Of(Ledger, question, End);
        Assert.Equal(Walked(window, CreditType.Prospecting), Money(bridge.Total));
        foreach (var bar in bridge.Bars.Where(bar => bar.HasRows))
        {
            var rows = BridgeRows.Of(Ledger, question, bar.Key, End);
            Assert.Equal(bar.Credits.Count, rows.OfDeductions.Sum() + rows.OfReveals.Sum());
        }
    }

    [Fact]
    public void TheLedgerItself_IsCountedInAnotherWay_AndTies()
    {
        var window = new Window(End - Duration.FromDays(45), End, "");
        var tieOut = TieOut.Of(TieOutFigures.Of(Ledger, new(window, [], 100, Costs: Costs), End));
        Assert.Equal(Walked(window, CreditType.Prospecting), Money(tieOut.Figures.Ledger));
        Assert.False(tieOut.HasGap);

        // A balance is of credits: it is not held against money.
        Assert.Equal([true, true, false, false], tieOut.Lines.Select(line => line.IsKnown));
    }

    [Fact]
    public void MoneyOfTheOtherType_IsNotToBeHad()
    {
        var report = UsageReport.Of(Ledger, new(Window.All, Costs: Costs), End);
        Assert.Throws<InvalidOperationException>(() => report.TotalOf(CreditType.Conversation));
    }

    [Fact]
    public void Forecast_TakesEachDayTimesItsPrice_AlsoOneThatChangesBeforeTheRenewal()
    {
        var forecast = Forecast.Of(Ledger, TestFeed.Calendar.Holding(End), new Credits(5_000), End)!;
        CreditCost[] costs = [new(new(2026, 10, 1), CreditType.Prospecting, 0.5m, "EUR"), new(new(2026, 11, 25), CreditType.Prospecting, 0.75m, "EUR")];
        var span = new CreditCosts(costs, TestFeed.Calendar.Zone).Of(Window.All, End)!;
        var money = forecast.In(span, new Credits(250_000))!;

        Assert.Equal(forecast.Used.Count * 50, money.Used.Count);
        Assert.Equal(forecast.Days.Sum(day => day.Expected.Count * (day.Day.Day < new LocalDate(2026, 11, 25) ? 50 : 75)), money.Days.Sum(day => day.Expected.Count));
        Assert.Equal(money.Used.Count + money.Days.Sum(day => day.Expected.Count), money.Total.Count);
        Assert.Equal(forecast.RunsOutOn, money.RunsOutOn);
        Assert.InRange(money.Total.Count, money.Range!.Value.Low.Count, money.Range.Value.High.Count);

        // Not every day of the cycle has a price.
        Assert.Null(forecast.In(new CreditCosts([costs[1]], TestFeed.Calendar.Zone).Of(Window.All, End)!, null));
    }
}
