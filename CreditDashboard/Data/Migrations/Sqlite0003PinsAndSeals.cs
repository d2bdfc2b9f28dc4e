using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditDashboard.Data.Migrations;

/// <summary>
/// What agents said of pairs of rows, versioned like grants, and the cycles that were sealed. A pin only ever ends, a seal stays as it is:
/// both go with the account and in no other way.
/// </summary>
[DbContext(typeof(StoreContext))]
[Migration("0003_PinsAndSeals")]
public sealed class Sqlite0003PinsAndSeals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE pins (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            reveal TEXT NOT NULL,
            deduction TEXT NOT NULL,
            version_from INTEGER NOT NULL,
            version_to INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            reason TEXT NOT NULL,
            placed_by TEXT NOT NULL,
            placed_at INTEGER NOT NULL,
            difference TEXT NOT NULL,
            accepted_max INTEGER NOT NULL,
            ended_at INTEGER NULL,
            ended_by TEXT NOT NULL DEFAULT '',
            ended_reason TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (account, reveal, deduction, version_from)
        );
        CREATE TRIGGER pins_grow BEFORE UPDATE OF account, reveal, deduction, version_from, kind, reason, placed_by, placed_at, difference,
            accepted_max ON pins
        BEGIN SELECT RAISE(ABORT, 'A pin is never edited: it ends, and another takes its place.'); END;
        CREATE TRIGGER pins_stay BEFORE DELETE ON pins
        WHEN EXISTS (SELECT 1 FROM accounts WHERE id = OLD.account)
        BEGIN SELECT RAISE(ABORT, 'A pin is never deleted: it ends.'); END;

        CREATE TABLE seals (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            cycle_start INTEGER NOT NULL,
            cycle_end INTEGER NOT NULL,
            number INTEGER NOT NULL,
            sealed_at INTEGER NOT NULL,
            sealed_by TEXT NOT NULL,
            reason TEXT NOT NULL,
            prospecting INTEGER NOT NULL,
            conversation INTEGER NOT NULL,
            hash TEXT NOT NULL,
            document BLOB NOT NULL,
            PRIMARY KEY (account, cycle_start, number)
        );
        CREATE TRIGGER seals_grow BEFORE UPDATE ON seals
        BEGIN SELECT RAISE(ABORT, 'A seal is never changed: a later seal can stand beside it.'); END;
        CREATE TRIGGER seals_stay BEFORE DELETE ON seals
        WHEN EXISTS (SELECT 1 FROM accounts WHERE id = OLD.account)
        BEGIN SELECT RAISE(ABORT, 'A seal cannot be removed.'); END;
        """);
}
