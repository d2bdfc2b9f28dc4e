using System.Collections.Frozen;
using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>A usage report as it was imported.</summary>
/// <param name="Import">The number of the import.</param>
/// <param name="TakenAt">When it was made: as whoever imported it said, or the import's instant.</param>
public sealed record ImportedReport(long Import, Instant TakenAt, VendorReport Report);

/// <summary>One month of control totals.</summary>
/// <param name="TakenAt">When the report was made: of a month that was running then it holds no more than that.</param>
/// <param name="Users">By address; users of whom nothing is said are not in it.</param>
/// <param name="Unnamed">What belongs to no user.</param>
public sealed record ControlMonth(YearMonth Month, Instant TakenAt, FrozenDictionary<string, MeasuredCredits> Users, MeasuredCredits Unnamed)
{
    public MeasuredCredits Total => Users.Values.Aggregate(Unnamed, (sum, credits) => sum + credits);
}

/// <summary>
/// What the vendor's usage reports say of an account, taken together: of each month the report that was imported last and holds it, and of
/// each user what the last one says.
/// </summary>
public sealed class ControlTotals
{
    public static readonly ControlTotals None = new([]);

    /// <param name="reports">In the order they were imported.</param>
    public ControlTotals(IReadOnlyList<ImportedReport> reports)
    {
        Months =
        [
            .. reports.SelectMany(report => report.Report.Months.Select((month, index) => (month, index, report)))
                .GroupBy(each => each.month)
                .Select(each => MonthOf(each.Last().report, each.Last().index))
                .OrderBy(month => month.Month),
        ];
        var users = new Dictionary<string, UserDetails>(StringComparer.Ordinal);
        foreach (var user in reports.SelectMany(report => report.Report.Users))
            users[user.Email] = user.Details;
        Users = users.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Ascending.</summary>
    public IReadOnlyList<ControlMonth> Months { get; }

    /// <summary>What is said of users, by address.</summary>
    public FrozenDictionary<string, UserDetails> Users { get; }

    public ControlMonth? Of(YearMonth month) => Months.FirstOrDefault(each => each.Month == month);

    /// <summary>What is said of the users of rows, by their numbers among the rows' names.</summary>
    public FrozenDictionary<int, UserDetails> Among(RowNames names) => Users
        .Select(user => (Number: names.Users.Find(user.Key), user.Value))
        .Where(user => user.Number > Names.Absent)
        .ToFrozenDictionary(user => user.Number, user => user.Value);

    static ControlMonth MonthOf(ImportedReport report, int index) => new(
        report.Report.Months[index],
        report.TakenAt,
        report.Report.Users.Where(user => !user.Credits[index].IsNone).ToFrozenDictionary(user => user.Email, user => user.Credits[index], StringComparer.Ordinal),
        report.Report.Unnamed[index]);
}
