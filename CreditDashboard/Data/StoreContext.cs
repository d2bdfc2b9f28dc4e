using CreditDashboard.Core.Ledger;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Data;

/// <summary>What is few: people, accounts, and what is set for them. Reveals, deductions and verdicts are packed rows beside it.</summary>
public sealed class StoreContext(DbContextOptions<StoreContext> options) : IdentityUserContext<Person>(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<RenewalAnchor> Anchors => Set<RenewalAnchor>();
    public DbSet<CardAssignment> CardAssignments => Set<CardAssignment>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<DeclaredCoverage> Coverages => Set<DeclaredCoverage>();
    public DbSet<AccountMember> Members => Set<AccountMember>();
}
