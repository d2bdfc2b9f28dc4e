using System.Globalization;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Components;

/// <summary>
/// How the amounts of a page are read, one of the two at a time: as credits, or as money. An amount is a whole number either way, of credits
/// or of the smallest unit of the costs, so what a page sums it sums exactly.
/// </summary>
public sealed record Amounts
{
    const char NoBreak = '\u00a0';

    Amounts()
    {
    }

    public static Amounts InCredits { get; } = new();

    /// <summary>What credits cost; null if the page is read in credits.</summary>
    public CostSpan? Costs { get; private init; }

    /// <summary>True if the account has stated a cost, so that there is a choice.</summary>
    public bool IsOffered { get; private init; }

    /// <summary>What the amounts leave out because no cost is stated for it.</summary>
    public Unstated Unstated { get; init; }

    /// <summary>Money if it is asked for and the account has stated a cost.</summary>
    public static Amounts Of(CreditCosts costs, LedgerFilter filter, Window window, Instant asOf) =>
        new() { IsOffered = costs.IsStated, Costs = filter.InMoney ? costs.Of(window, asOf) : null };

    public bool IsMoney => Costs is not null;

    /// <summary>What amounts are of, within a sentence: <c>credits</c>, <c>EUR</c>.</summary>
    public string Word => Costs?.Currency ?? "credits";

    /// <summary>The same as the head of a column.</summary>
    public string Head => Costs?.Currency ?? "Credits";

    /// <summary>What credits of a row at an instant are as an amount; null if no cost is stated for them.</summary>
    public long? Of(long credits, CreditType type, Instant at) => Costs is null ? credits : credits * Costs.UnitsAt(type, at);

    /// <summary>In a cell whose head says the unit: a true minus, and nothing said to be nothing where a part has no stated cost.</summary>
    public string Taken(long amount) => amount == 0 && Unstated.IsSome ? Words.Unknown : Written(amount, Form("−", ""));

    /// <summary>An amount that is added or taken off, or a change, with its sign.</summary>
    public string Signed(long amount) => amount == 0 && Unstated.IsSome ? Words.Unknown : Written(amount, Form("−", "+"));

    /// <summary>With its unit: <c>47 credits</c>, <c>1 credit</c>, <c>EUR 4.70</c>, or as the culture has it <c>4,70 EUR</c>.</summary>
    public string Many(long amount)
    {
        if (Costs is null)
            return $"{Words.Taken(amount)} {(amount == 1 ? "credit" : "credits")}";

        var isBefore = CultureInfo.CurrentCulture.NumberFormat.CurrencyPositivePattern is 0 or 2;
        return isBefore ? $"{Costs.Currency}{NoBreak}{Taken(amount)}" : $"{Taken(amount)}{NoBreak}{Costs.Currency}";
    }

    /// <summary>A closed range of what credits at an instant are: <c>2–6</c>, <c>0.20–0.60</c>, or not known.</summary>
    public string Range(long? min, long? max, CreditType type, Instant at)
    {
        var (low, high) = (min is { } least ? Of(least, type, at) : null, max is { } most ? Of(most, type, at) : null);
        return low is null || high is null ? Words.Unknown
            : low == high ? Taken(low.Value)
            : low < 0 ? $"{Taken(low.Value)} to {Taken(high.Value)}" : $"{Taken(low.Value)}–{Taken(high.Value)}";
    }

    /// <summary>The amount in credits or in the currency, as a file has it.</summary>
    public decimal Value(long amount)
    {
        decimal value = amount;
        for (var place = 0; place < Decimals; place++)
            value /= 10;
        return value;
    }

    public int Decimals => Costs?.Decimals ?? 0;

    string Form(string minus, string plus)
    {
        var digits = Decimals == 0 ? "#,0" : "#,0." + new string('0', Decimals);
        return $"{plus}{digits};{minus}{digits};{digits}";
    }

    string Written(long amount, string form) => Value(amount).ToString(form, CultureInfo.CurrentCulture);
}

/// <summary>Credits of a window that no stated cost holds for.</summary>
/// <param name="Credits">Net of what was given back.</param>
/// <param name="Rows">The deductions among them.</param>
public readonly record struct Unstated(long Credits, long Rows)
{
    public Unstated With(long credits) => new(Credits + credits, Rows + (credits > 0 ? 1 : 0));

    public bool IsSome => Rows > 0 || Credits != 0;
}
