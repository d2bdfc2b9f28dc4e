using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>What the matching promises, on many small ledgers of every kind.</summary>
public class GuaranteeTests
{
    const int Ledgers = 1000;
    static readonly Instant AsOf = Instant.FromUtc(2027, 6, 1, 0, 0);

    static void ForEachLedger(Action<LedgerText> check, int rowsMax = 24)
    {
        for (var seed = 0; seed < Ledgers; seed++)
        {
            try
            {
                check(RandomLedger.Of(seed, rowsMax));
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Ledger {seed}: {problem.Message}", problem);
            }
        }
    }

    static string Json(Judgement judgement) => Json(judgement, AsOf);

    static string Json(Judgement judgement, Instant asOf) => System.Text.Encoding.UTF8.GetString(AnswerJson.Document(json =>
    {
        var verdicts = new VerdictWindow(judgement, Window.All, asOf);
        AnswerJson.WriteVerdicts(json, Window.All, verdicts.All().Select(verdicts.Read));
    }).Span);

    static LedgerText Copy(LedgerText ledger, IEnumerable<Reveal> reveals, IEnumerable<Deduction> deductions)
    {
        var copy = new LedgerText();
        copy.Reveals.AddRange(reveals);
        copy.Deductions.AddRange(deductions);
        copy.Coverages.AddRange(ledger.Coverages);
        copy.Cards.AddRange(ledger.Cards);
        return copy;
    }

    [Fact]
    public void AnyOrder_GivesTheSameVerdicts_ByteForByte() => ForEachLedger(ledger =>
    {
        var random = new Random(ledger.Reveals.Count);
        var reveals = ledger.Reveals.ToArray();
        var deductions = ledger.Deductions.ToArray();
        random.Shuffle(reveals);
        random.Shuffle(deductions);
        Assert.Equal(Json(ledger.Judged()), Json(Copy(ledger, reveals, deductions).Judged()));
    });

    [Fact]
    public void AnyBatches_GiveTheSameVerdicts_ByteForByte() => ForEachLedger(ledger =>
    {
        // One row of every three is left for a second batch and one for a third, which brings the first row again in another version.
        var rows = new AccountRowsBuilder().Build();
        for (var batch = 0; batch < 3; batch++)
        {
            var builder = new AccountRowsBuilder(rows);
            foreach (var reveal in ledger.Reveals.Where((_, index) => index % 3 == batch))
                builder.Add(batch == 0 && reveal == ledger.Reveals[0] ? reveal with { OccurredAt = reveal.OccurredAt + Duration.FromHours(5), User = "eve@acme.example" } : reveal);
            foreach (var deduction in ledger.Deductions.Where((_, index) => index % 3 == batch))
                builder.Add(deduction);
            if (batch == 2 && ledger.Reveals.Count > 0)
            {
                builder.ReplaceReveal(rows.FindReveal(ledger.Reveals[0].Id));
                builder.Add(ledger.Reveals[0]);
            }

            rows = builder.Build();
        }

        Assert.Equal(Json(ledger.Judged()), Json(Judge.Of(rows, ledger.Rules)));
    });

    [Fact]
    public void EveryRow_StandsInExactlyOneVerdict() => ForEachLedger(ledger =>
    {
        var judgement = ledger.Judged();
        var members = Enumerable.Range(0, judgement.Verdicts.Length).SelectMany(verdict => judgement.MembersOf(verdict).ToArray()).ToArray();
        Assert.Equal(ledger.Reveals.Count + ledger.Deductions.Count, members.Length);
        Assert.Equal(members.Length, members.Distinct().Count());
        Assert.All(Enumerable.Range(0, judgement.Verdicts.Length), verdict => Assert.True(judgement.Verdicts[verdict].MemberCount > 0));
    });

    [Fact]
    public void CreditsOfVerdicts_AreTheCreditsOfTheLedger_InEveryWindow() => ForEachLedger(ledger =>
    {
        var judgement = ledger.Judged();
        var random = new Random(ledger.Deductions.Count);
        var from = Instant.FromUtc(2026, 10, 31, 9, 0) + Duration.FromSeconds(random.Next(600));
        foreach (var window in new[] { Window.All, new Window(from, from + Duration.FromSeconds(random.Next(600)), "some") })
        {
            var verdicts = new VerdictWindow(judgement, window, AsOf);
            foreach (var type in CreditTypes.All)
            {
                var posted = ledger.Deductions.Where(row => row.CreditType == type && window.Holds(row.PostedAt)).Sum(row => row.Credits.Count);
                var judged = verdicts.All().Where(verdict => TypeOf(judgement, verdict) == type).Sum(verdict => verdicts.CreditsOf(verdict).Count);
                Assert.Equal(posted, judged);
            }
        }
    });

    static CreditType? TypeOf(Judgement judgement, int verdict) => judgement.MembersOf(verdict).ToArray()
        .Where(member => !member.IsReveal)
        .Select(member => (CreditType?)judgement.Rows.Deductions[member.Index].CreditType)
        .FirstOrDefault();

    [Fact]
    public void ATier_DoesNotDependOnWeakerOnes() => ForEachLedger(ledger =>
    {
        var (rows, rules) = (ledger.Rows(), ledger.Rules);
        var all = Match(rows, rules, lastTier: 5);
        for (var tier = 1; tier < 5; tier++)
        {
            var upTo = Match(rows, rules, tier);
            for (var deduction = 0; deduction < rows.Deductions.Length; deduction++)
            {
                // What was given back whole is matched after all tiers, with what they left.
                if (Reversals.Of(rows).Net[deduction] > 0 && (upTo.RoleOf[deduction] != Role.Unmatched || all.TierOf[deduction] <= tier))
                {
                    Assert.Equal(
                        (upTo.RevealOf[deduction], upTo.RoleOf[deduction], upTo.TierOf[deduction], upTo.LevelOf[deduction]),
                        (all.RevealOf[deduction], all.RoleOf[deduction], all.TierOf[deduction], all.LevelOf[deduction]));
                }
            }
        }
    });

