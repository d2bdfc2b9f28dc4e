using CreditDashboard.Core.Rates;

namespace CreditDashboard.Components.Evidences;

/// <summary>The lines of a price in the words of the pages.</summary>
public static class PriceText
{
    public static string Name(PriceRule rule) => rule switch
    {
        PriceRule.Email => "E-mail",
        PriceRule.Phone => "Phone",
        PriceRule.Together => "E-mail and phone together",
        PriceRule.Cap => "The most for one contact",
        PriceRule.Repeat => "Shown before",
        PriceRule.Partial => "Incomplete data in a bulk selection",
        _ => "Paid action",
    };

    /// <summary>What the rule was applied to.</summary>
    public static string Applied(PriceLine line) => line.Rule switch
    {
        PriceRule.Repeat => $"{Words.Count(line.Quantity)} before",
        PriceRule.Partial => $"{Words.Count(line.Quantity)} not found",
        PriceRule.Action => Words.Many(line.Quantity, "result"),
        _ => $"{Words.Count(line.Quantity)} shown",
    };

    /// <summary>The lines in one: <c>E-mail 1, phone 1, together 0 to 4</c>. Nothing for a price without lines.</summary>
    public static string Sum(Price price) => string.Join(", ", price.Lines.Select((line, index) =>
    {
        var name = line.Rule switch
        {
            PriceRule.Together => "together",
            PriceRule.Cap => "at most",
            PriceRule.Repeat => "shown before",
            PriceRule.Partial => index == 0 ? "Incomplete" : "incomplete",
            _ when index == 0 => Name(line.Rule),
            _ => Name(line.Rule).ToLowerInvariant(),
        };
        var sign = line.Rule is PriceRule.Email or PriceRule.Phone or PriceRule.Action || line.Min.Count < 0 || line.Max.Count <= 0 ? "" : "+";
        var range = line.Min == line.Max ? sign + Words.Taken(line.Min.Count) : $"{Words.Taken(line.Min.Count)} to {sign}{Words.Taken(line.Max.Count)}";
        return $"{name} {range}";
    }));
}
