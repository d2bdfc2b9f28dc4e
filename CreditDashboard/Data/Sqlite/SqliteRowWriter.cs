using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using Microsoft.Data.Sqlite;

namespace CreditDashboard.Data.Sqlite;

/// <summary>
/// Writes packed rows of one account under a version that no reader sees yet. Each step of the enumerations writes one row; rows come in
/// the order of their positions, which is the order of the B-tree.
/// </summary>
sealed class SqliteRowWriter(SqliteConnection connection, long account, long version)
{
    public IEnumerable<bool> Names(int kind, Names names, int known, IReadOnlyList<string>? publicIds = null)
    {
        using var insert = Statement("INSERT INTO names (account, version_from, kind, code, text, public_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        for (var code = known; code < names.Count; code++)
        {
            insert.Bind(3, kind).Bind(4, code).BindText(5, names[code]).BindText(6, publicIds?[code - known] ?? "").Run();
            yield return true;
        }
    }

    public IEnumerable<bool> Reveals(AccountRows rows, int[] added)
    {
        using var insert = Statement("""
            INSERT INTO reveals (account, version_from, version_to, at, tie, id, user, channel, action, credit_type, emails, phones,
                emails_requested, phones_requested, quantity, contact, job, request)
            VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
            """);
        var names = rows.Names;
        foreach (var index in added)
        {
            var row = rows.Reveals[index];
            At(insert, row.Position)
                .BindText(5, rows.RevealIds.Utf8(row.Id))
                .Bind(6, row.User)
                .Bind(7, row.Channel)
                .Bind(8, row.Action)
                .Bind(9, (long)row.CreditType)
                .Bind(10, row.Emails)
                .Bind(11, row.Phones)
                .Bind(12, row.EmailsRequested ? 1 : 0)
                .Bind(13, row.PhonesRequested ? 1 : 0)
                .Bind(14, row.Quantity)
                .BindText(15, names.Contacts[row.Contact])
                .BindText(16, names.Jobs[row.Job])
                .BindText(17, names.Requests[row.Request])
                .Run();
            yield return true;
        }
    }

    public IEnumerable<bool> Deductions(AccountRows rows, int[] added)
    {
        using var insert = Statement("""
            INSERT INTO deductions (account, version_from, version_to, at, tie, id, user, channel, action, credit_type, credits,
                contact, job, request, reverses)
            VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            """);
        var names = rows.Names;
        foreach (var index in added)
        {
            var row = rows.Deductions[index];
            At(insert, row.Position)
                .BindText(5, rows.DeductionIds.Utf8(row.Id))
                .Bind(6, row.User)
                .Bind(7, row.Channel)
                .Bind(8, row.Action)
                .Bind(9, (long)row.CreditType)
                .Bind(10, row.Count)
                .BindText(11, names.Contacts[row.Contact])
                .BindText(12, names.Jobs[row.Job])
                .BindText(13, names.Requests[row.Request])
                .BindText(14, names.Reversed[row.Reverses])
                .Run();
            yield return true;
        }
    }

    /// <summary>Ends current rows of a table: from this version on they are not seen.</summary>
    public IEnumerable<bool> Ended(string table, IEnumerable<Position> positions)
    {
        using var end = Ending(table);
        foreach (var position in positions)
        {
            At(end, position).Run();
            yield return true;
        }
    }

    /// <summary>Ends every current verdict, whatever it says.</summary>
    public IEnumerable<bool> VerdictsEnded()
    {
        using var end = Ending("verdicts");
        using var select = new SqliteStatement(connection, """
            SELECT at, tie FROM verdicts WHERE account = ?1 AND (at, tie) > (?2, ?3) AND version_to = 0 ORDER BY at, tie LIMIT 1000
            """);
        var page = new List<(long At, long Tie)> { (long.MinValue, long.MinValue) };
        while (page.Count > 0)
        {
            select.Bind(1, account).Bind(2, page[^1].At).Bind(3, page[^1].Tie);
            page.Clear();
            while (select.Step())
                page.Add((select.Long(0), select.Long(1)));
            foreach (var (at, tie) in page)
            {
                end.Bind(3, at).Bind(4, tie).Run();
                yield return true;
            }
        }
    }

    /// <summary>Writes what differs between two judgements; null before means that everything is new.</summary>
    public IEnumerable<bool> Verdicts(Judgement? before, Judgement after)
    {
        using var end = Ending("verdicts");
        using var insert = Statement("""
            INSERT INTO verdicts (account, version_from, version_to, at, tie, id, code, facets, level, tier, expected_min, expected_max,
                discrepancy, settle, of, members)
            VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """);
        foreach (var (gone, come) in VerdictChanges.Between(before, after))
        {
            if (gone >= 0)
                At(end, before!.PositionOf(before.MembersOf(gone)[0])).Run();
            if (come >= 0)
                Insert(insert, StoredVerdict.Of(after, come));
            yield return true;
        }
    }

    static void Insert(SqliteStatement insert, in StoredVerdict stored)
    {
        ref readonly var row = ref stored.Row;
        var isPriced = row.ExpectedMin != VerdictRow.NotPriced;
        At(insert, stored.First)
            .BindBlob(5, StoredVerdict.Blob(row.Id))
            .Bind(6, (long)row.Code)
            .Bind(7, row.Facets)
            .Bind(8, (long)row.Level)
            .Bind(9, row.Tier)
            .Bind(10, isPriced ? row.ExpectedMin : null)
            .Bind(11, isPriced ? row.ExpectedMax : null)
            .Bind(12, row.Discrepancy)
            .Bind(13, row.SettleTicks == 0 ? null : row.SettleTicks)
            .BindBlob(14, row.Of == 0 ? [] : StoredVerdict.Blob(row.Of))
            .BindText(15, stored.Members)
            .Run();
    }

    static SqliteStatement At(SqliteStatement statement, Position position) =>
        statement.Bind(3, position.Ticks).Bind(4, SqliteRowReader.Signed(position.Tie));

    SqliteStatement Ending(string table) =>
        Statement($"UPDATE {table} SET version_to = ?2 WHERE account = ?1 AND at = ?3 AND tie = ?4 AND version_to = 0");

    SqliteStatement Statement(string sql) => new SqliteStatement(connection, sql).Bind(1, account).Bind(2, version);
}
