using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CreditDashboard.Data.Migrations;

/// <summary>
/// The first schema. What is few is as <see cref="StoreModel"/> says; below it stand the packed rows, which EF does not know, and the views
/// that show them readable. Times are 100 ns units since 1970. <c>tie</c> is the row's <c>Position.Tie</c> with its top bit flipped, so that the
/// signed numbers of SQLite stand in the order of the unsigned ones. A packed row is current when <c>version_from</c> is not beyond its
/// account's version and <c>version_to</c> is 0 or beyond it.
/// </summary>
[DbContext(typeof(StoreContext))]
[Migration("0001_FirstLight")]
public sealed class Sqlite0001FirstLight : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(People);
        migrationBuilder.Sql(Accounts);
        migrationBuilder.Sql(PackedRows);
        migrationBuilder.Sql(OnlyGrows);
        migrationBuilder.Sql(Views);
    }

    const string People = """
        CREATE TABLE people (
            id TEXT NOT NULL PRIMARY KEY,
            user_name TEXT NULL,
            normalized_user_name TEXT NULL,
            email TEXT NULL,
            normalized_email TEXT NULL,
            email_confirmed INTEGER NOT NULL,
            password_hash TEXT NULL,
            security_stamp TEXT NULL,
            concurrency_stamp TEXT NULL,
            phone_number TEXT NULL,
            phone_number_confirmed INTEGER NOT NULL,
            two_factor_enabled INTEGER NOT NULL,
            lockout_end INTEGER NULL,
            lockout_enabled INTEGER NOT NULL,
            access_failed_count INTEGER NOT NULL,
            is_administrator INTEGER NOT NULL,
            is_agent INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX people_normalized_user_name ON people (normalized_user_name);
        CREATE INDEX people_normalized_email ON people (normalized_email);

        CREATE TABLE person_claims (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            user_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            claim_type TEXT NULL,
            claim_value TEXT NULL
        );
        CREATE INDEX person_claims_user_id ON person_claims (user_id);

        CREATE TABLE person_logins (
            login_provider TEXT NOT NULL,
            provider_key TEXT NOT NULL,
            provider_display_name TEXT NULL,
            user_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            PRIMARY KEY (login_provider, provider_key)
        );
        CREATE INDEX person_logins_user_id ON person_logins (user_id);

        CREATE TABLE person_tokens (
            user_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            login_provider TEXT NOT NULL,
            name TEXT NOT NULL,
            value TEXT NULL,
            PRIMARY KEY (user_id, login_provider, name)
        );
        """;

    // AUTOINCREMENT, so that the number of a removed account is never given again.
    const string Accounts = """
        CREATE TABLE accounts (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            slug TEXT NOT NULL,
            name TEXT NOT NULL,
            time_zone TEXT NOT NULL,
            period INTEGER NOT NULL,
            credits_per_cycle INTEGER NULL,
            is_sample INTEGER NOT NULL,
            version INTEGER NOT NULL,
            writing INTEGER NOT NULL,
            judged_by INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX accounts_slug ON accounts (slug);

        CREATE TABLE anchors (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            at INTEGER NOT NULL,
            PRIMARY KEY (account, at)
        );

        CREATE TABLE card_assignments (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            from_at INTEGER NOT NULL,
            card TEXT NOT NULL,
            PRIMARY KEY (account, from_at)
        );

        CREATE TABLE coverages (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            side INTEGER NOT NULL,
            from_at INTEGER NOT NULL,
            to_at INTEGER NOT NULL,
            PRIMARY KEY (account, side, from_at, to_at)
        );

        CREATE TABLE grants (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            id TEXT NOT NULL,
            version_from INTEGER NOT NULL,
            version_to INTEGER NOT NULL,
            posted_at INTEGER NOT NULL,
            credits INTEGER NOT NULL,
            credit_type INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            PRIMARY KEY (account, id, version_from)
        );

        CREATE TABLE members (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            person_id TEXT NOT NULL,
            PRIMARY KEY (account, person_id)
        );
        CREATE INDEX members_person_id ON members (person_id);

        CREATE TABLE imports (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            version INTEGER NOT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            PRIMARY KEY (account, version)
        );

        CREATE TABLE import_files (
            account INTEGER NOT NULL,
            version INTEGER NOT NULL,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            rows INTEGER NOT NULL,
            imported INTEGER NOT NULL,
            already INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            conflicts INTEGER NOT NULL,
            zone_assumed INTEGER NOT NULL,
            from_at INTEGER NULL,
            to_at INTEGER NULL,
            message TEXT NULL,
            PRIMARY KEY (account, version, number),
            FOREIGN KEY (account, version) REFERENCES imports (account, version) ON DELETE CASCADE
        );

        CREATE TABLE audit (
            account INTEGER NOT NULL,
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            what TEXT NOT NULL,
            detail TEXT NOT NULL,
            PRIMARY KEY (account, number)
        );
        """;

    // kind of a name: 1 user, 2 channel, 3 action. Contact, job, request and the reversed id are too many to be worth a name each.
    const string PackedRows = """
        CREATE TABLE names (
            account INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            code INTEGER NOT NULL,
            version_from INTEGER NOT NULL,
            text TEXT NOT NULL,
            public_id TEXT NULL,
            PRIMARY KEY (account, kind, code)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX names_text ON names (account, kind, text);
        CREATE UNIQUE INDEX names_public_id ON names (account, public_id) WHERE public_id IS NOT NULL;

        CREATE TABLE reveals (
            account INTEGER NOT NULL,
            at INTEGER NOT NULL,
            tie INTEGER NOT NULL,
            version_from INTEGER NOT NULL,
            version_to INTEGER NOT NULL,
            id TEXT NOT NULL,
            user INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            action INTEGER NOT NULL,
            credit_type INTEGER NOT NULL,
            emails INTEGER NOT NULL,
            phones INTEGER NOT NULL,
            emails_requested INTEGER NOT NULL,
            phones_requested INTEGER NOT NULL,
            quantity INTEGER NOT NULL,
            contact TEXT NULL,
            job TEXT NULL,
            request TEXT NULL,
            PRIMARY KEY (account, at, tie, version_from)
        ) WITHOUT ROWID;

        CREATE TABLE deductions (
            account INTEGER NOT NULL,
            at INTEGER NOT NULL,
            tie INTEGER NOT NULL,
            version_from INTEGER NOT NULL,
            version_to INTEGER NOT NULL,
            id TEXT NOT NULL,
            credits INTEGER NOT NULL,
            user INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            action INTEGER NOT NULL,
            credit_type INTEGER NOT NULL,
            contact TEXT NULL,
            job TEXT NULL,
            request TEXT NULL,
            reverses TEXT NULL,
            PRIMARY KEY (account, at, tie, version_from)
        ) WITHOUT ROWID;

        -- at and tie are those of the first member; members are lines of R or D, a blank and an id, sorted by their bytes.
        CREATE TABLE verdicts (
            account INTEGER NOT NULL,
            at INTEGER NOT NULL,
            tie INTEGER NOT NULL,
            version_from INTEGER NOT NULL,
            version_to INTEGER NOT NULL,
            id BLOB NOT NULL,
            code INTEGER NOT NULL,
            facets INTEGER NOT NULL,
            level INTEGER NOT NULL,
            tier INTEGER NOT NULL,
            expected_min INTEGER NULL,
            expected_max INTEGER NULL,
            discrepancy INTEGER NOT NULL,
            settle INTEGER NULL,
            of BLOB NULL,
            members TEXT NOT NULL,
            PRIMARY KEY (account, at, tie, version_from)
        ) WITHOUT ROWID;
        """;

    const string OnlyGrows = """
        CREATE TRIGGER reveals_grow BEFORE UPDATE OF account, at, tie, version_from, id, user, channel, action, credit_type, emails, phones,
            emails_requested, phones_requested, quantity, contact, job, request ON reveals
        BEGIN SELECT RAISE(ABORT, 'A reveal is never edited: a correction is a new version.'); END;
        CREATE TRIGGER reveals_stay BEFORE DELETE ON reveals
        WHEN EXISTS (SELECT 1 FROM accounts WHERE id = OLD.account AND version >= OLD.version_from)
        BEGIN SELECT RAISE(ABORT, 'A reveal that was shown is never deleted.'); END;

        CREATE TRIGGER deductions_grow BEFORE UPDATE OF account, at, tie, version_from, id, credits, user, channel, action, credit_type,
            contact, job, request, reverses ON deductions
        BEGIN SELECT RAISE(ABORT, 'The ledger only grows: a correction is one more row.'); END;
        CREATE TRIGGER deductions_stay BEFORE DELETE ON deductions
        WHEN EXISTS (SELECT 1 FROM accounts WHERE id = OLD.account AND version >= OLD.version_from)
        BEGIN SELECT RAISE(ABORT, 'The ledger only grows: a deduction that was shown is never deleted.'); END;

        CREATE TRIGGER grants_grow BEFORE UPDATE OF account, id, version_from, posted_at, credits, credit_type, kind ON grants
        BEGIN SELECT RAISE(ABORT, 'The ledger only grows: a correction is one more row.'); END;

        CREATE TRIGGER audit_grows BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'The audit only grows.'); END;
        CREATE TRIGGER audit_stays BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'The audit only grows.'); END;
        """;

    const string Views = """
        CREATE VIEW reveal_rows AS
        SELECT accounts.slug AS account, row.id AS reveal_id,
            strftime('%Y-%m-%dT%H:%M:%S', row.at / 10000000, 'unixepoch')
                || CASE row.at % 10000000 WHEN 0 THEN '' ELSE '.' || rtrim(printf('%07d', row.at % 10000000), '0') END || 'Z' AS occurred_at,
            person.text AS user, person.public_id AS user_id, channel.text AS channel, row.contact AS contact_id,
            row.emails AS emails_found, row.phones AS phones_found, row.emails_requested, row.phones_requested,
            row.job AS job_id, row.request AS request_id,
            CASE row.credit_type WHEN 0 THEN 'prospecting' ELSE 'conversation' END AS credit_type,
            action.text AS action, row.quantity, row.version_from AS version
        FROM reveals AS row
        JOIN accounts ON accounts.id = row.account
        LEFT JOIN names AS person ON person.account = row.account AND person.kind = 1 AND person.code = row.user
        LEFT JOIN names AS channel ON channel.account = row.account AND channel.kind = 2 AND channel.code = row.channel
        LEFT JOIN names AS action ON action.account = row.account AND action.kind = 3 AND action.code = row.action
        WHERE row.version_from <= accounts.version AND (row.version_to = 0 OR row.version_to > accounts.version);

        CREATE VIEW deduction_rows AS
        SELECT accounts.slug AS account, row.id AS deduction_id,
            strftime('%Y-%m-%dT%H:%M:%S', row.at / 10000000, 'unixepoch')
                || CASE row.at % 10000000 WHEN 0 THEN '' ELSE '.' || rtrim(printf('%07d', row.at % 10000000), '0') END || 'Z' AS posted_at,
            row.credits, CASE row.credit_type WHEN 0 THEN 'prospecting' ELSE 'conversation' END AS credit_type,
            person.text AS user, person.public_id AS user_id, channel.text AS channel, row.contact AS contact_id,
            row.job AS job_id, row.request AS request_id, action.text AS action, row.reverses, row.version_from AS version
        FROM deductions AS row
        JOIN accounts ON accounts.id = row.account
        LEFT JOIN names AS person ON person.account = row.account AND person.kind = 1 AND person.code = row.user
        LEFT JOIN names AS channel ON channel.account = row.account AND channel.kind = 2 AND channel.code = row.channel
        LEFT JOIN names AS action ON action.account = row.account AND action.kind = 3 AND action.code = row.action
        WHERE row.version_from <= accounts.version AND (row.version_to = 0 OR row.version_to > accounts.version);

        CREATE VIEW verdict_rows AS
        SELECT accounts.slug AS account, lower(hex(row.id)) AS id,
            CASE row.code
                WHEN 0 THEN 'repeat_charged' WHEN 1 THEN 'wrong_credit_type' WHEN 2 THEN 'wrong_user' WHEN 3 THEN 'overcharged'
                WHEN 4 THEN 'undercharged' WHEN 5 THEN 'wrong_channel' WHEN 6 THEN 'cycle_shift' WHEN 7 THEN 'late_posting'
                WHEN 8 THEN 'partial_as_documented' WHEN 9 THEN 'ok' WHEN 10 THEN 'ok_group' WHEN 11 THEN 'group_over'
                WHEN 12 THEN 'group_under' WHEN 13 THEN 'free_as_ruled' WHEN 14 THEN 'other_action' WHEN 15 THEN 'no_reveal'
                WHEN 16 THEN 'duplicate' WHEN 17 THEN 'never_charged' WHEN 18 THEN 'duplicate_suspected' WHEN 19 THEN 'surplus'
                WHEN 20 THEN 'late_or_missing' WHEN 21 THEN 'orphan_reversal' WHEN 22 THEN 'pending' WHEN 23 THEN 'out_of_coverage'
                WHEN 24 THEN 'reversed' END AS code,
            row.facets, CASE row.level WHEN 0 THEN NULL ELSE substr('ABCDE', row.level, 1) END AS level, row.tier,
            row.expected_min, row.expected_max, row.discrepancy AS discrepancy_credits,
            strftime('%Y-%m-%dT%H:%M:%SZ', row.settle / 10000000, 'unixepoch') AS pending_until,
            lower(hex(row.of)) AS of, row.members, row.version_from AS version
        FROM verdicts AS row
        JOIN accounts ON accounts.id = row.account
        WHERE row.version_from <= accounts.version AND (row.version_to = 0 OR row.version_to > accounts.version);
        """;
}
