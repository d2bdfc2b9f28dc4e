using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>
/// What is few: people, accounts, and what is set for them. Reveals, deductions and verdicts are packed rows beside it. A save takes its
/// turn at the writer by itself; several saves in one transaction go through <see cref="Store.WriteAsync{T}"/>.
/// </summary>
public sealed class StoreContext(DbContextOptions<StoreContext> options, WriterGate gate) : IdentityUserContext<Person>(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<RenewalAnchor> Anchors => Set<RenewalAnchor>();
    public DbSet<CardAssignment> CardAssignments => Set<CardAssignment>();
    public DbSet<CardRow> Cards => Set<CardRow>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<Pin> Pins => Set<Pin>();
    public DbSet<Seal> Seals => Set<Seal>();
    public DbSet<DeclaredCoverage> Coverages => Set<DeclaredCoverage>();
    public DbSet<AccountMember> Members => Set<AccountMember>();
    public DbSet<ImportRecord> Imports => Set<ImportRecord>();
    public DbSet<ImportedFile> ImportedFiles => Set<ImportedFile>();
    public DbSet<BroughtAgain> BroughtAgain => Set<BroughtAgain>();
    public DbSet<RefusedRow> RefusedRows => Set<RefusedRow>();
    public DbSet<DismissedFinding> DismissedFindings => Set<DismissedFinding>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<Look> Looks => Set<Look>();
    public DbSet<UsageReportRow> UsageReports => Set<UsageReportRow>();
    public DbSet<BalanceSnapshot> BalanceSnapshots => Set<BalanceSnapshot>();
    public DbSet<CostStatement> CostStatements => Set<CostStatement>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    /// <summary>True while this context may write: inside a save, or in <see cref="Store.WriteAsync{T}"/>.</summary>
    internal bool HoldsTurn { get; set; }

    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        if (HoldsTurn)
            return Save();

        using var turn = gate.Enter();
        HoldsTurn = true;
        try
        {
            return Save();
        }
        finally
        {
            HoldsTurn = false;
        }

        int Save()
        {
            foreach (var account in UnnumberedAudit())
                Number(account, Audit.Where(row => row.AccountId == account.Key).Max(row => (long?)row.Number));
            return base.SaveChanges(acceptAllChangesOnSuccess);
        }
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (HoldsTurn)
            return await SaveAsync();

        using var turn = await gate.EnterAsync(cancellationToken);
        HoldsTurn = true;
        try
        {
            return await SaveAsync();
        }
        finally
        {
            HoldsTurn = false;
        }

        async Task<int> SaveAsync()
        {
            foreach (var account in UnnumberedAudit())
            {
                var last = await Audit.Where(row => row.AccountId == account.Key).MaxAsync(row => (long?)row.Number, cancellationToken);
                Number(account, last);
            }

            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
    }

    /// <summary>Adds a version of a grant, seen from the account's version on that is given.</summary>
    internal void Added(Grant grant, long version) => Grants.Add(grant).Property<long>(Columns.VersionFrom).CurrentValue = version;

    /// <summary>Ends a version of a grant: it stays in the store and is not read any more.</summary>
    internal void Ended(Grant grant, long version) => Entry(grant).Property<long>(Columns.VersionTo).CurrentValue = version;

    /// <summary>Adds what an import declares complete.</summary>
    internal void Added(DeclaredCoverage coverage, long version) => Coverages.Add(coverage).Property<long>(Columns.Version).CurrentValue = version;

    /// <summary>Adds a pin, seen from the account's version on that is given.</summary>
    internal void Added(Pin pin, long version) => Pins.Add(pin).Property<long>(Columns.VersionFrom).CurrentValue = version;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<InstantTicks>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<OffsetTicks>();
        configurationBuilder.Properties<Credits>().HaveConversion<CreditsCount>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        StoreModel.Build(builder);
    }

    // The writer's turn makes "the last number and one" safe: nobody else writes between the question and the save.
    List<IGrouping<long, AuditRow>> UnnumberedAudit()
    {
        ChangeTracker.DetectChanges();
        return ChangeTracker.Entries<AuditRow>()
            .Where(entry => entry.State == EntityState.Added && entry.Entity.Number == 0)
            .Select(entry => entry.Entity)
            .GroupBy(row => row.AccountId)
            .ToList();
    }

    static void Number(IEnumerable<AuditRow> rows, long? last)
    {
        var number = last ?? 0;
        foreach (var row in rows)
            row.Number = ++number;
    }
}
