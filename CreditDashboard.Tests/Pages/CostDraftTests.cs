using System.Globalization;
using CreditDashboard.Pages.Settings;

namespace CreditDashboard.Tests.Pages;

/// <summary>A cost as it is typed on the Settings page: taken as it stands, or with what would be right below its field.</summary>
public sealed class CostDraftTests : IDisposable
{
    readonly CultureInfo _before = CultureInfo.CurrentCulture;

    static CostDraft Draft(string? price = "0.25", string? from = "2026-11-01", string? currency = " eur ", string? plan = null) => new() { From = from, Price = price, Currency = currency, Plan = plan };

    [Theory]
    [InlineData("en-GB", "0.25")]
    [InlineData("de", "0,25")]
    [InlineData("de", "0.25")]
    public void Price_IsReadAsTheCultureWritesIt_OrWithAPoint(string culture, string price)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        var cost = Draft(price).Read()!;
        Assert.Equal((0.25m, "EUR"), (cost.PerCredit, cost.Currency));
    }

    [Theory]
    [InlineData("en-GB", "0,25", "such as 0.25")]
    [InlineData("en-GB", "1,000", "such as 0.25")]
    [InlineData("en-GB", "free", "such as 0.25")]
    [InlineData("en-GB", null, "such as 0.25")]
    [InlineData("en-GB", "0", "more than nothing")]
    [InlineData("en-GB", "-1", "more than nothing")]
    [InlineData("en-GB", "100001", "price of one, not of all")]
    [InlineData("en-GB", "0.1234567", "round the price yourself")]
    public void APriceThatIsNone_IsRefusedWithTheRemedy(string culture, string? price, string remedy)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        var draft = Draft(price);
        Assert.Null(draft.Read());
        Assert.Contains(remedy, draft.PriceProblem, StringComparison.Ordinal);
        Assert.Null(draft.CurrencyProblem);
    }

    [Fact]
    public void EachField_SaysItsOwnProblem()
    {
        var draft = Draft(from: "1999-01-01", currency: "Euro", plan: new string('x', 81));
        Assert.Null(draft.Read());
        Assert.Equal([true, true, true, false], new[] { draft.FromProblem, draft.CurrencyProblem, draft.PlanProblem, draft.PriceProblem }.Select(problem => problem is not null));
        draft.From = "2026-11-01";
        draft.Read();
        Assert.Null(draft.FromProblem);
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
