using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Verdicts;

/// <summary>What is put into a made-up feed on purpose is found under its name, and nothing else is called so.</summary>
public class PlantedTests
{
    static readonly VerdictCode[] ByKey =
    [
        VerdictCode.NoReveal, VerdictCode.Duplicate, VerdictCode.NeverCharged, VerdictCode.Overcharged, VerdictCode.Undercharged,
        VerdictCode.WrongUser, VerdictCode.WrongChannel, VerdictCode.WrongCreditType, VerdictCode.Reversed, VerdictCode.LatePosting,
        VerdictCode.GroupOver, VerdictCode.GroupUnder, VerdictCode.OkGroup, VerdictCode.PartialAsDocumented, VerdictCode.CycleShift,
        VerdictCode.OtherAction, VerdictCode.OrphanReversal,
    ];

    public static TheoryData<FeedKeys, int, FeedLags, int> Feeds()
    {
        TheoryData<FeedKeys, int, FeedLags, int> feeds = new();
        foreach (var keys in new[] { FeedKeys.Contacts, FeedKeys.Requests, FeedKeys.Mixed })
        {
            for (var seed = 1; seed <= 4; seed++)
                feeds.Add(keys, seed, FeedLags.Usual, 8);

            const int ThreeDays = 72 * 3600;
            feeds.Add(keys, 5, FeedLags.Constant, ThreeDays);
            feeds.Add(keys, 6, FeedLags.Uniform, ThreeDays);
            feeds.Add(keys, 7, FeedLags.Exponential, ThreeDays);
            feeds.Add(keys, 8, FeedLags.HeavyTail, ThreeDays);
        }

        return feeds;
    }

    [Theory, MemberData(nameof(Feeds))]
    public void WithAStrongKey_EveryPlantedCodeIsFound_AndNoOtherRowHasIt(FeedKeys keys, int seed, FeedLags lags, int lagMaxSeconds)
    {
        var plan = TestFeed.Plan(keys, seed) with { Lags = lags, LagMax = Duration.FromSeconds(lagMaxSeconds) };
        var feed = PlantedFeed.Of(plan);
        var judgement = TestFeed.Judged(feed);
        Assert.Empty((keys == FeedKeys.Requests ? ByKey : [.. ByKey, VerdictCode.RepeatCharged]).Except(feed.Planted.Select(planted => planted.Code)));

        // Recall: the very rows, under the very name.
        Assert.All(feed.Planted, planted =>
        {
            var verdict = TestFeed.VerdictOf(judgement, planted);
            Assert.Equal(planted.Code, judgement.Verdicts[verdict].Code);
            Assert.Equal(planted.Reveals.Concat(planted.Deductions).Order(StringComparer.Ordinal), TestFeed.Rows(judgement, verdict));
        });

        // Precision: whoever else has the name is a clean row that the documents call so, or nobody.
        var known = feed.Planted.Select(planted => TestFeed.VerdictOf(judgement, planted)).ToHashSet();
        foreach (var verdict in Enumerable.Range(0, judgement.Verdicts.Length).Where(verdict => !known.Contains(verdict)))
        {
            var code = judgement.Verdicts[verdict].Code;
            Assert.True(
                code.Disposition() is Disposition.Consistent or Disposition.AsDocumented or Disposition.NotJudged,
                $"{string.Join(' ', TestFeed.Rows(judgement, verdict))} is clean, and called {code.Slug()}.");
            if (judgement.Verdicts[verdict].Level is Level.A or Level.B && judgement.Verdicts[verdict].MemberCount == 2)
                Assert.Equal(CleanCode(judgement, verdict), code);
        }
    }

