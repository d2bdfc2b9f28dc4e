using System.Globalization;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using CreditDashboard.Pages.Activity;
using CreditDashboard.Pages.CreditUsage;

namespace CreditDashboard.Bench;

/// <summary>
/// What the server does when a filter of Credit Usage changes: the page's own reader, asked one question after the other of one account,
/// in a store that others fill more and more. And the first page of Activity beside page 10,000.
/// </summary>
static class FilterScenario
{
    const string Account = "account-1";
    const int Page = 10_000;
    const int QuestionsOfARun = 60;
    static readonly int[] AccountsInStore = [1, 5, 20];

    sealed record Figures(long Deductions, double Median, double P95, double FirstPage, double LatePage);

    public static async Task<bool> RunAsync(int rows, int runs, int accountsMax)
    {
        var folder = Directory.CreateTempSubdirectory("credits-filter-");
        try
        {
            await using var host = await BenchHost.StartAsync(folder.FullName);
            var feed = BenchAccount.Feed(FeedKeys.Mixed, rows);
            var arrived = BenchAccount.Add(new AccountRowsBuilder(), feed.Reveals, feed.Deductions);
            var judgement = Judge.Of(arrived.Build(), BenchAccount.Rules());
            var ledger = judgement.Rows.Deductions;
            List<Figures> all = [];
            for (var accounts = 0; accounts < accountsMax;)
            {
                await host.AddAccountAsync($"Account {++accounts}", arrived, judgement);
                if (AccountsInStore.Contains(accounts))
                    all.Add(await MeasureAsync(host, ledger, (long)accounts * ledger.Length, runs));
            }

            double? growth = all.Count < 2 ? null : Math.Log(all[^1].P95 / all[0].P95) / Math.Log((double)all[^1].Deductions / all[0].Deductions);
            if (growth is { } exponent)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The p95 grew with the rows in the store with an exponent of {exponent:N2}."));
            Repository.Write("filter", new { rows, runs, stores = all, growth });
            return true;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<Figures> MeasureAsync(BenchHost host, DeductionRow[] ledger, long deductions, int runs)
    {
        // As many are asked beforehand: what is compiled late is not to be counted.
        var questions = FilterQuestions.Of(Account, host.Users, 2 * QuestionsOfARun * runs);
        await TakeAsync(questions[..(questions.Count / 2)]);
        var times = await TakeAsync(questions[(questions.Count / 2)..]);
        foreach (var window in times.GroupBy(each => each.Question.Filter.Window).OrderBy(each => each.Key, StringComparer.Ordinal))
            Console.WriteLine($"  {window.Key,-13} {InWords([.. window.Select(each => each.Took)])}");

        List<double> took = [.. times.Select(each => each.Took)];
        var (first, late) = await PagesAsync(host, ledger, runs);
        Console.WriteLine($"{Count(deductions)} deductions in the store, {took.Count} filter changes: {InWords(took)}.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Activity's first page {first:N1} ms, page {Page:N0} {late:N1} ms."));
        return new Figures(deductions, At(took, 50), At(took, 95), first, late);

        async Task<List<(CreditUsageQuery Question, double Took)>> TakeAsync(IEnumerable<CreditUsageQuery> asked)
        {
            List<(CreditUsageQuery, double)> all = [];
            foreach (var question in asked)
                all.Add((question, await host.TimeAsync<CreditUsageReader>(reader => reader.ReadAsync(host.Person, question, CancellationToken.None))));
            return all;
        }
    }

    static async Task<(double First, double Late)> PagesAsync(BenchHost host, DeductionRow[] ledger, int runs)
    {
        var first = new ActivityQuery(FilterQuestions.Everything(Account));
        var late = first with { Older = ledger[Math.Max(0, ledger.Length - (Page * ActivityReader.RowsOfAPage))].Position };
        List<double> firsts = [], lates = [];
        for (var run = 0; run < 5 * runs; run++)
        {
            firsts.Add(await host.TimeAsync<ActivityReader>(reader => reader.ReadAsync(host.Person, first, CancellationToken.None)));
            lates.Add(await host.TimeAsync<ActivityReader>(reader => reader.ReadAsync(host.Person, late, CancellationToken.None)));
        }

        return (At(firsts, 50), At(lates, 50));
    }

    static string InWords(List<double> took) => string.Create(CultureInfo.InvariantCulture, $"p50 {At(took, 50):N1} ms, p95 {At(took, 95):N1} ms");

    static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    static double At(List<double> values, int percent) => values.Order().ElementAt(Math.Min(values.Count - 1, values.Count * percent / 100));
}
