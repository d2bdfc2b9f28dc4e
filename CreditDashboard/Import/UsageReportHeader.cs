using System.Globalization;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>What a column of the usage report holds of a user, before the months.</summary>
enum UserColumn
{
    Group,
    Country,
    Email,
    Status,
    Role,
    VerifiedAt,
    DisabledAt,
    LastUsage,
    LastLogin,
}

/// <summary>Which credits a column counts.</summary>
/// <param name="Month">The month's place among the header's; -1 for all months together.</param>
/// <param name="Measure">Null for the sum of the measures; of all months together the sum of <paramref name="OfReveals"/>.</param>
/// <param name="OfReveals">True if the sum is of phones and e-mails alone.</param>
readonly record struct CreditColumn(int Month, UsageMeasure? Measure, bool OfReveals = false);

/// <summary>
/// The two header lines of the vendor's usage report: months over measures. Columns may be missing, stand in another order, or be followed by
/// others, which are listed and ignored.
/// </summary>
sealed class UsageReportHeader
{
    const string EmailName = "user email";

    static readonly Dictionary<string, UserColumn> UserColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["User Group Name"] = UserColumn.Group,
        ["User Country Code"] = UserColumn.Country,
        [EmailName] = UserColumn.Email,
        ["User Status"] = UserColumn.Status,
        ["Role"] = UserColumn.Role,
        ["User Role"] = UserColumn.Role,
        ["Verify Time"] = UserColumn.VerifiedAt,
        ["Disabled Time"] = UserColumn.DisabledAt,
        ["User Last Credit Usage"] = UserColumn.LastUsage,
        ["User Last Login Time"] = UserColumn.LastLogin,
    };

    static readonly Dictionary<string, UsageMeasure?> InMonth = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Phone reveals"] = UsageMeasure.Phone,
        ["Email reveals"] = UsageMeasure.Email,
        ["API Search credits"] = UsageMeasure.ApiSearch,
        ["API Company Enrichment credits"] = UsageMeasure.ApiCompany,
        ["Total"] = null,
    };

    static readonly Dictionary<string, CreditColumn> Together = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Phones Total"] = new(-1, UsageMeasure.Phone),
        ["Emails Total"] = new(-1, UsageMeasure.Email),
        ["Credits Total"] = new(-1, null, OfReveals: true),
        ["API Search Total"] = new(-1, UsageMeasure.ApiSearch),
        ["API Company Enrichment Total"] = new(-1, UsageMeasure.ApiCompany),
        ["Grand Total"] = new(-1, null),
    };

    static readonly string[] MonthFormats =
    [
        "MMMM yyyy", "MMM yyyy", "MMMM, yyyy", "MMM, yyyy", "MMMM-yyyy", "MMM-yyyy", "MMMM yy", "MMM yy", "MMM-yy", "MMMM-yy", "MMM 'yy", "yyyy MMMM", "yyyy MMM",
        "yyyy-MM", "yyyy/MM", "yyyy.MM", "MM/yyyy", "M/yyyy", "MM-yyyy", "MM.yyyy", "yyyy-MM-dd",
    ];

    UsageReportHeader(Dictionary<UserColumn, int> users, List<(int, CreditColumn)> credits, List<YearMonth> months, List<string> ignored, string[] names)
    {
        (Users, Credits, Months, Ignored, Names) = (users, credits, months, ignored, names);
    }

    /// <summary>Where each column of users stands; those that are missing are not in it.</summary>
    public IReadOnlyDictionary<UserColumn, int> Users { get; }

    /// <summary>Where each column of credits stands.</summary>
    public IReadOnlyList<(int At, CreditColumn Column)> Credits { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<YearMonth> Months { get; }

    public IReadOnlyList<string> Ignored { get; }

    /// <summary>What problems call each column, by its place.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>True if a record of the file is the second of the header lines.</summary>
    public static bool IsNames(IReadOnlyList<string> record) => record.Any(name => Plain(name).Equals(EmailName, StringComparison.OrdinalIgnoreCase));

    /// <param name="over">The line before the names; null if there is none.</param>
    /// <exception cref="FileRefusedException">The months cannot be told, a column stands twice, or there is none with credits.</exception>
    public static UsageReportHeader Of(IReadOnlyList<string>? over, IReadOnlyList<string> names)
    {
        var (users, credits, months, ignored) = (new Dictionary<UserColumn, int>(), new List<(int, CreditColumn)>(), new List<YearMonth>(), new List<string>());
        var called = new string[names.Count];
        var above = "";
        for (var at = 0; at < names.Count; at++)
        {
            above = over is not null && at < over.Count && Plain(over[at]) is { Length: > 0 } given ? given : above;
            var name = called[at] = Plain(names[at]);
            if (UserColumns.TryGetValue(name, out var column))
            {
                if (!users.TryAdd(column, at))
                    throw new FileRefusedException($"The column '{name}' stands twice.");
            }
            else if (Together.TryGetValue(name, out var sum))
            {
                Add(at, sum, name);
            }
            else if (InMonth.TryGetValue(name, out var measure) && !(measure is null && IsTotal(above)))
            {
                var month = MonthOf(above) ?? throw new FileRefusedException(above.Length == 0
                    ? $"The line above the names of the columns has no month over '{name}', column {at + 1}: write one over each block, such as November 2026."
                    : $"Over '{name}', column {at + 1}, stands {Fields.Quoted(above)}, which is no month that can be read: write it like November 2026 or 2026-11.");
                if (!months.Contains(month))
                    months.Add(month);
                Add(at, new(months.IndexOf(month), measure), called[at] = $"{above} {name}");
            }
            else if (name.Length > 0)
            {
                ignored.Add(name);
            }
        }

        return credits.Exists(each => each.Item2 is { Month: >= 0, Measure: not null })
            ? new(users, credits, months, ignored, called)
            : throw new FileRefusedException("There is no column of credits: a usage report has Phone reveals, Email reveals, API Search credits or API Company Enrichment credits under each month.");

        void Add(int at, CreditColumn column, string name)
        {
            if (credits.Exists(each => each.Item2 == column))
                throw new FileRefusedException($"The column '{name}' stands twice.");
            credits.Add((at, column));
        }
    }

    static bool IsTotal(string above) => above.Equals("Total", StringComparison.OrdinalIgnoreCase) || above.Equals("Grand Total", StringComparison.OrdinalIgnoreCase);

    static YearMonth? MonthOf(string text)
    {
        text = text.Replace("Sept ", "Sep ", StringComparison.OrdinalIgnoreCase);
        return DateTime.TryParseExact(text, MonthFormats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day) && day.Year is >= 2000 and <= 2199
            ? new YearMonth(day.Year, day.Month)
            : null;
    }

    /// <summary>Without blanks around it, each run of blanks one.</summary>
    static string Plain(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
