using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditDashboard.Data.Migrations;

/// <summary>Addresses that people keep for themselves under a name.</summary>
[DbContext(typeof(StoreContext))]
[Migration("0006_SavedViews")]
public sealed class Sqlite0006SavedViews : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE saved_views (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            person_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            address TEXT NOT NULL,
            saved_at INTEGER NOT NULL,
            PRIMARY KEY (account, person_id, number)
        );
        """);
}
