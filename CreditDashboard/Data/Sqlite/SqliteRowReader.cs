using System.Text;
using CreditDashboard.Core.Ledger;
using Microsoft.Data.Sqlite;

namespace CreditDashboard.Data.Sqlite;

/// <summary>Reads the packed rows of an account as they are current at a version. The caller holds the connection in one read transaction.</summary>
sealed class SqliteRowReader(SqliteConnection connection, long account, long version)
{
    internal const int UserKind = 1;
    internal const int ChannelKind = 2;
    internal const int ActionKind = 3;

    /// <summary>What a packed row must be to be seen; parameter 1 is the account, 2 the version.</summary>
    internal const string Current = "account = ?1 AND version_from <= ?2 AND (version_to = 0 OR version_to > ?2)";

    const string RevealColumns =
        "at, tie, id, user, channel, action, credit_type, emails, phones, emails_requested, phones_requested, quantity, contact, job, request";
    const string DeductionColumns = "at, tie, id, user, channel, action, credit_type, credits, contact, job, request, reverses";

    char[] _letters = new char[256];

    /// <summary>SQLite's numbers have a sign: the top bit is flipped, which keeps the order.</summary>
    internal static long Signed(ulong tie) => unchecked((long)(tie ^ (1UL << 63)));

    internal static ulong Unsigned(long tie) => unchecked((ulong)tie ^ (1UL << 63));

    public UserIds UserIds()
    {
        var ids = new UserIds();
        using var names = Bound($"SELECT public_id FROM names WHERE account = ?1 AND version_from <= ?2 AND kind = {UserKind} ORDER BY code");
        while (names.Step())
            ids.Add(names.Text(0));
        return ids;
    }

    public AccountRows Rows()
    {
        var rows = new AccountRowsBuilder();
        ReadNames(rows.Names);
        ReadReveals(rows, Bound($"SELECT {RevealColumns} FROM reveals WHERE {Current} ORDER BY at, tie"));
        ReadDeductions(rows, Bound($"SELECT {DeductionColumns} FROM deductions WHERE {Current} ORDER BY at, tie"));
        return rows.Build();
    }

    void ReadNames(RowNames names)
    {
        using var row = Bound("SELECT kind, code, text FROM names WHERE account = ?1 AND version_from <= ?2 ORDER BY kind, code");
        while (row.Step())
        {
            var list = row.Int(0) switch
            {
                UserKind => names.Users,
                ChannelKind => names.Channels,
                ActionKind => names.Actions,
                _ => throw Damaged(),
            };
            if (Number(list, row.Bytes(2)) != row.Int(1))
                throw Damaged();
        }
    }

    /// <summary>All versions of the rows of a table, also those that nobody sees any more, by position, then version.</summary>
    public List<RowVersion> Versions(string table)
    {
        using var row = new SqliteStatement(connection, $"""
            SELECT at, tie, version_from, version_to FROM {table} WHERE account = ?1 AND version_from <= ?2 ORDER BY at, tie, version_from
            """).Bind(1, account).Bind(2, version);
        var versions = new List<RowVersion>();
        while (row.Step())
            versions.Add(new RowVersion(row.Long(0), row.Long(1), row.Long(2), row.Long(3)));
        return versions;
    }

    /// <summary>What every version of some rows says, for comparison.</summary>
    /// <param name="ties">Of the rows.</param>
    public Dictionary<RowVersion, (string Id, string Content)> Contents(string table, IReadOnlySet<long> ties)
    {
        var contents = new Dictionary<RowVersion, (string Id, string Content)>();
        if (ties.Count == 0)
            return contents;

        using var row = Bound($"""
            SELECT at, tie, version_from, version_to, id, json_array({(table == "reveals" ? RevealColumns : DeductionColumns)})
            FROM {table} WHERE account = ?1 AND version_from <= ?2
            """);
        while (row.Step())
        {
            if (ties.Contains(row.Long(1)))
                contents.Add(new RowVersion(row.Long(0), row.Long(1), row.Long(2), row.Long(3)), (row.Text(4), row.Text(5)));
        }

        return contents;
    }

    /// <summary>Adds one version of a reveal, whoever sees it.</summary>
    public void ReadReveal(AccountRowsBuilder rows, RowVersion one) =>
        ReadReveals(rows, One($"SELECT {RevealColumns} FROM reveals", one));

    /// <summary>Adds one version of a deduction, whoever sees it.</summary>
    public void ReadDeduction(AccountRowsBuilder rows, RowVersion one) =>
        ReadDeductions(rows, One($"SELECT {DeductionColumns} FROM deductions", one));

    SqliteStatement One(string select, RowVersion one) =>
        new SqliteStatement(connection, $"{select} WHERE account = ?1 AND at = ?2 AND tie = ?3 AND version_from = ?4")
            .Bind(1, account).Bind(2, one.At).Bind(3, one.Tie).Bind(4, one.From);

    void ReadReveals(AccountRowsBuilder rows, SqliteStatement select)
    {
        var names = rows.Names;
        using var row = select;
        while (row.Step())
        {
            rows.Reveals.Add(
                new RevealRow
                {
                    Ticks = row.Long(0),
                    Tie = Unsigned(row.Long(1)),
                    User = Known(names.Users, row.Int(3)),
                    Channel = Known(names.Channels, row.Int(4)),
                    Action = Known(names.Actions, row.Int(5)),
                    CreditType = (CreditType)row.Int(6),
                    Emails = row.Int(7),
                    Phones = row.Int(8),
                    EmailsRequested = row.Int(9) != 0,
                    PhonesRequested = row.Int(10) != 0,
                    Quantity = row.Int(11),
                    Contact = Number(names.Contacts, row.Bytes(12)),
                    Job = Number(names.Jobs, row.Bytes(13)),
                    Request = Number(names.Requests, row.Bytes(14)),
                },
                row.Bytes(2));
        }
    }

    void ReadDeductions(AccountRowsBuilder rows, SqliteStatement select)
    {
        var names = rows.Names;
        using var row = select;
        while (row.Step())
        {
            rows.Deductions.Add(
                new DeductionRow
                {
                    Ticks = row.Long(0),
                    Tie = Unsigned(row.Long(1)),
                    User = Known(names.Users, row.Int(3)),
                    Channel = Known(names.Channels, row.Int(4)),
                    Action = Known(names.Actions, row.Int(5)),
                    CreditType = (CreditType)row.Int(6),
                    Count = row.Long(7),
                    Contact = Number(names.Contacts, row.Bytes(8)),
                    Job = Number(names.Jobs, row.Bytes(9)),
                    Request = Number(names.Requests, row.Bytes(10)),
                    Reverses = Number(names.Reversed, row.Bytes(11)),
                },
                row.Bytes(2));
        }
    }

    static int Known(Names names, int code) => code >= 0 && code < names.Count ? code : throw Damaged();

    int Number(Names names, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _letters.Length)
            _letters = new char[2 * utf8.Length];
        return names.Add(_letters.AsSpan(0, Encoding.UTF8.GetChars(utf8, _letters)));
    }

    SqliteStatement Bound(string sql) => new SqliteStatement(connection, sql).Bind(1, account).Bind(2, version);

    static StoreUnavailableException Damaged() => new("The rows of an account and their names do not agree: run verify to learn which row is broken.");
}
