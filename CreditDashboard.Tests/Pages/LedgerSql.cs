using System.Globalization;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Tests.Pages;

/// <summary>
/// The questions that Credit Usage answers, as plain SQL over the ledger's views. What the views do not hold is brought from outside: the
/// codes from the <c>verdicts</c> command, days, weeks, months and cycles from the calendar.
/// </summary>
sealed class LedgerSql : IDisposable
{
    readonly SqliteConnection _connection;

    public LedgerSql(string store, JsonElement verdicts, CycleCalendar calendar, LocalDate first, LocalDate last)
    {
        _connection = new SqliteConnection($"Data Source={store};Mode=ReadOnly;Pooling=False");
        _connection.Open();
        Run("CREATE TEMP TABLE judged (verdict INT, code TEXT, side TEXT, id TEXT, PRIMARY KEY (side, id)); CREATE TEMP TABLE spans (field TEXT, key TEXT, first TEXT, ending TEXT)");
        using (var transaction = _connection.BeginTransaction(deferred: true))
        {
            foreach (var (number, verdict) in verdicts.EnumerateArray().Index())
            {
                foreach (var (side, rows) in (ReadOnlySpan<(string, string)>)[("R", "reveals"), ("D", "deductions")])
                {
                    foreach (var id in verdict.GetProperty(rows).EnumerateArray())
                        Run("INSERT INTO judged VALUES ($1, $2, $3, $4)", number, verdict.GetProperty("code").GetString()!, side, id.GetString()!);
                }
            }

            AddSpans(calendar, first, last);
            transaction.Commit();
        }

        Run("""
            CREATE TEMP TABLE taken AS
            SELECT substr(own.posted_at, 1, 19) AS at, own.credits, own.credit_type, stands.user, stands.user_id, stands.channel, NULL AS "group",
                CASE WHEN stands.channel IN ('extension', 'web') THEN 'direct' WHEN stands.channel IN ('bulk', 'csv') THEN 'bulk' WHEN stands.channel = 'api' THEN 'api'
                    WHEN stands.channel IN ('salesforce', 'hubspot') THEN 'integration' WHEN stands.channel IS NOT NULL THEN 'other' END AS kind,
                stands.action, nullif(stands.job_id, '') AS job, judged.code AS verdict,
                (SELECT CASE WHEN count(DISTINCT (emails_found > 0) + 2 * (phones_found > 0)) > 1 THEN 'mixed'
                        WHEN max(emails_found) > 0 AND max(phones_found) > 0 THEN 'both' WHEN max(emails_found) > 0 THEN 'email' WHEN max(phones_found) > 0 THEN 'phone'
                        WHEN count(*) > 0 THEN 'nothing' END
                    FROM judged AS paid JOIN judged AS member ON member.verdict = paid.verdict AND member.side = 'R' JOIN reveal_rows ON reveal_id = member.id
                    WHERE paid.side = 'D' AND paid.id = stands.deduction_id) AS data
            FROM deduction_rows AS own
            JOIN deduction_rows AS stands ON stands.deduction_id = coalesce(
                (SELECT answered.deduction_id FROM deduction_rows AS answered
                    WHERE answered.deduction_id = own.reverses AND answered.credits > 0 AND answered.credit_type = own.credit_type), own.deduction_id)
            JOIN judged ON judged.side = 'D' AND judged.id = own.deduction_id
            """);
        foreach (var step in (string[])["day", "week", "month", "cycle"])
            Run($"ALTER TABLE taken ADD {step} TEXT; UPDATE taken SET {step} = (SELECT key FROM spans WHERE field = '{step}' AND first <= at AND at < ending)");
    }

    /// <summary>Credits by some fields, the keys joined by a bar, of a window and what the fields have to say.</summary>
    public Dictionary<string, long> Credits(Window window, IReadOnlyDictionary<UsageField, IReadOnlyList<string?>> only, params UsageField[] by)
    {
        var keys = string.Join(" || '|' || ", by.Select(field => $"coalesce({Column(field)}, '')").DefaultIfEmpty("''"));
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT {keys}, sum(credits) FROM taken WHERE credit_type = 'prospecting' AND {In(window)}{string.Concat(only.Select(Asked))} GROUP BY 1";
        using var reader = command.ExecuteReader();
        Dictionary<string, long> credits = [];
        while (reader.Read())
            credits.Add(reader.GetString(0), reader.GetInt64(1));
        return credits;
    }

    /// <summary>What one row says, drawn from those of a window; empty if it has none.</summary>
    public IReadOnlyDictionary<UsageField, string?> AnyRow(Window window, Random random)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT * FROM taken WHERE {In(window)} ORDER BY at LIMIT 1 OFFSET {random.Next(500)} % max(1, (SELECT count(*) FROM taken WHERE {In(window)}))";
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? UsageFields.All.ToDictionary(field => field, field => reader.IsDBNull(reader.GetOrdinal(field.Slug())) ? null : reader.GetString(reader.GetOrdinal(field.Slug())))
            : new Dictionary<UsageField, string?>();
    }

    public string UserId(string email) => (string)Scalar($"SELECT user_id FROM taken WHERE user = '{email}' LIMIT 1");

    static string In(Window window) =>
        $"at >= '{Text(window.From ?? Instant.FromUtc(2000, 1, 1, 0, 0))}' AND at < '{Text(window.To ?? Instant.FromUtc(2200, 1, 1, 0, 0))}'";

    static string Asked(KeyValuePair<UsageField, IReadOnlyList<string?>> filter) =>
        $" AND coalesce({Column(filter.Key)}, '') IN ({string.Join(", ", filter.Value.Select(value => $"'{value}'"))})";

    static string Column(UsageField field) => $"\"{field.Slug()}\"";

    // The calendar's own days and cycles, cut by hand rather than by the code that is under test.
    void AddSpans(CycleCalendar calendar, LocalDate first, LocalDate last)
    {
        for (var day = first; day <= last; day = day.PlusDays(1))
        {
            var (from, to) = (day.AtStartOfDayInZone(calendar.Zone).ToInstant(), day.PlusDays(1).AtStartOfDayInZone(calendar.Zone).ToInstant());
            Add("day", LocalDatePattern.Iso.Format(day), from, to);
            Add("week", LocalDatePattern.Iso.Format(day.PlusDays(1 - (int)day.DayOfWeek)), from, to);
            Add("month", day.ToString("uuuu-MM", CultureInfo.InvariantCulture), from, to);
        }

        for (var cycle = calendar.Holding(first.AtStartOfDayInZone(calendar.Zone).ToInstant()); cycle.Start < last.AtStartOfDayInZone(calendar.Zone).ToInstant(); cycle = calendar.After(cycle))
            Add("cycle", Text(cycle.Start) + "Z", cycle.Start, cycle.End);

        void Add(string field, string key, Instant from, Instant to) => Run("INSERT INTO spans VALUES ($1, $2, $3, $4)", field, key, Text(from), Text(to));
    }

    // Windows begin and end on whole seconds here, so a row's fraction of a second does not matter.
    static string Text(Instant at) => at.ToString("uuuu-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    object Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() ?? throw new InvalidOperationException($"No row: {sql}");
    }

    void Run(string sql, params object[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (place, value) in values.Index())
            command.Parameters.AddWithValue($"${place + 1}", value);
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();
}
