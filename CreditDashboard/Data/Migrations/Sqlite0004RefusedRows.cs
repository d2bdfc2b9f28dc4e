using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditDashboard.Data.Migrations;

/// <summary>What is kept of rows that an import refused. Only setting one aside changes it afterwards.</summary>
[DbContext(typeof(StoreContext))]
[Migration("0004_RefusedRows")]
public sealed class Sqlite0004RefusedRows : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(RefusedRows);

    const string RefusedRows = """
        CREATE TABLE refused_rows (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            side INTEGER NOT NULL,
            id TEXT NOT NULL,
            at INTEGER NULL,
            user TEXT NOT NULL,
            rows INTEGER NOT NULL,
            version INTEGER NOT NULL,
            file INTEGER NOT NULL,
            line INTEGER NOT NULL,
            set_aside_at INTEGER NULL,
            set_aside_by TEXT NULL,
            reason TEXT NULL,
            PRIMARY KEY (account, number)
        );
        CREATE TRIGGER refused_rows_grow BEFORE UPDATE OF account, number, side, id, at, user, rows, version, file, line ON refused_rows
        BEGIN SELECT RAISE(ABORT, 'What was refused is never edited: it is set aside.'); END;
        """;
}
