using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditDashboard.Data.Migrations;

/// <summary>Findings that someone dismissed. Only bringing one back changes it afterwards.</summary>
[DbContext(typeof(StoreContext))]
[Migration("0005_DismissedFindings")]
public sealed class Sqlite0005DismissedFindings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE dismissed_findings (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            finding TEXT NOT NULL,
            number INTEGER NOT NULL,
            reason TEXT NOT NULL,
            dismissed_by TEXT NOT NULL,
            dismissed_at INTEGER NOT NULL,
            brought_back_by TEXT NULL,
            brought_back_at INTEGER NULL,
            PRIMARY KEY (account, finding, number)
        );
        CREATE TRIGGER dismissed_findings_grow BEFORE UPDATE OF account, finding, number, reason, dismissed_by, dismissed_at ON dismissed_findings
        BEGIN SELECT RAISE(ABORT, 'What was said of a finding is never edited: it is brought back.'); END;
        CREATE TRIGGER dismissed_findings_stay BEFORE DELETE ON dismissed_findings
        WHEN EXISTS (SELECT 1 FROM accounts WHERE id = OLD.account)
        BEGIN SELECT RAISE(ABORT, 'What was said of a finding is never deleted: it is brought back.'); END;
        """);
}
