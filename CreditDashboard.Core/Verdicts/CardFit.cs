using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>How well one card explains what was charged. Evidence only: no card is ever assigned by it.</summary>
/// <param name="Explained">Deductions whose credits lie in the price.</param>
/// <param name="Unexplained">Deductions whose credits do not.</param>
/// <param name="UnexplainedCredits">How far outside they lie, all together.</param>
public sealed record CardFit(RateCard Card, int Explained, int Unexplained, Credits UnexplainedCredits)
{
    /// <summary>
    /// Keeps the pairs and groups as they are, prices each anew under every card, and ranks the cards: the fewest unexplained first, then
    /// the fewest credits outside, then in the order given. Judged are the prospecting deductions of a window that answer reveals.
    /// </summary>
    public static IReadOnlyList<CardFit> Of(Judgement judgement, Window window, Instant asOf, IReadOnlyList<RateCard> cards)
    {
        var verdicts = new VerdictWindow(judgement, window, asOf);
        int[] judged = [.. verdicts.All().Where(verdict => IsJudged(judgement, verdict))];
        return
        [
            .. cards.Select(card => Fit(judgement, judged, window, card))
                .OrderBy(fit => fit.Unexplained)
                .ThenBy(fit => fit.UnexplainedCredits),
        ];
    }

    static bool IsJudged(Judgement judgement, int verdict)
    {
        var members = judgement.MembersOf(verdict);
        var (shown, paid) = (false, false);
        foreach (var member in members)
        {
            shown |= member.IsReveal;
            if (!member.IsReveal && judgement.Rows.Deductions[member.Index].CreditType != CreditType.Prospecting)
                return false;
            paid |= !member.IsReveal && judgement.Reversals.Net[member.Index] > 0;
        }

        return shown && paid && judgement.Verdicts[verdict].Code.Disposition() != Disposition.Undecided;
    }

    static CardFit Fit(Judgement judgement, int[] judged, Window window, RateCard card)
    {
        var prices = RevealPrices.Of(judgement.Rows, judgement.Rules.Cycles, CardSchedule.Always(card), judgement.Rules.Channels);
        var (explained, unexplained, outside) = (0, 0, Credits.None);
        foreach (var verdict in judged)
        {
            var (net, deductions, range, isPriced) = (Credits.None, 0, CreditRange.Free, true);
            foreach (var member in judgement.MembersOf(verdict))
            {
                if (member.IsReveal)
                {
                    ref readonly var price = ref prices[member.Index];
                    isPriced &= price.IsPriced;
                    range += new CreditRange(new Credits(price.Min), new Credits(price.Max));
                    continue;
                }

                net += new Credits(judgement.Reversals.Net[member.Index]);
                ref readonly var row = ref judgement.Rows.Deductions[member.Index];
                deductions += row.Count > 0 && window.Holds(row.PostedAt) ? 1 : 0;
            }

            if (!isPriced)
                continue;

            var distance = range.DistanceTo(net);
            (explained, unexplained) = distance == Credits.None ? (explained + deductions, unexplained) : (explained, unexplained + deductions);
            outside += deductions > 0 ? distance : Credits.None;
        }

        return new CardFit(card, explained, unexplained, outside);
    }
}
