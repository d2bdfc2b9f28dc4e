using System.Globalization;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Components;

/// <summary>A stated cost in words.</summary>
public static class CostText
{
    /// <summary><c>0.25 EUR a prospecting credit from 1 Nov 2026, Growth plan</c>.</summary>
    public static string Of(CreditCost cost) =>
        $"{Price(cost)} {cost.Currency} a {cost.CreditType.Slug()} credit from {Times.DayOfYear(cost.From)}{(cost.Plan.Length > 0 ? ", " + cost.Plan : "")}";

    /// <summary>By the viewer's culture, with at least the decimals that the currency has.</summary>
    public static string Price(CreditCost cost)
    {
        var digits = Currencies.DigitsOf(cost.Currency);
        return cost.PerCredit.ToString("#,0." + new string('0', digits) + new string('#', CreditCost.DecimalsMax - digits), CultureInfo.CurrentCulture);
    }
}
