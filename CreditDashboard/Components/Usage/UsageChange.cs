using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;

namespace CreditDashboard.Components.Usage;

/// <summary>One part of a change as the page says it.</summary>
/// <param name="Href">The rows behind it in this window; null for those that no line is left for.</param>
public sealed record ChangePart(string Name, long Change, string? Href = null);

/// <summary>How a window differs from the one it is compared with.</summary>
/// <param name="Name">What is compared with, such as <c>last cycle</c>.</param>
/// <param name="Now">The credits of this window, and of the other.</param>
/// <param name="Whole">The credits of the whole window before, if only a part of it is compared.</param>
/// <param name="Channels">What made the change, the largest first; together they are the change.</param>
/// <param name="Users">The same by user.</param>
public sealed record UsageChange(
    string Name, Comparison Windows, long Now, long Then, long? Whole, IReadOnlyList<ChangePart> Channels, IReadOnlyList<ChangePart> Users)
{
    public long Change => Now - Then;

    /// <summary>A comparison, unless it would set money beside what has no stated cost, or one in another currency.</summary>
    internal static Comparison? Known(Comparison? compared, UsageReading reading) =>
        compared is null || reading.Costs is not { } costs || (costs.Covers(compared.Against, CreditType.Prospecting) && costs.Covers(compared.Whole, CreditType.Prospecting)) ? compared : null;

    /// <summary>What the choices of a comparison are called for a window.</summary>
    public static IReadOnlyList<(ComparedWith With, string Name)> Choices(WindowView view)
    {
        var before = NameOf(view);
        return view.IsRunning
            ? [(ComparedWith.SameDays, $"{before}, same days"), (ComparedWith.Before, before), (ComparedWith.None, "nothing")]
            : [(ComparedWith.SameDays, before), (ComparedWith.None, "nothing")];
    }

    /// <summary>The window before, in words.</summary>
    public static string NameOf(WindowView view) => view.Kind switch
    {
        WindowKind.Cycle => view.IsRunning ? "last cycle" : "cycle before",
        WindowKind.Month => view.IsRunning ? "last month" : "month before",
        WindowKind.Days => $"{view.Note} before",
        _ => "time before",
    };

    /// <summary>What made a change by one field, the largest first.</summary>
    internal static IReadOnlyList<ChangePart> Parts(AccountSnapshot ledger, UsageField field, UsageReport now, UsageReport then, UsageLinks links) =>
    [
        .. Driver.Of(now, then)
            .Where(driver => driver.Change.Count != 0)
            .Select(driver => new ChangePart(FieldWords.Text(field, driver.Key), driver.Change.Count, links.Rows(field, [FieldWords.Value(ledger, field, driver.Key)]))),
    ];
}
