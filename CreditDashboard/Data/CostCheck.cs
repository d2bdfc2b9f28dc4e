using CreditDashboard.Core.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Data;

/// <summary>Looks at everything an account said of its costs for what can be wrong with it; says which is the first, null if none.</summary>
static class CostCheck
{
    public static async Task<string?> FirstBrokenAsync(StoreContext context, Account account, CancellationToken cancellation)
    {
        var rows = await context.CostStatements.AsNoTracking().Where(row => row.AccountId == account.Id).OrderBy(row => row.Number).ToListAsync(cancellation);
        var standing = new HashSet<int>();
        foreach (var (index, row) in rows.Index())
        {
            if (row.Number != index + 1)
                return $"What {account.Slug} said of its costs is not numbered without gaps.";
            if (row.Withdraws is { } withdrawn ? !standing.Remove(withdrawn) : !standing.Add(row.Number) || !IsCost(row))
                return $"Statement {row.Number} of the costs of {account.Slug} states no cost, and withdraws none that stands.";
        }

        return null;
    }

    static bool IsCost(CostStatement row)
    {
        try
        {
            return row is { Day: not null, CreditType: not null, PerCredit: not null } && row.Cost.PerCredit > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
