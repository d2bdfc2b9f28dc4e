namespace CreditDashboard.Data.Sqlite;

/// <summary>Takes away what never became visible, and the rows of accounts that are gone; in slices, like the writing.</summary>
public sealed class SqliteSweep(SqliteFile file, SqliteSlices slices)
{
    static readonly string[] Tables = ["verdicts", "deductions", "reveals"];

    /// <summary>Everything that a process left behind which ended in the middle of its writing.</summary>
    internal async Task AllAsync(CancellationToken cancellation)
    {
        foreach (var account in Numbers("SELECT id FROM accounts WHERE writing <> 0"))
            await UnseenAsync(account, cancellation);

        foreach (var table in Tables.Concat(["names", SqliteCharges.Table]))
        {
            // From one account to the next by seeks: the table is never read through.
            var orphans = Numbers($"""
                WITH RECURSIVE held(account) AS (
                    SELECT min(account) FROM {table}
                    UNION ALL
                    SELECT (SELECT min(account) FROM {table} WHERE account > held.account) FROM held WHERE held.account IS NOT NULL)
                SELECT account FROM held WHERE account IS NOT NULL AND account NOT IN (SELECT id FROM accounts)
                """);
            foreach (var account in orphans)
                await AccountAsync(account, cancellation);
        }
    }

    /// <summary>What was written beyond the version that readers see.</summary>
    internal Task UnseenAsync(long account, CancellationToken cancellation) => slices.RunAsync(Unseen(account), cancellation: cancellation);

    /// <summary>The packed rows of an account that is gone.</summary>
    internal Task AccountAsync(long account, CancellationToken cancellation) => slices.RunAsync(Account(account), cancellation: cancellation);

    IEnumerable<bool> Unseen(long account)
    {
        var version = Numbers($"SELECT version FROM accounts WHERE id = {account}").Single();
        foreach (var table in Tables)
        {
            using var delete = Statement($"DELETE FROM {table} WHERE account = ?1 AND at = ?2 AND tie = ?3 AND version_from = ?4", account);
            using var reopen = Statement($"UPDATE {table} SET version_to = 0 WHERE account = ?1 AND at = ?2 AND tie = ?3 AND version_from = ?4", account);
            using var select = Statement($"""
                SELECT at, tie, version_from FROM {table}
                WHERE account = ?1 AND (at, tie, version_from) > (?2, ?3, ?4) AND (version_from > ?5 OR version_to > ?5)
                ORDER BY at, tie, version_from LIMIT 1000
                """, account);
            var page = new List<(long At, long Tie, long From)> { (long.MinValue, long.MinValue, long.MinValue) };
            while (page.Count > 0)
            {
                select.Bind(2, page[^1].At).Bind(3, page[^1].Tie).Bind(4, page[^1].From).Bind(5, version);
                page.Clear();
                while (select.Step())
                    page.Add((select.Long(0), select.Long(1), select.Long(2)));
                foreach (var (at, tie, from) in page)
                {
                    (from > version ? delete : reopen).Bind(2, at).Bind(3, tie).Bind(4, from).Run();
                    yield return true;
                }
            }
        }

        using var charges = Statement(SqliteCharges.DeleteSome("version > ?2"), account);
        while (charges.Bind(2, version).Run() > 0)
            yield return true;

        using var names = Statement("DELETE FROM names WHERE account = ?1 AND version_from > ?2", account);
        names.Bind(2, version).Run();
        using var done = Statement("UPDATE accounts SET writing = 0 WHERE id = ?1", account);
        done.Run();
        yield return true;
    }

    IEnumerable<bool> Account(long account)
    {
        foreach (var table in Tables)
        {
            using var delete = Statement($"""
                DELETE FROM {table} WHERE account = ?1 AND (at, tie, version_from) IN
                    (SELECT at, tie, version_from FROM {table} WHERE account = ?1 LIMIT 100)
                """, account);
            while (delete.Run() > 0)
                yield return true;
        }

        using var charges = Statement(SqliteCharges.DeleteSome("true"), account);
        while (charges.Run() > 0)
            yield return true;

        using var names = Statement("DELETE FROM names WHERE account = ?1", account);
        names.Run();
        yield return true;
    }

    SqliteStatement Statement(string sql, long account) => new SqliteStatement(file.Writer, sql).Bind(1, account);

    // Called with no transaction open, or within a slice.
    List<long> Numbers(string sql)
    {
        using var select = new SqliteStatement(file.Writer, sql);
        var numbers = new List<long>();
        while (select.Step())
            numbers.Add(select.Long(0));
        return numbers;
    }
}
