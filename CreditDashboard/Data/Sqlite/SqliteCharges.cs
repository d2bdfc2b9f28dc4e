using System.Text.Json;
using CreditDashboard.Core.Ledger;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CreditDashboard.Data.Sqlite;

/// <summary>
/// What the vendor's API reported to have charged, in the store: every import has a row of its own for each request that it brought, so that one
/// can be withdrawn and the others stand. Of several the last says what is so.
/// </summary>
static class SqliteCharges
{
    public const string Table = "reported_charges";

    const string Standing = """
        reported_charges AS charge
        JOIN imports ON imports.account = charge.account AND imports.version = charge.version AND imports.withdrawn_at IS NULL
        WHERE charge.account = ?1 AND NOT EXISTS (
            SELECT 1 FROM reported_charges AS later
            JOIN imports AS its ON its.account = later.account AND its.version = later.version AND its.withdrawn_at IS NULL
            WHERE later.account = charge.account AND later.request = charge.request AND later.version > charge.version)
        """;

    const string Columns = "charge.request, charge.at, charge.credits, charge.results, charge.user, charge.endpoint";

    public static string DeleteSome(string where) =>
        $"DELETE FROM {Table} WHERE account = ?1 AND (version, request) IN (SELECT version, request FROM {Table} WHERE account = ?1 AND {where} LIMIT 1000)";

    public static IEnumerable<bool> Write(SqliteConnection connection, long account, long version, IReadOnlyCollection<ReportedCharge> charges)
    {
        if (charges.Count == 0)
            yield break;

        using var insert = new SqliteStatement(connection, """
            INSERT INTO reported_charges (account, version, request, at, credits, results, user, endpoint) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """).Bind(1, account).Bind(2, version);
        foreach (var charge in charges.OrderBy(charge => charge.Request, StringComparer.Ordinal))
        {
            insert.BindText(3, charge.Request)
                .Bind(4, Position.TicksOf(charge.At))
                .Bind(5, charge.Credits?.Count)
                .Bind(6, charge.Results)
                .BindText(7, charge.User)
                .BindText(8, charge.Endpoint)
                .Run();
            yield return true;
        }
    }

    /// <summary>Those of some requests, by request.</summary>
    public static Dictionary<string, ReportedCharge> Of(SqliteConnection connection, long account, IEnumerable<string> requests)
    {
        const int AtOnce = 1000;
        var found = new Dictionary<string, ReportedCharge>(StringComparer.Ordinal);
        using var select = new SqliteStatement(connection, $"SELECT {Columns} FROM {Standing} AND charge.request IN (SELECT value FROM json_each(?2))");
        foreach (var some in requests.Chunk(AtOnce))
        {
            select.Bind(1, account).BindText(2, JsonSerializer.Serialize(some));
            while (select.Step())
                Add(Read(select));
        }

        return found;

        void Add(ReportedCharge charge) => found[charge.Request] = charge;
    }

    /// <summary>Those called in <c>[from, to)</c>, in the order of time.</summary>
    public static List<ReportedCharge> Between(SqliteConnection connection, long account, Instant from, Instant to)
    {
        using var select = new SqliteStatement(connection, $"SELECT {Columns} FROM {Standing} AND charge.at >= ?2 AND charge.at < ?3 ORDER BY charge.at, charge.request")
            .Bind(1, account).Bind(2, Position.TicksOf(from)).Bind(3, Position.TicksOf(to));
        var found = new List<ReportedCharge>();
        while (select.Step())
            found.Add(Read(select));
        return found;
    }

    /// <summary>The first and the last instant of them; null if there are none.</summary>
    public static (Instant First, Instant Last)? Range(SqliteConnection connection, long account)
    {
        using var select = new SqliteStatement(connection, $"SELECT min(charge.at), max(charge.at) FROM {Standing}").Bind(1, account);
        return select.Step() && !select.IsNull(0) ? (Instant.FromUnixTimeTicks(select.Long(0)), Instant.FromUnixTimeTicks(select.Long(1))) : null;
    }

    public static string? FirstBroken(SqliteConnection connection, Account account, bool isBeingWritten)
    {
        using var wrong = new SqliteStatement(connection, """
            SELECT charge.request, charge.version > ?2, charge.credits < 0 OR charge.results < 0 OR charge.request = ''
            FROM reported_charges AS charge
            LEFT JOIN imports ON imports.account = charge.account AND imports.version = charge.version
            WHERE charge.account = ?1 AND (imports.version IS NULL OR charge.credits < 0 OR charge.results < 0 OR charge.request = '')
            """).Bind(1, account.Id).Bind(2, account.Version);
        while (wrong.Step())
        {
            if (wrong.Int(2) != 0)
                return $"The reported charge of request {wrong.Text(0)} of {account.Slug} is below nothing, or of no request.";
            if (wrong.Int(1) == 0 || !isBeingWritten)
                return $"The reported charge of request {wrong.Text(0)} of {account.Slug} belongs to no import.";
        }

        return null;
    }

    static ReportedCharge Read(SqliteStatement row) => new(
        row.Text(0),
        Instant.FromUnixTimeTicks(row.Long(1)),
        row.IsNull(2) ? null : new Credits(row.Long(2)),
        row.IsNull(3) ? null : row.Long(3),
        row.Text(4),
        row.Text(5));
}
