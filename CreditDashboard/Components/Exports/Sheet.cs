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

/// <summary>A text, a count, a share of a whole, a time on the account's wall, or nothing.</summary>
public readonly record struct Cell
{
    Cell(object? value, bool isShare = false) => (Value, IsShare) = (value, isShare);

    /// <summary>A <see cref="string"/>, <see cref="long"/>, <see cref="decimal"/>, <see cref="LocalDateTime"/>, or null.</summary>
    public object? Value { get; }

    /// <summary>A part of one, to be shown as a percentage.</summary>
    public bool IsShare { get; }

    public static implicit operator Cell(string? text) => Of(text);
    public static implicit operator Cell(long count) => Of(count);
    public static implicit operator Cell(long? count) => new(count);

    public static Cell Of(string? text) => new(text is { Length: > 0 } ? text : null);
    public static Cell Of(long? count) => new(count);

    /// <summary>To the minute is how pages say it; the cell keeps the whole.</summary>
    public static Cell Of(Instant at, DateTimeZone zone) => new(at.InZone(zone).LocalDateTime);

    /// <summary>Of nothing, a share is not known.</summary>
    public static Cell Share(long part, long whole) => new(whole == 0 ? null : decimal.Round((decimal)part / whole, 6), isShare: true);
}
