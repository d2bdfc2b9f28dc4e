using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Components.Pins;

/// <summary>What can be pinned of a verdict.</summary>
/// <param name="Reveals">Reveals that a pin may name with one of the deductions; none where nothing is matched.</param>
/// <param name="Deductions">Deductions that took credits.</param>
/// <param name="CanAccept">True if something differs that is not accepted.</param>
/// <param name="Matches">Rows that came near an unmatched one and can be confirmed as its match.</param>
public sealed record PinChoice(
    IReadOnlyList<string> Reveals, IReadOnlyList<string> Deductions, bool CanAccept, IReadOnlyList<(string Reveal, string Deduction, string Near)> Matches)
{
    public bool IsPair => Reveals.Count > 0 && Deductions.Count > 0;

    public static PinChoice Of(Judgement judgement, int verdict, Evidence evidence)
    {
        string[] reveals = [.. evidence.Reveals.Select(row => row.Id)];
        string[] deductions = [.. evidence.Deductions.Where(row => row.Credits > Credits.None).Select(row => row.Id)];
        if (reveals.Length == 0 && deductions is [var second] && judgement.Rows.FindDeduction(second) is var row && judgement.Matches.RoleOf[row] == Role.Repeats)
            reveals = [judgement.Rows.RevealId(judgement.Matches.RevealOf[row])];

        if (reveals.Length > 0 && deductions.Length > 0)
        {
            return new(
                reveals,
                deductions,
                evidence.Accepted is null
                    && evidence.Verdict.Disposition is Disposition.Discrepancy or Disposition.Undecided
                    && AcceptedDifferences.VerdictOf(judgement, reveals[0], deductions[0]) == verdict,
                []);
        }

        var near = evidence.NearMisses.Where(miss => miss.Gate != Gate.Forbidden).Select(miss => miss.Id);
        return (reveals, deductions) switch
        {
            ([], [var paid]) => new([], deductions, false, [.. near.Select(id => (id, paid, id))]),
            ([var shown], []) => new(reveals, [], false, [.. near.Select(id => (shown, id, id))]),
            _ => new([], [], false, []),
        };
    }
}
