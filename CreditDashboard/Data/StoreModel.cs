using System.Text.Json;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Data;

/// <summary>
/// Tables and columns in the words of the product. Every key begins with the account, so that the same schema can be distributed by it.
/// </summary>
static class StoreModel
{
    public static void Build(ModelBuilder builder)
    {
        builder.Entity<Person>().ToTable("people");
        builder.Entity<IdentityUserClaim<string>>().ToTable("person_claims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("person_logins");
        builder.Entity<IdentityUserToken<string>>().ToTable("person_tokens");

        builder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.HasIndex(row => row.Slug).IsUnique();
            // The version that is being written beyond Version, 0 if none: what a crash left is found by it.
            account.Property<long>(Columns.Writing);
            // The Judge.RulesVersion that its stored verdicts were made by.
            account.Property<int>(Columns.JudgedBy);
        });
        builder.Entity<RenewalAnchor>(anchor =>
        {
            anchor.ToTable("anchors").HasKey(row => new { row.AccountId, row.At });
            anchor.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<CardAssignment>(assignment =>
        {
            assignment.ToTable("card_assignments").HasKey(row => new { row.AccountId, row.From });
            assignment.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<CardRow>(card =>
        {
            card.ToTable("cards").HasKey(row => new { row.AccountId, row.Card, row.Number });
            card.Property(row => row.Number).ValueGeneratedNever();
        });
        builder.Entity<DeclaredCoverage>(coverage =>
        {
            // The import that declared it: every one says so for itself, so that one can be withdrawn and the others stand.
            coverage.Property<long>(Columns.Version);
            coverage.ToTable("coverages").HasKey(nameof(DeclaredCoverage.AccountId), nameof(DeclaredCoverage.Side), nameof(DeclaredCoverage.From), nameof(DeclaredCoverage.To), Columns.Version);
            coverage.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<Grant>(grant =>
        {
            grant.Property<long>(Columns.VersionFrom);
            grant.Property<long>(Columns.VersionTo);
            grant.ToTable("grants").HasKey(nameof(Grant.AccountId), nameof(Grant.Id), Columns.VersionFrom);
            // A restated grant stays in the store; only its last version is read.
            grant.HasQueryFilter(row => EF.Property<long>(row, Columns.VersionTo) == 0);
            grant.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<Pin>(pin =>
        {
            pin.Property<long>(Columns.VersionFrom);
            pin.Property<long>(Columns.VersionTo);
            pin.Property<Instant?>(Columns.EndedAt);
            pin.Property<string>(Columns.EndedBy).IsRequired().HasDefaultValue("");
            pin.Property<string>(Columns.EndedReason).IsRequired().HasDefaultValue("");
            pin.ToTable("pins").HasKey(nameof(Pin.AccountId), nameof(Pin.Reveal), nameof(Pin.Deduction), Columns.VersionFrom);
            // A pin that was withdrawn, or ended by another, stays on record.
            pin.HasQueryFilter(row => EF.Property<long>(row, Columns.VersionTo) == 0);
            pin.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<Seal>(seal =>
        {
            seal.ToTable("seals").HasKey(row => new { row.AccountId, row.CycleStart, row.Number });
            seal.Property(row => row.Number).ValueGeneratedNever();
            seal.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<AccountMember>(member =>
        {
            member.ToTable("members").HasKey(row => new { row.AccountId, row.PersonId });
            member.HasIndex(row => row.PersonId);
            member.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<ImportRecord>(import =>
        {
            import.ToTable("imports").HasKey(row => new { row.AccountId, row.Version });
            import.Property(row => row.Version).ValueGeneratedNever();
            import.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<ImportedFile>(file =>
        {
            file.ToTable("import_files").HasKey(row => new { row.AccountId, row.Version, row.Number });
            file.HasOne<ImportRecord>().WithMany().HasForeignKey(row => new { row.AccountId, row.Version });
        });
        builder.Entity<BroughtAgain>(again =>
        {
            again.ToTable("brought_again").HasKey(row => new { row.AccountId, row.Version, row.Kind });
            again.HasOne<ImportRecord>().WithMany().HasForeignKey(row => new { row.AccountId, row.Version });
        });
        builder.Entity<UsageReportRow>(report =>
        {
            report.ToTable("usage_reports").HasKey(row => new { row.AccountId, row.Version, row.Number });
            report.HasOne<ImportRecord>().WithMany().HasForeignKey(row => new { row.AccountId, row.Version });
        });
        builder.Entity<BalanceSnapshot>(balance =>
        {
            balance.ToTable("balance_snapshots").HasKey(row => new { row.AccountId, row.Version, row.Number });
            balance.HasOne<ImportRecord>().WithMany().HasForeignKey(row => new { row.AccountId, row.Version });
        });
        builder.Entity<RefusedRow>(refused =>
        {
            refused.ToTable("refused_rows").HasKey(row => new { row.AccountId, row.Number });
            refused.Property(row => row.Number).ValueGeneratedNever();
            refused.Property(row => row.Id).IsRequired();
            refused.Property(row => row.User).IsRequired();
            refused.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<DismissedFinding>(dismissed =>
        {
            dismissed.ToTable("dismissed_findings").HasKey(row => new { row.AccountId, row.Finding, row.Number });
            dismissed.Property(row => row.Number).ValueGeneratedNever();
            dismissed.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<SavedView>(view =>
        {
            view.ToTable("saved_views").HasKey(row => new { row.AccountId, row.PersonId, row.Number });
            view.Property(row => row.Number).ValueGeneratedNever();
            view.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<Look>(look =>
        {
            look.ToTable("looks").HasKey(row => new { row.AccountId, row.PersonId });
            look.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        builder.Entity<CostStatement>(cost =>
        {
            cost.ToTable("cost_statements").HasKey(row => new { row.AccountId, row.Number });
            cost.Property(row => row.Number).ValueGeneratedNever();
            cost.Ignore(row => row.Cost);
            cost.Property(row => row.Day).HasConversion<DayText>();
            cost.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
        });
        // No foreign key: the audit outlives the account.
        builder.Entity<AuditRow>().ToTable("audit").HasKey(row => new { row.AccountId, row.Number });

        foreach (var entity in builder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Columns.Of(property.Name));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"{entity.GetTableName()}_{string.Join('_', index.Properties.Select(each => Columns.Of(each.Name)))}");
        }
    }
}

static class Columns
{
    public const string Writing = "Writing";
    public const string JudgedBy = "JudgedBy";
    public const string Version = "Version";
    public const string VersionFrom = "VersionFrom";
    public const string VersionTo = "VersionTo";
    public const string EndedAt = "EndedAt";
    public const string EndedBy = "EndedBy";
    public const string EndedReason = "EndedReason";

    /// <summary>Snake case; the account's number is called <c>account</c> everywhere, and words that SQL keeps for itself are avoided.</summary>
    public static string Of(string property) => property switch
    {
        "AccountId" => "account",
        "From" => "from_at",
        "To" => "to_at",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(property),
    };
}

/// <summary>Instants are stored as 100 ns units since 1970, which SQLite can order and compare.</summary>
sealed class InstantTicks() : ValueConverter<Instant, long>(at => at.ToUnixTimeTicks(), ticks => Instant.FromUnixTimeTicks(ticks));

/// <summary>The same for the instants of Identity's own columns.</summary>
sealed class OffsetTicks() : ValueConverter<DateTimeOffset, long>(
    at => Instant.FromDateTimeOffset(at).ToUnixTimeTicks(), ticks => Instant.FromUnixTimeTicks(ticks).ToDateTimeOffset());

sealed class CreditsCount() : ValueConverter<Credits, long>(credits => credits.Count, count => new Credits(count));

sealed class DayText() : ValueConverter<LocalDate, string>(day => LocalDatePattern.Iso.Format(day), text => LocalDatePattern.Iso.Parse(text).Value);
