using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditDashboard.Data.Migrations;

/// <summary>
/// Cards that are added, one row a version and one for each removal; and, with each assignment, the version that it prices by, so that an
/// account stays as it was judged until it is judged by the next.
/// </summary>
[DbContext(typeof(StoreContext))]
[Migration("0002_Cards")]
public sealed class Sqlite0002Cards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE cards (
            account INTEGER NOT NULL,
            card TEXT NOT NULL,
            number INTEGER NOT NULL,
            document TEXT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            PRIMARY KEY (account, card, number)
        );
        CREATE TRIGGER cards_grow BEFORE UPDATE ON cards
        BEGIN SELECT RAISE(ABORT, 'A card is never edited: a change is a new version.'); END;
        CREATE TRIGGER cards_stay BEFORE DELETE ON cards
        BEGIN SELECT RAISE(ABORT, 'A version of a card is never deleted.'); END;

        ALTER TABLE card_assignments ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
        """);
}
