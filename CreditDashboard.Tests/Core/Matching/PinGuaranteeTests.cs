using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>What the matching promises with pins, on many small ledgers of every kind with pins at random.</summary>
public class PinGuaranteeTests
{
    const int Ledgers = 1500;
    static readonly Instant AsOf = Instant.FromUtc(2027, 6, 1, 0, 0);

    static void ForEachLedger(Action<LedgerText> check)
    {
        for (var seed = 0; seed < Ledgers; seed++)
        {
            try
            {
                check(Pinned(seed));
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Ledger {seed}: {problem.Message}", problem);
            }
        }
    }

    /// <summary>Up to four pins of each kind, one a pair, some of rows that are not there.</summary>
    static LedgerText Pinned(int seed)
    {
        var ledger = RandomLedger.Of(seed);
        var random = new Random(seed);
        string[] reveals = [.. ledger.Reveals.Select(row => row.Id), "R-none"];
        string[] deductions = [.. ledger.Deductions.Where(row => row.Credits > Credits.None).Select(row => row.Id), "D-none"];
        var forbidden = random.Next(5);
        for (var i = random.Next(5) + forbidden; i > 0; i--)
        {
            var (reveal, deduction) = (reveals[random.Next(reveals.Length)], deductions[random.Next(deductions.Length)]);
            if (!ledger.Pins.Exists(pin => pin.Reveal == reveal && pin.Deduction == deduction))
                ledger.Pinned(i > forbidden ? PinKind.Confirmed : PinKind.Forbidden, reveal, deduction);
        }

        return ledger;
    }

    static string Json(Judgement judgement) => System.Text.Encoding.UTF8.GetString(AnswerJson.Document(json =>
    {
        var verdicts = new VerdictWindow(judgement, Window.All, AsOf);
        AnswerJson.WriteVerdicts(json, Window.All, verdicts.All().Select(verdicts.Read));
    }).Span);

    static IEnumerable<(int Reveal, int Deduction)> Landed(Judgement judgement, PinKind kind) => judgement.Rules.Pins
        .Where(pin => pin.Kind == kind)
        .Select(pin => (Reveal: judgement.Rows.FindReveal(pin.Reveal), Deduction: judgement.Rows.FindDeduction(pin.Deduction)))
        .Where(pair => pair.Reveal >= 0 && pair.Deduction >= 0);

    [Fact]
    public void AForbiddenPair_NeverSharesAVerdict_NorRepeatsACharge() => ForEachLedger(ledger =>
    {
        var judgement = ledger.Judged();
        Assert.All(Landed(judgement, PinKind.Forbidden), pair =>
        {
            Assert.NotEqual(judgement.OfReveal[pair.Reveal], judgement.OfDeduction[pair.Deduction]);
            Assert.NotEqual(pair.Reveal, judgement.Matches.RevealOf[pair.Deduction]);
        });
    });

    [Fact]
    public void AConfirmedPair_IsAlwaysPairedAtLevelA() => ForEachLedger(ledger =>
    {
        // Confirmations that contradict a forbidden pair are another test's: here nothing is forbidden.
        ledger.Pins.RemoveAll(pin => pin.Kind == PinKind.Forbidden);
        var judgement = ledger.Judged();
        var matches = judgement.Matches;
        var pairs = Landed(judgement, PinKind.Confirmed).Where(pair => judgement.Reversals.Net[pair.Deduction] > 0).ToArray();
        Assert.All(pairs, pair =>
        {
            Assert.Equal((Level.A, (byte)0), (matches.LevelOf[pair.Deduction], matches.TierOf[pair.Deduction]));
            var isWithIt = matches.RevealOf[pair.Deduction] == pair.Reveal || judgement.OfDeduction[pair.Deduction] == judgement.OfReveal[pair.Reveal];
            var isWithItsGroup = matches.RevealOf[pair.Deduction] is >= 0 and var of && judgement.OfReveal[of] == judgement.OfReveal[pair.Reveal];
            Assert.True(isWithIt || isWithItsGroup);
        });
    });

