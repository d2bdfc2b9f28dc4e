using System.Globalization;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;

namespace CreditDashboard.Bench;

/// <summary>
/// One per cent more rows come into an account: what judging what they can affect costs beside judging everything, with the merging of the
/// rows told apart. The answers are compared first.
/// </summary>
static class RejudgeScenario
{
    public static bool Run(int rows, int runs)
    {
        var isSame = true;
        foreach (var keys in Enum.GetValues<FeedKeys>())
        {
            isSame &= Run(keys, rows, runs, "the latest", (index, count) => index >= count - (count / 100));
            isSame &= Run(keys, rows, runs, "scattered", (index, _) => index % 100 == 50);
        }

        return isSame;
    }

    static bool Run(FeedKeys keys, int deductions, int runs, string which, Func<int, int, bool> comesLater)
    {
        var feed = BenchAccount.Feed(keys, deductions);
        Reveal[] reveals = [.. feed.Reveals.OrderBy(row => row.OccurredAt)];
        Deduction[] ledger = [.. feed.Deductions.OrderBy(row => row.PostedAt)];
        var existing = BenchAccount.Rows(
            reveals.Where((_, index) => !comesLater(index, reveals.Length)), ledger.Where((_, index) => !comesLater(index, ledger.Length)));
        var rules = BenchAccount.Rules();
        var before = Judge.Of(existing, rules);
        var merge = Timed.Median(runs, () => Merged().Build()).Cpu;
        var arrived = Merged();
        var all = arrived.Build();

        var isSame = Judge.Of(all, rules).Verdicts.SequenceEqual(Judge.After(before, arrived.Kept, all, rules).Verdicts);
        var (whole, part) = (new List<Took>(), new List<Took>());
        for (var run = 0; run < runs; run++)
        {
            whole.Add(Timed.Of(() => Judge.Of(all, rules)));
            part.Add(Timed.Of(() => Judge.After(before, arrived.Kept, all, rules)));
        }

        var (wholeCpu, partCpu) = (Timed.Median(whole).Cpu, Timed.Median(part).Cpu);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{keys}, {which} of {all.Reveals.Length + all.Deductions.Length:N0} rows: {partCpu / wholeCpu:P1} of the whole (CPU {partCpu:N0} of {wholeCpu:N0} ms; merging the rows {merge:N0} ms); {(isSame ? "same verdicts" : "OTHER VERDICTS")}"));
        return isSame;

        AccountRowsBuilder Merged() => BenchAccount.Add(
            new AccountRowsBuilder(existing),
            reveals.Where((_, index) => comesLater(index, reveals.Length)),
            ledger.Where((_, index) => comesLater(index, ledger.Length)));
    }
}
