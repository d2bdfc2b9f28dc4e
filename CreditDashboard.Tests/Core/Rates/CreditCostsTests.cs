using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Tests.Core.Rates;

/// <summary>What a credit costs at an instant, by what an account stated.</summary>
public class CreditCostsTests
{
    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    static CreditCost Cost(int day, decimal price, string currency = "EUR", CreditType type = CreditType.Prospecting) => new(new LocalDate(2026, 11, day), type, price, currency);

    /// <summary>Noon of a day of November 2026 in the account's zone.</summary>
    static Instant Noon(int day) => new LocalDate(2026, 11, day).At(new LocalTime(12, 0)).InZoneStrictly(Zone).ToInstant();

    static CostSpan Span(params CreditCost[] costs) => new CreditCosts(costs, Zone).Of(Window.All, Noon(28))!;

    [Fact]
    public void Price_HoldsFromTheStartOfItsDayInTheAccountsZone()
    {
        var span = Span(Cost(3, 0.25m), Cost(10, 0.125m));
        var start = Instant.FromUtc(2026, 11, 2, 23, 0);
        Assert.Null(span.UnitsAt(CreditType.Prospecting, start - Duration.Epsilon));
        Assert.Equal(250, span.UnitsAt(CreditType.Prospecting, start));
        Assert.Equal(250, span.UnitsAt(CreditType.Prospecting, Instant.FromUtc(2026, 11, 9, 23, 0) - Duration.Epsilon));
        Assert.Equal(125, span.UnitsAt(CreditType.Prospecting, Instant.FromUtc(2026, 11, 9, 23, 0)));
        Assert.Null(span.UnitsAt(CreditType.Conversation, start));
    }

    [Theory]
    [InlineData("EUR", "0.25", 2)]
    [InlineData("EUR", "0.2500", 2)]
    [InlineData("EUR", "1", 2)]
    [InlineData("EUR", "0.049667", 6)]
    [InlineData("JPY", "30", 0)]
    [InlineData("JPY", "12.5", 1)]
    [InlineData("KWD", "0.1", 3)]
    public void SmallestUnit_IsWhatTheCurrencyOrThePriceNeeds(string currency, string price, int decimals)
    {
        var span = Span(Cost(1, decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), currency));
        Assert.Equal(decimals, span.Decimals);
        Assert.Equal(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), span.UnitsAt(CreditType.Prospecting, Noon(2))!.Value / (decimal)Math.Pow(10, decimals));
    }

    [Fact]
    public void OfOneDay_TheLaterStatementRules()
    {
        var span = Span(Cost(3, 0.25m), Cost(3, 0.20m));
        Assert.Equal(20, span.UnitsAt(CreditType.Prospecting, Noon(3)));
        Assert.Equal([(Window.All.To, 20L)], span.Within(Window.All, CreditType.Prospecting).Select(part => (part.Window.To, part.Units)));
    }

    [Fact]
    public void AnotherCurrency_BeginsASpanOfItsOwn_AndAWindowIsReadInTheOneAtItsEnd()
    {
        var costs = new CreditCosts([Cost(10, 0.30m, "USD"), Cost(3, 0.25m)], Zone);
        var (euros, dollars) = (costs.Of(new Window(null, Noon(9), ""), Noon(28))!, costs.Of(new Window(Noon(1), Noon(12), ""), Noon(28))!);
        Assert.Equal(("EUR", "USD"), (euros.Currency, dollars.Currency));
        Assert.Null(euros.UnitsAt(CreditType.Prospecting, Noon(10)));
        Assert.Null(dollars.UnitsAt(CreditType.Prospecting, Noon(9)));
        Assert.False(dollars.Covers(new Window(Noon(9), Noon(12), ""), CreditType.Prospecting));
        Assert.True(dollars.Covers(new Window(Noon(10), Noon(12), ""), CreditType.Prospecting));
        Assert.False(euros.Covers(new Window(Noon(4), Noon(12), ""), CreditType.Prospecting));

        // Before anything was stated a window is read in the first currency, of which it holds nothing.
        var before = costs.Of(new Window(Noon(1), Noon(2), ""), Noon(28))!;
        Assert.Equal("EUR", before.Currency);
        Assert.Empty(before.Within(new Window(Noon(1), Noon(2), ""), CreditType.Prospecting));
        Assert.Null(CreditCosts.None.Of(Window.All, Noon(28)));
    }

    [Fact]
    public void Within_TilesTheStatedPartOfAWindow()
    {
        var span = Span(Cost(3, 0.25m), Cost(10, 0.125m), Cost(10, 1m, type: CreditType.Conversation));
        Assert.Equal(
            [(Days.StartOfDay(new(2026, 11, 3), Zone), Days.StartOfDay(new(2026, 11, 10), Zone), 250L), (Days.StartOfDay(new(2026, 11, 10), Zone), Noon(20), 125L)],
            span.Within(new Window(Noon(1), Noon(20), ""), CreditType.Prospecting).Select(part => (part.Window.From!.Value, part.Window.To!.Value, part.Units)));
        Assert.Single(span.Within(new Window(Noon(1), Noon(20), ""), CreditType.Conversation));
    }

    [Theory]
    [InlineData("0", "EUR")]
    [InlineData("-1", "EUR")]
    [InlineData("100001", "EUR")]
    [InlineData("0.1234567", "EUR")]
    [InlineData("1", "eur")]
    [InlineData("1", "ABC")]
    [InlineData("1", "")]
    public void WhatIsNoCost_CannotBeMade(string price, string currency) =>
        Assert.Throws<ArgumentException>(() => Cost(1, decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), currency));
}
