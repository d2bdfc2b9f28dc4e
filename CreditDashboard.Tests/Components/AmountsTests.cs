using System.Globalization;
using CreditDashboard.Components;
using CreditDashboard.Components.Exports;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Tests.Components;

/// <summary>Amounts as people read them: credits, or money by the viewer's culture with the account's currency code.</summary>
public sealed class AmountsTests : IDisposable
{
    readonly CultureInfo _before = CultureInfo.CurrentCulture;

    static Amounts In(decimal price, string currency = "EUR") => Amounts.Of(
        new CreditCosts([new(new LocalDate(2026, 1, 1), CreditType.Prospecting, price, currency)], DateTimeZone.Utc),
        new LedgerFilter { Account = "acme", InMoney = true }, Window.All, Instant.FromUtc(2026, 11, 1, 0, 0));

    [Theory]
    [InlineData("en-GB", "1,204.50|+1,204.50|−1,204.50|EUR 1,204.50|0.00")]
    [InlineData("de", "1.204,50|+1.204,50|−1.204,50|1.204,50 EUR|0,00")]
    public void Money_IsWrittenByTheViewersCulture(string culture, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        var amounts = In(0.25m);
        Assert.Equal(expected, string.Join('|', amounts.Taken(120_450), amounts.Signed(120_450), amounts.Signed(-120_450), amounts.Many(120_450).Replace('\u00a0', ' '), amounts.Taken(0)));
    }

    [Fact]
    public void Credits_AreWrittenAsBefore()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        var amounts = Amounts.InCredits;
        Assert.Equal("1,204|+1,204|−1|1 credit|2 credits|0|Credits", string.Join('|', amounts.Taken(1204), amounts.Signed(1204), amounts.Taken(-1), amounts.Many(1), amounts.Many(2), amounts.Taken(0), amounts.Head));
    }

    [Fact]
    public void WhereAPartHasNoStatedCost_NothingIsSaidToBeNothing()
    {
        var amounts = In(0.25m) with { Unstated = new(12, 3) };
        Assert.Equal("–|–|0.25", string.Join('|', amounts.Taken(0), amounts.Signed(0), amounts.Taken(25)));
        Assert.Null(Cell.Of(0, amounts).Value);
        Assert.Equal(0.25m, Cell.Of(25, amounts).Value);
    }

    [Fact]
    public void Ranges_ArePricedAtTheirTime()
    {
        var amounts = In(0.25m);
        var at = Instant.FromUtc(2026, 2, 1, 0, 0);
        Assert.Equal("0.50–1.50", amounts.Range(2, 6, CreditType.Prospecting, at));
        Assert.Equal("0.25", amounts.Range(1, 1, CreditType.Prospecting, at));
        Assert.Equal("–", amounts.Range(1, 1, CreditType.Conversation, at));
        Assert.Equal("–", amounts.Range(1, 1, CreditType.Prospecting, Instant.FromUtc(2025, 12, 31, 0, 0)));
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
