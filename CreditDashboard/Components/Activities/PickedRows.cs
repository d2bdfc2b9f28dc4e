using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Components.Activities;

/// <summary>The rows that a timeline may show, where a text or a bar of the bridge picks them; indices, ascending.</summary>
sealed record PickedRows(int[] Reveals, int[] Deductions)
{
    /// <summary>Null if every row may be shown.</summary>
    public static PickedRows? Of(Judgement judgement, ActivityQuestion question)
    {
        var named = question.Text.Length == 0 ? null : new NamedRows(judgement, question.Text);
        if (question.Bar is not { } bar)
            return named is null ? null : new(named.Reveals, named.Deductions);

        return named is null
            ? new(bar.Reveals, bar.Deductions)
            : new(Array.FindAll(bar.Reveals, row => named.Holds(Member.Reveal(row))), Array.FindAll(bar.Deductions, row => named.Holds(Member.Deduction(row))));
    }

    public bool Holds(Member row) => Array.BinarySearch(row.IsReveal ? Reveals : Deductions, row.Index) >= 0;
}
