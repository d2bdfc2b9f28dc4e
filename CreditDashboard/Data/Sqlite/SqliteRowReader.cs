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
        ReadReveals(rows);
        ReadDeductions(rows);
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

    void ReadReveals(AccountRowsBuilder rows)
    {
        var names = rows.Names;
        using var row = Bound($"""
            SELECT at, tie, id, user, channel, action, credit_type, emails, phones, emails_requested, phones_requested, quantity,
                contact, job, request
            FROM reveals WHERE {Current} ORDER BY at, tie
            """);
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

    void ReadDeductions(AccountRowsBuilder rows)
    {
        var names = rows.Names;
        using var row = Bound($"""
            SELECT at, tie, id, user, channel, action, credit_type, credits, contact, job, request, reverses
            FROM deductions WHERE {Current} ORDER BY at, tie
            """);
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
