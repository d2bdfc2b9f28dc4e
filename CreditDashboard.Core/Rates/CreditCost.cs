using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Rates;

/// <summary>What one credit costs an account, as the account states it, from the start of a day in its zone until another cost is stated.</summary>
public sealed record CreditCost
{
    /// <summary>More decimals than any price list has; with <see cref="PriceMax"/> they keep sums within a <c>long</c> of the smallest unit.</summary>
    public const int DecimalsMax = 6;
    public const int PriceMax = 100_000;
    public const int PlanLengthMax = 80;

    /// <exception cref="ArgumentException">The price is nothing or less, too large, or too finely divided, or the currency is none.</exception>
    public CreditCost(LocalDate from, CreditType creditType, decimal perCredit, string currency, string plan = "")
    {
        if (perCredit is <= 0 or > PriceMax || ScaleOf(perCredit) > DecimalsMax)
            throw new ArgumentException($"A credit costs more than nothing and at most {PriceMax}, with at most {DecimalsMax} decimals.", nameof(perCredit));
        if (!Currencies.IsKnown(currency))
            throw new ArgumentException($"'{currency}' is not a currency of ISO 4217.", nameof(currency));
        if (plan.Length > PlanLengthMax)
            throw new ArgumentException($"The name of a plan has at most {PlanLengthMax} letters.", nameof(plan));

        (From, CreditType, PerCredit, Currency, Plan) = (from, creditType, perCredit, currency, plan);
    }

    public LocalDate From { get; }

    /// <summary>The credits that cost so much. The two types are priced apart, as they are counted apart.</summary>
    public CreditType CreditType { get; }

    public decimal PerCredit { get; }

    /// <summary>Its code in ISO 4217.</summary>
    public string Currency { get; }

    /// <summary>What the vendor calls the plan that the price is of; empty if that is not said.</summary>
    public string Plan { get; }

    /// <summary>How many decimals a price needs: 2 for 0.25, and for 0.250.</summary>
    internal static int ScaleOf(decimal price) => (price / 1.0000000000000000000000000000m).Scale;
}
