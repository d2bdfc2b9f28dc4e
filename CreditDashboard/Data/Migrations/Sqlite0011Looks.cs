using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditDashboard.Data.Migrations;

/// <summary>What each person has seen of an account, so that what changed since can be told.</summary>
[DbContext(typeof(StoreContext))]
[Migration("0011_Looks")]
public sealed class Sqlite0011Looks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE looks (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            person_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (account, person_id)
        );
        """);
}
