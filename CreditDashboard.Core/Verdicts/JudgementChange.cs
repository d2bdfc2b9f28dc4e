using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>How many verdicts moved from one code to another, or kept their code with other credits in question.</summary>
/// <param name="Verdicts">Pairs of a verdict as it was and one as it is that share a row.</param>
/// <param name="Rows">Reveals and deductions that stand in them.</param>
/// <param name="Before">Prospecting credits that were in question in them; the types of credits are never added.</param>
/// <param name="After">The same as it is.</param>
public sealed record CodeChange(VerdictCode From, VerdictCode To, int Verdicts, int Rows, Credits Before, Credits After);

/// <summary>What another rule, such as another card, changes in the verdicts of the same rows: as a preview of it and as its result.</summary>
/// <param name="Changes">In the order of the codes.</param>
/// <param name="Before">Prospecting credits in question in the whole account, as it was.</param>
/// <param name="After">The same as it is.</param>
public sealed record JudgementChange(IReadOnlyList<CodeChange> Changes, Credits Before, Credits After)
{
    public int Verdicts => Changes.Sum(change => change.Verdicts);

    /// <param name="before">The verdicts as they were.</param>
    /// <param name="after">Those of the same rows, in the same order.</param>
    /// <param name="asOf">When both are read.</param>
    /// <exception cref="ArgumentException">The two do not judge as many rows.</exception>
    public static JudgementChange Between(Judgement before, Judgement after, Instant asOf)
    {
        if (before.OfReveal.Length != after.OfReveal.Length || before.OfDeduction.Length != after.OfDeduction.Length)
            throw new ArgumentException("Only verdicts of the same rows can be compared.", nameof(after));

        var moves = before.OfReveal.Zip(after.OfReveal).Concat(before.OfDeduction.Zip(after.OfDeduction))
            .Where(row => before.Verdicts[row.First].CodeAt(asOf) != after.Verdicts[row.Second].CodeAt(asOf)
                || InQuestion(before, row.First, asOf) != InQuestion(after, row.Second, asOf))
            .GroupBy(row => (From: before.Verdicts[row.First].CodeAt(asOf), To: after.Verdicts[row.Second].CodeAt(asOf)))
            .OrderBy(move => move.Key)
            .Select(move => new CodeChange(
                move.Key.From,
                move.Key.To,
                move.Distinct().Count(),
                move.Count(),
                Sum(before, move.Select(row => row.First).Distinct(), asOf),
                Sum(after, move.Select(row => row.Second).Distinct(), asOf)));
        return new JudgementChange(
            [.. moves],
            Sum(before, Enumerable.Range(0, before.Verdicts.Length), asOf),
            Sum(after, Enumerable.Range(0, after.Verdicts.Length), asOf));
    }

    static Credits Sum(Judgement judgement, IEnumerable<int> verdicts, Instant asOf) =>
        new(verdicts.Sum(verdict => InQuestion(judgement, verdict, asOf)));

    static long InQuestion(Judgement judgement, int verdict, Instant asOf) =>
        judgement.Verdicts[verdict].DiscrepancyAt(asOf) is > 0 and var credits && TypeOf(judgement, verdict) == CreditType.Prospecting ? credits : 0;

    static CreditType TypeOf(Judgement judgement, int verdict)
    {
        var members = judgement.MembersOf(verdict);
        foreach (var member in members)
        {
            if (!member.IsReveal)
                return judgement.Rows.Deductions[member.Index].CreditType;
        }

        return judgement.Rows.Reveals[members[0].Index].CreditType;
    }
}
