using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditDashboard.Data.Migrations;

/// <summary>What accounts state of the cost of a credit. A price is a decimal text and a day is one of the account's zone.</summary>
[DbContext(typeof(StoreContext))]
[Migration("0007_CreditCosts")]
public sealed class Sqlite0007CreditCosts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE cost_statements (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            withdraws INTEGER NULL,
            day TEXT NULL,
            credit_type INTEGER NULL,
            per_credit TEXT NULL,
            currency TEXT NULL,
            plan_name TEXT NULL,
            stated_by TEXT NOT NULL,
            stated_at INTEGER NOT NULL,
            PRIMARY KEY (account, number)
        );
        CREATE TRIGGER cost_statements_grow BEFORE UPDATE ON cost_statements
        BEGIN SELECT RAISE(ABORT, 'What was said of a cost is never edited: it is withdrawn, and stated anew.'); END;
        CREATE TRIGGER cost_statements_stay BEFORE DELETE ON cost_statements
        WHEN EXISTS (SELECT 1 FROM accounts WHERE id = OLD.account)
        BEGIN SELECT RAISE(ABORT, 'What was said of a cost is never deleted: it is withdrawn.'); END;
        """);
}
