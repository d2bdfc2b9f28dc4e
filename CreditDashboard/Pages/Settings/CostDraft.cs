using System.Globalization;
using CreditDashboard.Components;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime.Text;

namespace CreditDashboard.Pages.Settings;

/// <summary>A cost as it is typed, and what is wrong with it, field by field, with what would be right.</summary>
public sealed class CostDraft
{
    public string? From { get; set; }
    public CreditType CreditType { get; set; }
    public string? Price { get; set; }
    public string? Currency { get; set; }
    public string? Plan { get; set; }

    public string? FromProblem { get; private set; }
    public string? PriceProblem { get; private set; }
    public string? CurrencyProblem { get; private set; }
    public string? PlanProblem { get; private set; }

    /// <summary>The cost, or null and the problems of the fields.</summary>
    public CreditCost? Read()
    {
        var (day, price, currency, plan) = (LocalDatePattern.Iso.Parse(From?.Trim() ?? ""), PriceOf(Price), (Currency ?? "").Trim().ToUpperInvariant(), (Plan ?? "").Trim());
        FromProblem = day is { Success: true, Value.Year: >= 2000 and <= 2199 } ? null : "Choose the day from which it holds, in the years 2000 to 2199.";
        PriceProblem = price is null ? $"Write the price of one credit as a number, such as {0.25m.ToString(CultureInfo.CurrentCulture)}."
            : price <= 0 ? "A credit costs more than nothing. While no cost is stated, money is said to be unknown."
            : price > CreditCost.PriceMax ? $"One credit costs at most {Words.Count(CreditCost.PriceMax)}: this is the price of one, not of all."
            : decimal.Round(price.Value, CreditCost.DecimalsMax) != price ? $"At most {CreditCost.DecimalsMax} decimals are kept exactly: round the price yourself."
            : null;
        CurrencyProblem = Currencies.IsKnown(currency) ? null : "Give the currency's code of ISO 4217, such as EUR, GBP or USD.";
        PlanProblem = plan.Length <= CreditCost.PlanLengthMax ? null : $"The name of the plan has at most {CreditCost.PlanLengthMax} letters.";
        return (FromProblem ?? PriceProblem ?? CurrencyProblem ?? PlanProblem) is null ? new(day.Value, CreditType, price!.Value, currency, plan) : null;
    }

    /// <summary>As the viewer's culture writes it, or with a point as everyone does; thousands are never parted, so it is never taken for another number.</summary>
    static decimal? PriceOf(string? text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign;
        return decimal.TryParse(text, Style, CultureInfo.CurrentCulture, out var price) || decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out price) ? price : null;
    }
}
