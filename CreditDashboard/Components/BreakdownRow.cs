namespace CreditDashboard.Components;

/// <summary>One row of a breakdown of credits.</summary>
/// <param name="Title">The whole name where <paramref name="Name"/> may be cut.</param>
/// <param name="Href">The page that shows this row alone.</param>
public sealed record BreakdownRow(string Name, long Credits, long Deductions, long InQuestion, string? Title = null, string? Href = null)
{
    /// <summary>By how much the credits differ from those of the window that is compared with; null if none is.</summary>
    public long? Change { get; init; }

    /// <summary>The group of a user, or what a row without one is made of; null if it is not known.</summary>
    public string? Group { get; init; }

    /// <summary>What else there is to know of a user, such as <c>disabled 8 Apr</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>The class of the channel's colour; null for what is no channel.</summary>
    public string? Hue { get; init; }

    /// <summary>Sums the rows below it, which are counted themselves.</summary>
    public bool IsSubtotal { get; init; }

    /// <summary>Stands below a subtotal.</summary>
    public bool IsWithin { get; init; }

    /// <summary>The page that shows the rows behind the credits.</summary>
    public string? RowsHref { get; init; }

    /// <summary>The page that shows what is in question of this row.</summary>
    public string? QuestionHref { get; init; }
}