    /// <summary>What the documents call a reveal and its own charge, of a price that fits.</summary>
    static VerdictCode CleanCode(Judgement judgement, int verdict)
    {
        var members = judgement.MembersOf(verdict).ToArray();
        var shown = judgement.Rows.Reveal(members.Single(member => member.IsReveal).Index);
        var paid = judgement.Rows.Deduction(members.Single(member => !member.IsReveal).Index);
        var (emails, phones) = (shown.EmailsFound > 0, shown.PhonesFound > 0);
        if (TestFeed.Calendar.Holding(shown.OccurredAt) != TestFeed.Calendar.Holding(paid.PostedAt))
            return VerdictCode.CycleShift;
        if (paid.PostedAt - shown.OccurredAt > Duration.FromMinutes(15))
            return VerdictCode.LatePosting;
        var shownMax = emails && phones ? 6 : emails || phones ? 1 : 0;
        return paid.Credits.Count > shownMax && paid.CreditType == CreditType.Prospecting ? VerdictCode.PartialAsDocumented : VerdictCode.Ok;
    }

    public static TheoryData<int, FeedLags, int, int> TimedFeeds()
    {
        TheoryData<int, FeedLags, int, int> feeds = new();
        foreach (var lags in Enum.GetValues<FeedLags>())
        {
            foreach (var (lagMaxSeconds, gapMaxSeconds) in new[] { (2, 6), (8, 20), (20, 6), (60, 20), (600, 20), (72 * 3600, 60) })
                feeds.Add(10 + lagMaxSeconds + (int)lags, lags, lagMaxSeconds, gapMaxSeconds);
        }

        return feeds;
    }

    [Theory, MemberData(nameof(TimedFeeds))]
    public void WithUserAndTimeOnly_PairsAreRight_AndCleanRowsAreNotAccused(int seed, FeedLags lags, int lagMaxSeconds, int gapMaxSeconds)
    {
        var feed = PlantedFeed.Of(TestFeed.Plan(FeedKeys.UserAndTime, seed) with
        {
            Lags = lags,
            LagMax = Duration.FromSeconds(lagMaxSeconds),
            InBursts = true,
            BurstGapMax = Duration.FromSeconds(gapMaxSeconds),
            InWholeSeconds = seed % 2 == 0,
        });
        var judgement = TestFeed.Judged(feed);
        var asserted = TestFeed.Asserted(feed, judgement);
        Assert.InRange(asserted.Count(isRight => isRight), .98m * asserted.Length, asserted.Length);
        Assert.InRange(TestFeed.Accused(feed, judgement).Length, 0, (feed.Reveals.Count + feed.Deductions.Count) / 1000);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void WithUserAndTimeOnly_PromptCharges_AreAssertedAndPlantedCasesFound(int seed, bool inWholeSeconds)
    {
        var feed = PlantedFeed.Of(TestFeed.Plan(FeedKeys.UserAndTime, seed) with { InWholeSeconds = inWholeSeconds });
        var judgement = TestFeed.Judged(feed);
        Assert.All(feed.Planted, planted => Assert.Equal(planted.Code, judgement.Verdicts[TestFeed.VerdictOf(judgement, planted)].Code));
        Assert.Empty(TestFeed.Accused(feed, judgement));

        // Bulk selections come in bursts, where time cannot tell; of the rest nearly all are told apart.
        var asserted = TestFeed.Asserted(feed, judgement);
        Assert.InRange(asserted.Length, feed.Deductions.Count / 2, feed.Deductions.Count);
        Assert.InRange(asserted.Count(isRight => isRight), .98m * asserted.Length, asserted.Length);
    }

    [Theory]
    [InlineData(FeedKeys.Contacts)]
    [InlineData(FeedKeys.Mixed)]
    [InlineData(FeedKeys.UserAndTime)]
    public void ThePlan_DecidesEveryRow(FeedKeys keys)
    {
        var (one, two) = (PlantedFeed.Of(TestFeed.Plan(keys, 3)), PlantedFeed.Of(TestFeed.Plan(keys, 3)));
        Assert.Equal(one.Reveals, two.Reveals);
        Assert.Equal(one.Deductions, two.Deductions);
    }
}
