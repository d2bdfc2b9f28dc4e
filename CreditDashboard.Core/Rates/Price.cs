using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Rates;

/// <summary>The rules that a price is made of, in the order in which they apply.</summary>
public enum PriceRule : byte
{
    /// <summary>The e-mail addresses that were found.</summary>
    Email,

    /// <summary>The phone numbers that were found.</summary>
    Phone,

    /// <summary>E-mail and phone revealed together cost something other than their sum.</summary>
    Together,

    /// <summary>The most that one contact costs.</summary>
    Cap,

    /// <summary>The contact was revealed before.</summary>
    Repeat,

    /// <summary>A bulk selection is charged for contacts with incomplete data as well.</summary>
    Partial,

    /// <summary>A paid action that reveals nothing.</summary>
    Action,
}

public static class PriceRules
{
    /// <summary>The word in files and addresses, such as <c>together</c>.</summary>
    public static string Slug(this PriceRule rule) => rule switch
    {
        PriceRule.Email => "email",
        PriceRule.Phone => "phone",
        PriceRule.Together => "together",
        PriceRule.Cap => "cap",
        PriceRule.Repeat => "repeat",
        PriceRule.Partial => "partial",
        PriceRule.Action => "action",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}

/// <summary>What one rule adds to the two ends of a price. It may take away, and then more from one end than from the other.</summary>
/// <param name="Rule">The rule that was applied.</param>
/// <param name="Quantity">
/// What it was applied to: data points found (e-mail, phone, together, cap), data points shown before (repeat), requested types not found
/// (partial), results (action).
/// </param>
/// <param name="Min">Added to the minimum.</param>
/// <param name="Max">Added to the maximum.</param>
public readonly record struct PriceLine(PriceRule Rule, long Quantity, Credits Min, Credits Max)
{
    internal bool ChangesPrice => Min != Credits.None || Max != Credits.None;
}

/// <summary>What a reveal should cost, and why: lines that sum to the range, in the order in which the rules apply.</summary>
public sealed class Price
{
    /// <exception cref="ArgumentException">The lines sum to no range.</exception>
    internal Price(ImmutableArray<PriceLine> lines)
    {
        Lines = lines;
        var (min, max) = (Credits.None, Credits.None);
        foreach (var line in lines)
            (min, max) = (min + line.Min, max + line.Max);
        Range = new CreditRange(min, max);
    }

    public CreditRange Range { get; }

    /// <summary>None for a reveal that showed nothing.</summary>
    public ImmutableArray<PriceLine> Lines { get; }
}
