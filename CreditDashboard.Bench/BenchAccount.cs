using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Bench;

/// <summary>A made-up account of any size: the same number of rows gives the same rows.</summary>
static class BenchAccount
{
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/London"];

    /// <summary>When its last rows came.</summary>
    public static readonly Instant Until = Instant.FromUtc(2026, 11, 20, 17, 0);
    public static readonly Instant RenewsFrom = Instant.FromUtc(2026, 1, 28, 9, 14);

    public static PlantedFeed Feed(FeedKeys keys, int deductions) => PlantedFeed.Of(new FeedPlan
    {
        Until = Until,
        Zone = Zone,
        Users = Math.Max(25, deductions / 2_000),
        Deductions = deductions,
        Keys = keys,
    });

    public static AccountRows Rows(IEnumerable<Reveal> reveals, IEnumerable<Deduction> deductions) =>
        Add(new AccountRowsBuilder(), reveals, deductions).Build();

    public static AccountRowsBuilder Add(AccountRowsBuilder builder, IEnumerable<Reveal> reveals, IEnumerable<Deduction> deductions)
    {
        foreach (var reveal in reveals)
            builder.Add(reveal);
        foreach (var deduction in deductions)
            builder.Add(deduction);
        return builder;
    }

    public static AccountRules Rules() => new(
        new CycleCalendar(Zone, RenewalPeriod.Month, [RenewsFrom]), new CardSchedule([]), Channels.Published, []);
}
