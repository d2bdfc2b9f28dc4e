using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditDashboard.Data.Migrations;

/// <summary>
/// Imports can be withdrawn. For that the store says of each import which rows it brought that were there, and which declarations are its
/// own; what older versions of the program declared belongs to no import and stands.
/// </summary>
[DbContext(typeof(StoreContext))]
[Migration("0010_Withdrawals")]
public sealed class Sqlite0010Withdrawals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE imports ADD COLUMN withdrawn_at INTEGER NULL;
        ALTER TABLE imports ADD COLUMN withdrawn_by TEXT NULL;
        ALTER TABLE imports ADD COLUMN withdrawn_reason TEXT NULL;
        ALTER TABLE imports ADD COLUMN withdrawn_in INTEGER NULL;
        CREATE TRIGGER imports_grow BEFORE UPDATE ON imports
        WHEN OLD.withdrawn_at IS NOT NULL OR NEW.at <> OLD.at OR NEW.actor <> OLD.actor
        BEGIN SELECT RAISE(ABORT, 'An import is never edited: it is withdrawn, once.'); END;

        CREATE TABLE brought_again (
            account INTEGER NOT NULL,
            version INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            marks BLOB NOT NULL,
            PRIMARY KEY (account, version, kind),
            FOREIGN KEY (account, version) REFERENCES imports (account, version) ON DELETE CASCADE
        );

        CREATE TABLE declared (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            side INTEGER NOT NULL,
            from_at INTEGER NOT NULL,
            to_at INTEGER NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (account, side, from_at, to_at, version)
        );
        INSERT INTO declared SELECT account, side, from_at, to_at, 0 FROM coverages;
        DROP TABLE coverages;
        ALTER TABLE declared RENAME TO coverages;
        """);
}
