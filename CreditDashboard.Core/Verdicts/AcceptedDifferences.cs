using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Verdicts;

/// <summary>
/// Which verdicts' differences an agent accepted. An acceptance speaks of the verdict in which its two rows stand, or of a second charge of
/// its reveal, for as long as that verdict has the code that was accepted and no more credits in question than were accepted.
/// </summary>
public sealed class AcceptedDifferences
{
    readonly Dictionary<int, Pin> _byVerdict = [];

    public AcceptedDifferences(Judgement judgement)
    {
        foreach (var pin in judgement.Rules.Pins.Where(pin => pin.Difference.Length > 0)
            .OrderBy(pin => pin.Reveal, StringComparer.Ordinal).ThenBy(pin => pin.Deduction, StringComparer.Ordinal))
        {
            if (VerdictOf(judgement, pin.Reveal, pin.Deduction) is { } verdict && Covers(pin, judgement.Verdicts[verdict]))
                _byVerdict.TryAdd(verdict, pin);
        }
    }

    /// <summary>The acceptance that speaks of a verdict, by its index; null if none does.</summary>
    public Pin? Of(int verdict) => _byVerdict.GetValueOrDefault(verdict);

    /// <summary>The verdict in which both rows stand, or that of a second charge of the reveal; null if there is none.</summary>
    public static int? VerdictOf(Judgement judgement, string reveal, string deduction)
    {
        var (shown, paid) = (judgement.Rows.FindReveal(reveal), judgement.Rows.FindDeduction(deduction));
        if (shown < 0 || paid < 0)
            return null;

        var verdict = judgement.OfDeduction[paid];
        ref readonly var row = ref judgement.Verdicts[verdict];
        return verdict == judgement.OfReveal[shown] || (row.Code == VerdictCode.Duplicate && row.Of == judgement.Verdicts[judgement.OfReveal[shown]].Id)
            ? verdict
            : null;
    }

    static bool Covers(Pin pin, in VerdictRow verdict) => verdict.Code.Slug() == pin.Difference && verdict.Discrepancy <= pin.AcceptedMax.Count;
}
