using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Components.Shell;

public sealed record ShellAccount(string Slug, string Name, bool IsSample);

/// <param name="ImportedTo">The instant of the last row of the ledger, as people read it; null if there is none.</param>
/// <param name="Discrepancies">Verdicts of the running cycle that are to be looked at; null without an account.</param>
public sealed record Shell(IReadOnlyList<ShellAccount> Accounts, ShellAccount? Current, string? ImportedTo, int? Discrepancies);
