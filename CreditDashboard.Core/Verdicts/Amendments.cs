using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>A verdict of a sealed cycle that is not as it was sealed.</summary>
/// <param name="Now">The verdict as it stands; null if rows that were sealed stand in no verdict of the cycle any more.</param>
/// <param name="Supersedes">The sealed verdicts that share a row with it, in the order of the seal; none for rows that came later.</param>
public sealed record Amendment(Verdict? Now, ImmutableArray<Verdict> Supersedes);

/// <summary>
/// What differs from a sealed cycle. A pure function of the sealed verdicts and the current ones: how the later rows came in, and in how many
/// imports, plays no part.
/// </summary>
/// <param name="All">In the order of the judgement, then those that left the cycle in the order of the seal.</param>
/// <param name="Prospecting">How many prospecting credits the cycle has more than were sealed; negative if fewer.</param>
/// <param name="Conversation">The same for conversation credits.</param>
public sealed record Amendments(IReadOnlyList<Amendment> All, Credits Prospecting, Credits Conversation)
{
    /// <param name="sealedVerdicts">The verdicts of the seal, in its order.</param>
    /// <param name="judgement">All rows as they are judged now.</param>
    /// <param name="window">The sealed cycle.</param>
    /// <param name="asOf">When the current verdicts are read.</param>
    public static Amendments Of(IReadOnlyList<Verdict> sealedVerdicts, Judgement judgement, Window window, Instant asOf)
    {
        var rows = new SealedRows(sealedVerdicts);
        var verdicts = new VerdictWindow(judgement, window, asOf);
        List<Amendment> all = [];
        HashSet<Verdict> answered = new(ReferenceEqualityComparer.Instance);
        foreach (var now in verdicts.All().Select(verdicts.Read))
        {
            var superseded = rows.Sharing(now);
            answered.UnionWith(superseded);
            if (superseded is not [var only] || !SaysTheSame(only, now))
                all.Add(new Amendment(now, superseded));
        }

        all.AddRange(sealedVerdicts.Where(verdict => !answered.Contains(verdict)).Select(verdict => new Amendment(null, [verdict])));

        // Verdicts that stay the same cancel out, so what the amendments change is what the cycle's sums changed by.
        var before = all.SelectMany(amendment => amendment.Supersedes).Distinct<Verdict>(ReferenceEqualityComparer.Instance).ToList();
        return new Amendments(all, Change(CreditType.Prospecting), Change(CreditType.Conversation));

        Credits Change(CreditType type) =>
            Sum(all.Select(amendment => amendment.Now).OfType<Verdict>(), judgement.Rows, type) - Sum(before, judgement.Rows, type);
    }

    /// <summary>The credits of one type among verdicts: each holds rows of the ledger of one type only.</summary>
    public static Credits Sum(IEnumerable<Verdict> verdicts, AccountRows rows, CreditType type) => verdicts
        .Where(verdict => TypeOf(verdict, rows) == type)
        .Aggregate(Credits.None, (sum, verdict) => sum + verdict.Credits);

    static CreditType? TypeOf(Verdict verdict, AccountRows rows) => verdict.Deductions
        .Select(id => rows.FindDeduction(id))
        .Where(row => row >= 0)
        .Select(row => (CreditType?)rows.Deductions[row].CreditType)
        .FirstOrDefault();

    static bool SaysTheSame(Verdict one, Verdict two) =>
        one.Id == two.Id && one.Code == two.Code && one.Level == two.Level && one.Of == two.Of && one.Credits == two.Credits
        && one.Expected == two.Expected && one.Discrepancy == two.Discrepancy && one.Facets.SequenceEqual(two.Facets)
        && one.Reveals.SequenceEqual(two.Reveals) && one.Deductions.SequenceEqual(two.Deductions);

    /// <summary>Sealed verdicts by the rows that stand in them.</summary>
    sealed class SealedRows
    {
        readonly Dictionary<(Side Side, string Id), int> _byRow = [];
        readonly IReadOnlyList<Verdict> _all;

        public SealedRows(IReadOnlyList<Verdict> all)
        {
            _all = all;
            for (var place = 0; place < all.Count; place++)
            {
                foreach (var row in RowsOf(all[place]))
                    _byRow[row] = place;
            }
        }

        /// <summary>Those that share a row with a verdict, in the order of the seal.</summary>
        public ImmutableArray<Verdict> Sharing(Verdict verdict) =>
        [
            .. RowsOf(verdict).Select(row => _byRow.TryGetValue(row, out var place) ? place : -1)
                .Where(place => place >= 0).Distinct().Order().Select(place => _all[place]),
        ];

        static IEnumerable<(Side Side, string Id)> RowsOf(Verdict verdict) =>
            verdict.Reveals.Select(id => (Side.Reveal, id)).Concat(verdict.Deductions.Select(id => (Side.Deduction, id)));
    }
}
