using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>When the rows of a made-up feed are written down.</summary>
sealed class FeedClock(FeedPlan plan, Random random)
{
    static readonly Duration ByTimeLagMax = Duration.FromSeconds(8);

    /// <summary>An instant as the feed's clocks tell it.</summary>
    public Instant Read(Instant at) =>
        plan.InWholeSeconds ? Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds()) : at;

    public Duration Gap() => Duration.FromMilliseconds(random.NextInt64(Milliseconds(plan.BurstGapMax) / 5, Milliseconds(plan.BurstGapMax) + 1));

    public Instant PostingOf(Reveal reveal)
    {
        var hasKey = reveal.Contact.Length + reveal.Request.Length + reveal.Job.Length > 0 || plan.Keys == FeedKeys.UserAndTime;
        return Read(reveal.OccurredAt + Lag(Milliseconds(hasKey ? plan.LagMax : Duration.Min(plan.LagMax, ByTimeLagMax))));
    }

    Duration Lag(long most) => Duration.FromMilliseconds(plan.Lags switch
    {
        FeedLags.Constant => most,
        FeedLags.Uniform => random.NextInt64(most + 1),
        FeedLags.Exponential => Math.Min(most, (long)(-Math.Log(1 - random.NextDouble()) * most / 8)),
        FeedLags.HeavyTail => (long)(most * Math.Pow(10, -4 * random.NextDouble())),
        _ => 300 + random.NextInt64(random.Next(20) == 0 ? most : Math.Min(most, 2_500)),
    });

    static long Milliseconds(Duration duration) => (long)duration.TotalMilliseconds;
}
