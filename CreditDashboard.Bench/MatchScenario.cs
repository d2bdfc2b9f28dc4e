using System.Diagnostics;
using System.Globalization;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Bench;

/// <summary>Judging in memory, at a tenth of the rows and at all of them: the ratio of the two times is what matters.</summary>
static class MatchScenario
{
    public static void Run(int rows, int runs)
    {
        foreach (var keys in Enum.GetValues<FeedKeys>())
        {
            var small = Median(keys, rows / 10, runs);
            var large = Median(keys, rows, runs);
            var exponent = Math.Log(large.Milliseconds / small.Milliseconds) / Math.Log((double)large.Rows / small.Rows);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{keys}: {large.Rows:N0} rows, {1e6 * large.Milliseconds / large.Rows:N0} ns a row; exponent {exponent:N2} from {small.Rows:N0} rows"));
        }
    }

    static (int Rows, double Milliseconds) Median(FeedKeys keys, int deductions, int runs)
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/London"];
        var rows = Rows(new FeedPlan
        {
            Until = Instant.FromUtc(2026, 11, 20, 17, 0),
            Zone = zone,
            Users = Math.Max(25, deductions / 2_000),
            Deductions = deductions,
            Keys = keys,
        });
        var rules = new AccountRules(
            new CycleCalendar(zone, RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 28, 9, 14)]), new CardSchedule([]), Channels.Published, []);
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            Judge.Of(rows, rules);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return (rows.Reveals.Length + rows.Deductions.Length, times[times.Count / 2]);
    }

    static AccountRows Rows(FeedPlan plan)
    {
        var feed = PlantedFeed.Of(plan);
        var builder = new AccountRowsBuilder();
        feed.Reveals.ForEach(builder.Add);
        feed.Deductions.ForEach(builder.Add);
        return builder.Build();
    }
}
