using System.Text;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using Microsoft.Data.Sqlite;

namespace CreditDashboard.Data.Sqlite;

/// <summary>Looks at every packed row of an account for what can be wrong with it alone; says which is the first, null if none.</summary>
sealed class SqliteCheck(SqliteConnection connection, Account account, bool isBeingWritten)
{
    /// <summary>SQLite's own check of the whole file.</summary>
    public static string? Integrity(SqliteConnection connection)
    {
        using var check = new SqliteStatement(connection, "PRAGMA integrity_check(1)");
        return check.Step() && check.Text(0) is not "ok" and var found ? $"The file is damaged: {found}." : null;
    }

    public string? FirstBroken()
    {
        var names = new Dictionary<int, int> { [1] = 1, [2] = 1, [3] = 1 };
        using (var row = Bound("SELECT kind, count(*), max(code) FROM names WHERE account = ?1 GROUP BY kind"))
        {
            while (row.Step())
            {
                if (row.Int(1) != row.Int(2))
                    return $"The names of kind {row.Int(0)} of {account.Slug} are not numbered without gaps.";
                names[row.Int(0)] = row.Int(1) + 1;
            }
        }

        using var user = Bound($"SELECT count(*) FROM names WHERE account = ?1 AND kind = {SqliteRowReader.UserKind} AND public_id IS NULL");
        return user.Step() && user.Int(0) > 0
            ? $"A user of {account.Slug} has no id to stand in addresses."
            : FirstBroken("reveals", Side.Reveal, names, "1, NULL") ?? FirstBroken("deductions", Side.Deduction, names, "credits, reverses")
                ?? SqliteCharges.FirstBroken(connection, account, isBeingWritten);
    }

    /// <summary>The stored verdicts beside those that the rows give.</summary>
    public string? FirstBroken(Judgement judgement)
    {
        using var stored = Bound($"""
            SELECT at, tie, id, code, facets, level, tier, expected_min, expected_max, discrepancy, settle, of, members
            FROM verdicts WHERE {SqliteRowReader.Current} ORDER BY at, tie
            """).Bind(2, account.Version);
        for (var verdict = 0; verdict < judgement.Verdicts.Length; verdict++)
        {
            if (!stored.Step() || !Agrees(stored, StoredVerdict.Of(judgement, verdict)))
                return $"Verdict {judgement.Verdicts[verdict].IdText} of {account.Slug} is not stored as its rows give it.";
        }

        return stored.Step() ? $"Verdict {Convert.ToHexStringLower(stored.Bytes(2))} of {account.Slug} is stored and its rows do not give it." : null;
    }

    static bool Agrees(SqliteStatement stored, in StoredVerdict made)
    {
        ref readonly var row = ref made.Row;
        return stored.Long(0) == made.First.Ticks && SqliteRowReader.Unsigned(stored.Long(1)) == made.First.Tie
            && stored.Bytes(2).SequenceEqual(StoredVerdict.Blob(row.Id))
            && stored.Int(3) == (int)row.Code && stored.Int(4) == row.Facets && stored.Int(5) == (int)row.Level && stored.Int(6) == row.Tier
            && stored.IsNull(7) == (row.ExpectedMin == VerdictRow.NotPriced)
            && (stored.IsNull(7) || (stored.Long(7) == row.ExpectedMin && stored.Long(8) == row.ExpectedMax))
            && stored.Long(9) == row.Discrepancy && stored.Long(10) == row.SettleTicks
            && stored.Bytes(11).SequenceEqual(row.Of == 0 ? [] : StoredVerdict.Blob(row.Of))
            && stored.Bytes(12).SequenceEqual(made.Members);
    }

    string? FirstBroken(string table, Side side, Dictionary<int, int> names, string creditColumns)
    {
        using var row = Bound($"""
            SELECT tie, version_from, version_to, id, user, channel, action, {creditColumns}
            FROM {table} WHERE account = ?1 ORDER BY at, tie, version_from
            """);
        while (row.Step())
        {
            var id = row.Bytes(3);
            if (Position.TieOf(side, id) != SqliteRowReader.Unsigned(row.Long(0)))
                return Named("its position does not agree with its id");
            if (!IsCode(row.Int(4), names[1]) || !IsCode(row.Int(5), names[2]) || !IsCode(row.Int(6), names[3]))
                return Named("it names a user, channel or action that does not exist");
            if (row.Long(1) < 1 || (row.Long(2) != 0 && row.Long(2) <= row.Long(1)))
                return Named("its versions are not in order");
            if (!isBeingWritten && (row.Long(1) > account.Version || row.Long(2) > account.Version))
                return Named("it was written by an import that never ended");
            if (row.Long(7) == 0 || (row.Long(7) < 0 && row.IsNull(8)))
                return Named("its credits are 0, or negative without a deduction that they give back");

            string Named(string problem) =>
                $"{(side == Side.Reveal ? "Reveal" : "Deduction")} {Encoding.UTF8.GetString(row.Bytes(3))} of {account.Slug}: {problem}.";
        }

        return null;
    }

    static bool IsCode(int code, int count) => code >= 0 && code < count;

    SqliteStatement Bound(string sql) => new SqliteStatement(connection, sql).Bind(1, account.Id);
}