    internal static Matches Match(AccountRows rows, AccountRules rules, int lastTier)
    {
        var prices = RevealPrices.Of(rows, rules.Cycles, rules.Cards, rules.Channels);
        var min = Enumerable.Range(0, rows.Reveals.Length).Select(row => prices[row].Min).ToArray();
        var max = Enumerable.Range(0, rows.Reveals.Length).Select(row => prices[row].IsPriced ? prices[row].Max : long.MaxValue).ToArray();
        return Matches.Of(rows, Reversals.Of(rows), min, max, new Coverage(rows, rules.Coverages), lastTier);
    }

    /// <summary>Pairs of tiers 3 to 5 by the ids of deductions, at prices that do not change with the rows.</summary>
    static Dictionary<string, string> Pairs(IReadOnlyList<Reveal> reveals, IReadOnlyList<Deduction> deductions)
    {
        var rows = Copy(new LedgerText(), reveals, deductions).Rows();
        var min = rows.Reveals.Select(row => (long)Math.Min(1, row.Emails + row.Phones)).ToArray();
        var max = rows.Reveals.Select(row => row.CreditType == CreditType.Prospecting ? (long)row.Emails + row.Phones : long.MaxValue).ToArray();
        var matches = Matches.Of(rows, Reversals.Of(rows), min, max, new Coverage(rows, []), lastTier: 5);
        return Enumerable.Range(0, rows.Deductions.Length).Where(row => matches.RevealOf[row] >= 0)
            .ToDictionary(rows.DeductionId, row => rows.RevealId(matches.RevealOf[row]));
    }

    static (Reveal[] Reveals, Deduction[] Deductions) WithoutBundles(LedgerText ledger) => (
        [.. ledger.Reveals.Select(row => row with { Job = "", Request = "" })],
        [.. ledger.Deductions.Where(row => row.Reverses.Length == 0).Select(row => row with { Job = "", Request = "" })]);

    [Fact]
    public void ALateReveal_UnmatchesNoDeduction() => ForEachLedger(ledger =>
    {
        var (reveals, deductions) = WithoutBundles(ledger);
        if (reveals.Length == 0)
            reveals = [new Reveal { Id = "R", OccurredAt = Instant.FromUtc(2026, 10, 31, 9, 0), Channel = "web", EmailsFound = 1, PhonesFound = 0 }];

        var after = Pairs(reveals, deductions);
        foreach (var late in new[] { reveals[0], reveals[^1] })
        {
            var before = Pairs([.. reveals.Where(row => row != late)], deductions);
            Assert.Empty(before.Keys.Except(after.Keys));
            Assert.InRange(after.Count - before.Count, 0, 1);
            Assert.InRange(before.Values.Except(after.Values).Count(), 0, 1);
        }
    });

    [Fact]
    public void DeletingAPair_OrAnUnmatchedRow_ChangesNoOtherPair() => ForEachLedger(ledger =>
    {
        var (reveals, deductions) = WithoutBundles(ledger);
        var all = Pairs(reveals, deductions);
        foreach (var deduction in deductions)
        {
            var reveal = all.GetValueOrDefault(deduction.Id);
            var left = Pairs([.. reveals.Where(row => row.Id != reveal)], [.. deductions.Where(row => row != deduction)]);
            Assert.Equal(all.Where(pair => pair.Key != deduction.Id).OrderBy(pair => pair.Key), left.OrderBy(pair => pair.Key));
        }

        foreach (var unmatched in reveals.Where(row => !all.ContainsValue(row.Id)))
            Assert.Equal(all.OrderBy(pair => pair.Key), Pairs([.. reveals.Where(row => row != unmatched)], deductions).OrderBy(pair => pair.Key));
    }, rowsMax: 14);

    [Fact]
    public void ShiftingEveryInstant_ChangesNothing() => ForEachLedger(ledger =>
    {
        // After 28 years the same days of the week fall on the same dates, and the clocks of the zone change on them: the cycles shift as well.
        var by = Duration.FromDays(10_227);
        var shifted = new LedgerText { RenewsFrom = ledger.RenewsFrom + by };
        shifted.Cards.AddRange(ledger.Cards);
        shifted.Reveals.AddRange(ledger.Reveals.Select(row => row with { OccurredAt = row.OccurredAt + by }));
        shifted.Deductions.AddRange(ledger.Deductions.Select(row => row with { PostedAt = row.PostedAt + by }));
        shifted.Coverages.AddRange(ledger.Coverages.Select(each => new DeclaredCoverage { Side = each.Side, From = each.From + by, To = each.To + by }));
        foreach (var asOf in new[] { AsOf, Instant.FromUtc(2026, 11, 3, 9, 0) })
            Assert.Equal(Json(ledger.Judged(), asOf), Json(shifted.Judged(), asOf + by));
    });

    [Fact]
    public void ASentence_IsRenderedFromItsEvidence() => ForEachLedger(ledger =>
    {
        var judgement = ledger.Judged();
        var reader = new EvidenceReader(judgement, AsOf);
        foreach (var verdict in Enumerable.Range(0, judgement.Verdicts.Length))
        {
            var sentence = Sentence.Of(reader.Read(verdict));
            Assert.Equal(sentence, Sentence.Of(new EvidenceReader(ledger.Judged(), AsOf).Read(verdict)));
            Assert.Matches(@"^[A-Z0-9a-z].*\.$", sentence);
            Assert.DoesNotContain("@", sentence, StringComparison.Ordinal);
        }
    }, rowsMax: 10);
}
