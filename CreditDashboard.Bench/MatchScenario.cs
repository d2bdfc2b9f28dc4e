using System.Globalization;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;

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
        var feed = BenchAccount.Feed(keys, deductions);
        var rows = BenchAccount.Rows(feed.Reveals, feed.Deductions);
        var rules = BenchAccount.Rules();
        return (rows.Reveals.Length + rows.Deductions.Length, Timed.Median(runs, () => Judge.Of(rows, rules)).Cpu);
    }
}