    [Fact]
    public void AConfirmation_HoldsUnlessAForbiddenPairWouldMeet() => ForEachLedger(ledger =>
    {
        var judgement = ledger.Judged();
        var confirmed = Landed(judgement, PinKind.Confirmed).ToArray();
        foreach (var pair in confirmed.Where(pair => judgement.Reversals.Net[pair.Deduction] > 0
            && confirmed.Count(other => other.Reveal == pair.Reveal || other.Deduction == pair.Deduction) == 1))
        {
            Assert.Equal(judgement.OfReveal[pair.Reveal], judgement.OfDeduction[pair.Deduction]);
            Assert.Equal(Level.A, judgement.Verdicts[judgement.OfReveal[pair.Reveal]].Level);
        }
    });

    [Fact]
    public void AnyOrderOfRowsAndPins_GivesTheSameVerdicts_ByteForByte() => ForEachLedger(ledger =>
    {
        var before = Json(ledger.Judged());
        var random = new Random(ledger.Reveals.Count);
        Shuffle(ledger.Reveals);
        Shuffle(ledger.Deductions);
        Shuffle(ledger.Pins);
        Assert.Equal(before, Json(ledger.Judged()));

        void Shuffle<T>(List<T> rows)
        {
            var copy = rows.ToArray();
            random.Shuffle(copy);
            rows.Clear();
            rows.AddRange(copy);
        }
    });

    [Fact]
    public void PinsOfRowsThatAreNotThere_ChangeNothing() => ForEachLedger(ledger =>
    {
        var random = new Random(ledger.Deductions.Count);
        ledger.Pins.Clear();
        var before = Json(ledger.Judged());
        foreach (var reveal in ledger.Reveals)
            ledger.Pinned((PinKind)random.Next(3), reveal.Id, "D-none");
        foreach (var deduction in ledger.Deductions)
            ledger.Pinned((PinKind)random.Next(3), "R-none", deduction.Id);
        Assert.Equal(before, Json(ledger.Judged()));
    });

    [Fact]
    public void EveryRow_StandsInExactlyOneVerdict_AndCreditsAreConserved() => ForEachLedger(ledger =>
    {
        var judgement = ledger.Judged();
        var members = Enumerable.Range(0, judgement.Verdicts.Length).SelectMany(verdict => judgement.MembersOf(verdict).ToArray()).ToArray();
        Assert.Equal(ledger.Reveals.Count + ledger.Deductions.Count, members.Length);
        Assert.Equal(members.Length, members.Distinct().Count());

        var random = new Random(ledger.Deductions.Count);
        var from = Instant.FromUtc(2026, 10, 31, 9, 0) + Duration.FromSeconds(random.Next(600));
        foreach (var window in new[] { Window.All, new Window(from, from + Duration.FromSeconds(random.Next(600)), "some") })
        {
            var verdicts = new VerdictWindow(judgement, window, AsOf);
            foreach (var type in CreditTypes.All)
            {
                var posted = ledger.Deductions.Where(row => row.CreditType == type && window.Holds(row.PostedAt)).Sum(row => row.Credits.Count);
                var judged = verdicts.All().Where(verdict => TypesOf(judgement, verdict).FirstOrDefault() == type).Sum(verdict => verdicts.CreditsOf(verdict).Count);
                Assert.Equal(posted, judged);
            }

            Assert.All(verdicts.All(), verdict => Assert.InRange(TypesOf(judgement, verdict).Count(), 0, 1));
        }
    });

    static IEnumerable<CreditType?> TypesOf(Judgement judgement, int verdict) => judgement.MembersOf(verdict).ToArray()
        .Where(member => !member.IsReveal)
        .Select(member => (CreditType?)judgement.Rows.Deductions[member.Index].CreditType)
        .Distinct();

    [Fact]
    public void ASentence_IsRenderedFromItsEvidence() => ForEachLedger(ledger =>
    {
        var judgement = ledger.Judged();
        var reader = new EvidenceReader(judgement, AsOf);
        foreach (var verdict in Enumerable.Range(0, judgement.Verdicts.Length))
        {
            var evidence = reader.Read(verdict);
            Assert.Equal(evidence.Tier == 0, Sentence.Of(evidence).Contains("An agent confirmed", StringComparison.Ordinal));
            Assert.Equal(evidence.Tier is null, evidence.Verdict.Level == Level.None && judgement.Verdicts[verdict].Level == Level.None);
            Assert.Matches(@"^[A-Z0-9a-z].*\.$", Sentence.Of(evidence));
        }
    });
}
