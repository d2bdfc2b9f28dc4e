using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Components.Activities;

/// <summary>
/// How a row stands in an address: <c>d.D-87448</c> is a deduction, <c>r.R-90247</c> a reveal. The two sides may use the same ids.
/// </summary>
public static class RowToken
{
    const string OfReveal = "r.";
    const string OfDeduction = "d.";

    public static string Reveal(string id) => OfReveal + id;

    public static string Deduction(string id) => OfDeduction + id;

    public static string Of(AccountRows rows, Member row) =>
        row.IsReveal ? Reveal(rows.RevealId(row.Index)) : Deduction(rows.DeductionId(row.Index));

    public static bool IsReveal(string token) => token.StartsWith(OfReveal, StringComparison.Ordinal);

    /// <summary>The row, or null if the account has none of that name.</summary>
    public static Member? Find(AccountRows rows, string token)
    {
        if (token.StartsWith(OfReveal, StringComparison.Ordinal))
            return rows.FindReveal(token[OfReveal.Length..]) is >= 0 and var reveal ? Member.Reveal(reveal) : null;
        if (token.StartsWith(OfDeduction, StringComparison.Ordinal))
            return rows.FindDeduction(token[OfDeduction.Length..]) is >= 0 and var deduction ? Member.Deduction(deduction) : null;
        return null;
    }
}
