using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditDashboard.Data.Migrations;

/// <summary>
/// What the vendor says of an account: usage reports, balances, and what its API reported to have charged. Each row belongs to the import that
/// brought it, is written once, and is read while that import stands.
/// </summary>
[DbContext(typeof(StoreContext))]
[Migration("0008_VendorFigures")]
public sealed class Sqlite0008VendorFigures : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE usage_reports (
            account INTEGER NOT NULL,
            version INTEGER NOT NULL,
            number INTEGER NOT NULL,
            taken_at INTEGER NOT NULL,
            months TEXT NOT NULL,
            digest TEXT NOT NULL,
            document BLOB NULL,
            PRIMARY KEY (account, version, number),
            FOREIGN KEY (account, version) REFERENCES imports (account, version) ON DELETE CASCADE
        );
        CREATE TRIGGER usage_reports_grow BEFORE UPDATE ON usage_reports
        BEGIN SELECT RAISE(ABORT, 'A usage report is never edited: a newer one is imported.'); END;

        CREATE TABLE balance_snapshots (
            account INTEGER NOT NULL,
            version INTEGER NOT NULL,
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            is_time_given INTEGER NOT NULL,
            total INTEGER NULL,
            used INTEGER NULL,
            remaining INTEGER NULL,
            category TEXT NULL,
            renewal_type TEXT NULL,
            plan_start INTEGER NULL,
            plan_end INTEGER NULL,
            document TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (account, version, number),
            FOREIGN KEY (account, version) REFERENCES imports (account, version) ON DELETE CASCADE
        );
        CREATE TRIGGER balance_snapshots_grow BEFORE UPDATE ON balance_snapshots
        BEGIN SELECT RAISE(ABORT, 'A snapshot is never edited.'); END;

        CREATE TABLE reported_charges (
            account INTEGER NOT NULL,
            version INTEGER NOT NULL,
            request TEXT NOT NULL,
            at INTEGER NOT NULL,
            credits INTEGER NULL,
            results INTEGER NULL,
            user TEXT NULL,
            endpoint TEXT NULL,
            PRIMARY KEY (account, version, request)
        ) WITHOUT ROWID;
        CREATE INDEX reported_charges_request ON reported_charges (account, request);
        CREATE INDEX reported_charges_at ON reported_charges (account, at);
        CREATE TRIGGER reported_charges_grow BEFORE UPDATE ON reported_charges
        BEGIN SELECT RAISE(ABORT, 'A reported charge is never edited: a restatement is a new version.'); END;
        CREATE TRIGGER reported_charges_stay BEFORE DELETE ON reported_charges
        WHEN EXISTS (SELECT 1 FROM accounts WHERE id = OLD.account AND version >= OLD.version)
        BEGIN SELECT RAISE(ABORT, 'A reported charge that was shown is never deleted.'); END;
        """);
}
