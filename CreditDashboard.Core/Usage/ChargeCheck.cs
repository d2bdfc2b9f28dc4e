using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Core.Usage;

/// <summary>One request: what the vendor's API reported to have charged, and what the ledger has of it.</summary>
/// <param name="Ledger">Prospecting credits of all rows that name the request, net of what was given back; null if none does.</param>
/// <param name="Expected">What its reveals should have cost.</param>
public sealed record CheckedCharge(ReportedCharge Charge, Credits? Ledger, ExpectedSpend Expected)
{
    /// <summary>By how much the report is more than the ledger; null if they cannot be compared.</summary>
    public Credits? Gap => Charge.Credits - Ledger;
}

/// <summary>
/// Reported charges against the ledger's rows of the same requests. A request that no row of the ledger names is told apart: its file may be
/// missing, and nothing is wrong with it.
/// </summary>
/// <param name="Charges">In the order they were given.</param>
/// <param name="Reported">Of all of them.</param>
/// <param name="Compared">The reported credits of those that the ledger names.</param>
/// <param name="Ledger">The ledger's credits of the same.</param>
public sealed record ChargeCheck(ImmutableArray<CheckedCharge> Charges, Credits Reported, Credits Compared, Credits Ledger, ExpectedSpend Expected)
{
    public Credits Gap => Compared - Ledger;

    public int WithoutLedger => Charges.Count(charge => charge.Ledger is null);

    public static ChargeCheck Of(Judgement judgement, IReadOnlyList<ReportedCharge> charges)
    {
        var (rows, names) = (judgement.Rows, judgement.Rows.Names.Requests);
        var numbers = charges.Select(charge => names.Find(charge.Request)).ToArray();
        var asked = numbers.Where(number => number > Names.Absent).ToHashSet();
        var ledger = new Dictionary<int, Credits>();
        for (var row = 0; asked.Count > 0 && row < rows.Deductions.Length; row++)
        {
            var taken = judgement.Reversals.Answers[row] is >= 0 and var answered ? answered : row;
            if (rows.Deductions[row].CreditType == CreditType.Prospecting && asked.Contains(rows.Deductions[taken].Request))
                ledger[rows.Deductions[taken].Request] = ledger.GetValueOrDefault(rows.Deductions[taken].Request) + rows.Deductions[row].Credits;
        }

        var expected = new Dictionary<int, ExpectedSpend>();
        for (var row = 0; asked.Count > 0 && row < rows.Reveals.Length; row++)
        {
            if (asked.Contains(rows.Reveals[row].Request))
                expected[rows.Reveals[row].Request] = expected.GetValueOrDefault(rows.Reveals[row].Request) + Of(judgement.Prices[row]);
        }

        ImmutableArray<CheckedCharge> all =
        [
            .. charges.Select((charge, index) => new CheckedCharge(
                charge, ledger.TryGetValue(numbers[index], out var credits) ? credits : null, expected.GetValueOrDefault(numbers[index]))),
        ];
        var compared = all.Where(charge => charge is { Ledger: not null, Charge.Credits: not null }).ToList();
        return new(
            all,
            Sum(all.Select(charge => charge.Charge.Credits ?? Credits.None)),
            Sum(compared.Select(charge => charge.Charge.Credits!.Value)),
            Sum(compared.Select(charge => charge.Ledger!.Value)),
            all.Aggregate(default(ExpectedSpend), (sum, charge) => sum + charge.Expected));
    }

    static ExpectedSpend Of(in PriceRow price) => price.IsPriced
        ? new(1, new CreditRange(new Credits(price.Min), new Credits(price.Max)), default, 0)
        : new(0, default, default, 1);

    static Credits Sum(IEnumerable<Credits> credits) => credits.Aggregate(Credits.None, (sum, each) => sum + each);
}
