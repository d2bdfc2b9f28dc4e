using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core;

/// <summary>Made-up feeds as the tests plan them, and what came of judging them.</summary>
static class TestFeed
{
    static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    static readonly Instant Until = Instant.FromUtc(2026, 11, 20, 17, 0);

    public static readonly CycleCalendar Calendar = new(London, RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 28, 9, 14)]);

    /// <summary>Two months of some 4,000 deductions with a planted case in 40; an even seed makes bursts.</summary>
    public static FeedPlan Plan(FeedKeys keys, int seed) => new()
    {
        Seed = seed,
        Until = Until,
        Zone = London,
        Days = 60,
        Deductions = 4_000,
        Keys = keys,
        PlantOneIn = 40,
        InBursts = seed % 2 == 0,
        Renewals = Calendar.BoundariesBetween(Until - Duration.FromDays(60), Until),
    };

    public static Judgement Judged(PlantedFeed feed) => Judged(feed, row => row, row => row);

    public static Judgement Judged(PlantedFeed feed, Func<Reveal, Reveal> ofReveal, Func<Deduction, Deduction> ofDeduction)
    {
        var builder = new AccountRowsBuilder();
        feed.Reveals.ForEach(row => builder.Add(ofReveal(row)));
        feed.Deductions.ForEach(row => builder.Add(ofDeduction(row)));
        return Judge.Of(builder.Build(), new AccountRules(Calendar, new CardSchedule([]), Channels.Published, []));
    }

    public static IEnumerable<string> Rows(Judgement judgement, int verdict) =>
        judgement.MembersOf(verdict).ToArray().Select(judgement.IdOf).Order(StringComparer.Ordinal);

    /// <summary>The verdict in which the first row of a planted case stands.</summary>
    public static int VerdictOf(Judgement judgement, Planted planted) => planted.Deductions.Count > 0
        ? judgement.OfDeduction[judgement.Rows.FindDeduction(planted.Deductions[0])]
        : judgement.OfReveal[judgement.Rows.FindReveal(planted.Reveals[0])];

    /// <summary>For each pair that time alone asserts, whether the deduction was made for that reveal.</summary>
    public static bool[] Asserted(PlantedFeed feed, Judgement judgement) => Pairs(feed, judgement, level => level is Level.C or Level.D);

    public static bool[] Pairs(PlantedFeed feed, Judgement judgement, Func<Level, bool> isOf) =>
    [
        .. Enumerable.Range(0, judgement.Rows.Deductions.Length)
            .Where(row => judgement.Matches.RoleOf[row] == Role.Pays && isOf(judgement.Matches.LevelOf[row]))
            .Select(row => feed.MadeFor.GetValueOrDefault(judgement.Rows.DeductionId(row)) == judgement.Rows.RevealId(judgement.Matches.RevealOf[row])),
    ];

    /// <summary>The verdicts that call a discrepancy what was not planted.</summary>
    public static int[] Accused(PlantedFeed feed, Judgement judgement)
    {
        var planted = feed.Planted.SelectMany(each => each.Reveals.Concat(each.Deductions)).ToHashSet();
        return
        [
            .. Enumerable.Range(0, judgement.Verdicts.Length)
                .Where(verdict => judgement.Verdicts[verdict].Code.Disposition() == Disposition.Discrepancy)
                .Where(verdict => !planted.Overlaps(Rows(judgement, verdict))),
        ];
    }
}
