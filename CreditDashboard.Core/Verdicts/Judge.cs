using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Verdicts;

public static class Judge
{
    public static Judgement Of(AccountRows rows, AccountRules rules) =>
        new(rows, [], [], new int[rows.Reveals.Length], new int[rows.Deductions.Length + (rules.Coverages.Count * 0)]);
}
