using NodaTime;

namespace CreditDashboard.Components.Exports;

/// <summary>
/// One table of a file that leaves the product. A number is a number in it, so that a spreadsheet can go on with it; what is not known is an
/// empty cell.
/// </summary>
/// <param name="Name">The tab of a workbook, or the name of a file: at most 31 letters, no <c>: \ / ? * [ ]</c>.</param>
/// <param name="Total">The row that closes the table; null if it has none.</param>
public sealed record Sheet(string Name, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<Cell>> Rows, IReadOnlyList<Cell>? Total = null)
{
    public IEnumerable<IReadOnlyList<Cell>> AllRows => Total is null ? Rows : Rows.Append(Total);
}

/// <summary>A text, a count, an amount of money, a share of a whole, a time on the account's wall, or nothing.</summary>
public readonly record struct Cell
{
    Cell(object? value, bool isShare = false, int? decimals = null) => (Value, IsShare, Decimals) = (value, isShare, decimals);

    /// <summary>A <see cref="string"/>, <see cref="long"/>, <see cref="decimal"/>, <see cref="LocalDateTime"/>, or null.</summary>
    public object? Value { get; }

    /// <summary>A part of one, to be shown as a percentage.</summary>
    public bool IsShare { get; }

    /// <summary>How many decimals an amount of money is shown with; null for what is none.</summary>
    public int? Decimals { get; }

    public static implicit operator Cell(string? text) => Of(text);
    public static implicit operator Cell(long count) => Of(count);
    public static implicit operator Cell(long? count) => new(count);

    public static Cell Of(string? text) => new(text is { Length: > 0 } ? text : null);
    public static Cell Of(long? count) => new(count);

    /// <summary>A count of credits, or an amount in the currency: exactly, and whatever its column is summed to as well.</summary>
    public static Cell Of(long? amount, Amounts amounts) =>
        amount is { } known && !(known == 0 && amounts.Unstated.IsSome) ? (amounts.IsMoney ? new Cell(amounts.Value(known), decimals: amounts.Decimals) : Of(known)) : default;

    /// <summary>The sum of the cells of a column; nothing if they hold no numbers.</summary>
    public static Cell Sum(IReadOnlyCollection<Cell> cells)
    {
        var known = cells.Where(cell => cell.Value is not null).ToList();
        return known.Count == 0 ? default
            : known.Exists(cell => cell.IsShare) ? Share(1, 1)
            : known[0].Decimals is { } decimals ? new Cell(known.Sum(cell => (decimal)cell.Value!), decimals: decimals)
            : known.Sum(cell => (long)cell.Value!);
    }

    /// <summary>To the minute is how pages say it; the cell keeps the whole.</summary>
    public static Cell Of(Instant at, DateTimeZone zone) => new(at.InZone(zone).LocalDateTime);

    /// <summary>Of nothing, a share is not known.</summary>
    public static Cell Share(long part, long whole) => new(whole == 0 ? null : decimal.Round((decimal)part / whole, 6), isShare: true);
}
