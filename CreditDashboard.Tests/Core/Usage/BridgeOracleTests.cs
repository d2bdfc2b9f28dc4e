using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>On made-up accounts, over many windows, users and instants: the bridge is the literal one, row by row, and it sums to the credit report.</summary>
public class BridgeOracleTests
{
    [Theory]
    [InlineData(FeedKeys.Contacts, 1)]
    [InlineData(FeedKeys.Contacts, 2)]
    [InlineData(FeedKeys.Requests, 3)]
    [InlineData(FeedKeys.Mixed, 4)]
    [InlineData(FeedKeys.UserAndTime, 5)]
    [InlineData(FeedKeys.UserAndTime, 6)]
    public void FeedsOfTwoMonths_AreBridgedAsTheRulesSay(FeedKeys keys, int seed)
    {
        var judgement = TestFeed.Judged(PlantedFeed.Of(TestFeed.Plan(keys, seed) with { Deductions = 1_200, PlantOneIn = 8 }));
        var random = new Random(seed);
        var seen = new HashSet<string>();
        foreach (var asOf in new[] { "2026-10-15T12:00:00Z", "2026-11-01T00:00:00Z", "2026-11-20T17:00:00Z", "2026-12-24T00:00:00Z" })
        {
            var at = Timestamp(asOf);
            foreach (var window in Windows(judgement, at, random))
                seen.UnionWith(Check(judgement, window, Users(judgement, random), at));
        }

        // Whatever a good feed can hold has been seen; the other bars are those of its integrations.
        string[] expected = ["own_reveals", "more_data", "integration:hubspot", "integration:salesforce", "api", "other_users", "window", "other_actions", "reversals", "not_judged"];
        Assert.Empty(expected.Except(seen));
    }

    [Fact]
    public void DenseLedgers_OverTheTurnOfAMonth_AreBridgedAsTheRulesSay()
    {
        var seen = new HashSet<string>();
        for (var seed = 0; seed < 1_500; seed++)
        {
            var random = new Random(seed);
            var judgement = Moved(RandomLedger.Of(seed, rowsMax: 40), Duration.FromMinutes(random.Next(24 * 60))).Judged();
            var first = Instant.FromUtc(2026, 10, 31, 8, 0);
            var asOf = random.Next(3) == 0 ? Instant.FromUtc(2026, 12, 1, 0, 0) : first + Duration.FromMinutes(random.Next(6 * 24 * 60));
            foreach (var window in Windows(judgement, asOf, random))
                seen.UnionWith(Check(judgement, window, Users(judgement, random), asOf));
        }

        string[] expected = ["bulk", "bulk_partial", "bulk_empty", "discrepancies", "window", "more_data", "integration:salesforce", "api"];
        Assert.Empty(expected.Except(seen));
    }

    /// <summary>Holds one bridge against the literal one, and says which bars were not empty.</summary>
    static Dictionary<string, long>.KeyCollection Check(Judgement judgement, Window window, int[]? users, Instant asOf)
    {
        var names = judgement.Rows.Names.Users;
        var question = new BridgeQuestion(window, users?.ToHashSet());
        var bridge = Bridge.Of(judgement, question, asOf);
        var oracle = new BridgeOracle(judgement, window, users?.Select(user => names[user]).ToArray(), asOf);

        var bars = bridge.Bars.Where(bar => bar.Credits != Credits.None).ToDictionary(bar => bar.Key.Slug, bar => bar.Credits.Count);
        Assert.Equal(oracle.Bars.Where(bar => bar.Value != 0).OrderBy(bar => bar.Key), bars.OrderBy(bar => bar.Key));
        Assert.Equal(UsageReport.Of(judgement, new UsageQuestion(window), asOf).Total, bridge.Total);

        var gifts = BridgeKey.Steps.Where(step => step != BridgeStep.Integration).Select(step => new BridgeKey(step))
            .Concat(Enumerable.Range(1, judgement.Rows.Names.Channels.Count - 1).Select(channel => new BridgeKey(BridgeStep.Integration, judgement.Rows.Names.Channels[channel])))
            .SelectMany(key => Gifts(judgement, BridgeRows.Of(judgement, question, key, asOf), key))
            .ToArray();
        Assert.Equal(oracle.Gifts.OrderBy(gift => gift.Key), gifts.OrderBy(gift => gift.Key));
        Assert.Equal(gifts.Select(gift => gift.Key.Bar).Distinct().Order(), bridge.Bars.Where(bar => bar.HasRows).Select(bar => bar.Key.Slug).Order());
        return bars.Keys;
    }

    static IEnumerable<KeyValuePair<(string Bar, string Row), long>> Gifts(Judgement judgement, BridgeRows rows, BridgeKey key) =>
        rows.Reveals.Zip(rows.OfReveals, (row, credits) => KeyValuePair.Create((key.Slug, "R " + judgement.Rows.RevealId(row)), credits))
            .Concat(rows.Deductions.Zip(rows.OfDeductions, (row, credits) => KeyValuePair.Create((key.Slug, "D " + judgement.Rows.DeductionId(row)), credits)));

    static IEnumerable<Window> Windows(Judgement judgement, Instant asOf, Random random)
    {
        foreach (var text in new[] { "this-cycle", "last-cycle", "this-month", "last-month", "all", "2027-05-01..2027-05-03" })
        {
            Assert.True(Window.TryParse(text, judgement.Rules.Cycles, asOf, out var window, out _));
            yield return window;
        }

        // Between any two rows, so that a group is cut; open at an end; and empty.
        var times = judgement.Rows.Deductions.Select(row => row.PostedAt).Concat(judgement.Rows.Reveals.Select(row => row.OccurredAt)).Order().ToArray();
        for (var i = 0; times.Length > 0 && i < 4; i++)
        {
            var (one, two) = (times[random.Next(times.Length)], times[random.Next(times.Length)]);
            yield return new Window(i == 3 ? null : Instant.Min(one, two), i == 2 ? null : Instant.Max(one, two), "");
        }
    }

    static int[]? Users(Judgement judgement, Random random) =>
        random.Next(3) == 0 ? null : [.. Enumerable.Range(0, judgement.Rows.Names.Users.Count).Where(_ => random.Next(3) == 0).DefaultIfEmpty(0)];

    static LedgerText Moved(LedgerText ledger, Duration by)
    {
        for (var i = 0; i < ledger.Reveals.Count; i++)
            ledger.Reveals[i] = ledger.Reveals[i] with { OccurredAt = ledger.Reveals[i].OccurredAt + by };
        for (var i = 0; i < ledger.Deductions.Count; i++)
            ledger.Deductions[i] = ledger.Deductions[i] with { PostedAt = ledger.Deductions[i].PostedAt + by };
        return ledger;
    }

    static Instant Timestamp(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;
}
