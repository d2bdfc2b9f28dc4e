using System.Globalization;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Bench;

/// <summary>
/// Matching beside what an analyst would reach for: DuckDB's join by id and its as-of join by user and time, on one thread, over the same
/// rows in memory. The answers are compared first.
/// </summary>
static class DuckDbScenario
{
    static readonly string[] Variants = ["text", "number"];

    public static bool Run(int rows, int runs)
    {
        using var peer = DuckDbPeer.Start("match.mjs");
        if (peer is null)
            return false;

        var feed = TiedFeed.Of(rows);
        var rules = BenchAccount.Rules();
        var matching = new MatchInMemory(feed, rules);
        var folder = Directory.CreateTempSubdirectory("credits-duckdb-");
        try
        {
            DuckDbPeer.Write(feed, folder.FullName);
            var version = peer.Load(folder.FullName);
            foreach (var variant in Variants)
            {
                if (!IsSame(feed, matching.Match(), peer, variant, Path.Combine(folder.FullName, "pairs.csv")))
                    return false;
            }

            var (ours, judged, theirs) = (new List<Took>(), new List<Took>(), Variants.Select(_ => new List<Took>()).ToArray());
            for (var run = 0; run < runs; run++)
            {
                ours.Add(Timed.Of(() => matching.Match()));
                for (var variant = 0; variant < Variants.Length; variant++)
                    theirs[variant].Add(peer.Match(Variants[variant]));
                judged.Add(Timed.Of(() => Judge.Of(feed, rules)));
            }

            Report(feed, version, runs, Timed.Median(ours), Timed.Median(judged), [.. theirs.Select(Timed.Median)], [.. matching.Stages(runs)]);
            return true;
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException)
        {
            Console.Error.WriteLine(problem.Message);
            return false;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Compares pair by pair, by the numbers in the ids: a pair shares its number, whoever made it.</summary>
    static bool IsSame(AccountRows rows, Matches ours, DuckDbPeer peer, string variant, string file)
    {
        peer.Match(variant);
        peer.Export(file);
        var theirs = new Dictionary<int, int>(rows.Deductions.Length);
        foreach (var line in File.ReadLines(file))
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            theirs.Add(int.Parse(line.AsSpan(comma + 1), CultureInfo.InvariantCulture), int.Parse(line.AsSpan(0, comma), CultureInfo.InvariantCulture));
        }

        var same = 0;
        for (var row = 0; row < rows.Deductions.Length; row++)
        {
            var id = rows.DeductionId(row);
            var our = ours.RevealOf[row] is >= 0 and var reveal ? rows.RevealId(reveal) : "no reveal";
            var their = theirs.TryGetValue(int.Parse(id.AsSpan(2), CultureInfo.InvariantCulture), out var number) ? $"R-{number}" : "no reveal";
            if (our != their)
            {
                Console.Error.WriteLine($"Other answers: to deduction {id}, posted {rows.Deductions[row].PostedAt}, ours gives {our}, DuckDB ({variant}) gives {their}.");
                return false;
            }

            same += ours.RevealOf[row] >= 0 ? 1 : 0;
        }

        if (theirs.Count != same)
        {
            Console.Error.WriteLine($"Other answers: ours has {same} pairs, DuckDB ({variant}) {theirs.Count}.");
            return false;
        }

        Console.WriteLine($"The same {same:N0} pairs by DuckDB ({variant}).");
        return true;
    }

    static void Report(AccountRows feed, string version, int runs, Took ours, Took judged, Took[] theirs, (string Stage, Took Took)[] stages)
    {
        var rows = feed.Reveals.Length + feed.Deductions.Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {runs} runs in turn, medians; DuckDB {version} on one thread."));
        Console.WriteLine("Ours: rows in memory with their texts numbered, as the product holds them, and with their prices; all tiers, with reversals, coverage and feed faults.");
        Console.WriteLine("DuckDB: both tables in memory; ids and users as the texts of the files, or numbered beforehand. Loading is not counted on either side.");
        Print("ours, matching", ours);
        Print("ours, judging", judged);
        for (var variant = 0; variant < Variants.Length; variant++)
            Print("DuckDB, " + Variants[variant], theirs[variant]);
        Console.WriteLine("Where our matching goes, each line with the tiers before it:");
        foreach (var (stage, took) in stages)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage,-28} CPU {took.Cpu,9:N0} ms, {1e6 * took.Cpu / rows,6:N0} ns a row"));

        Repository.Write("duckdb", new
        {
            rows,
            runs,
            duckDb = version,
            matching = ours,
            judging = judged,
            peer = Variants.Zip(theirs, (variant, took) => new
            {
                variant,
                took,
                timesMatchingCpu = took.Cpu / ours.Cpu,
                timesMatchingWall = took.Wall / ours.Wall,
                timesJudgingCpu = took.Cpu / judged.Cpu,
            }),
            stages = stages.Select(each => new { each.Stage, each.Took }),
        });

        void Print(string what, Took took) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-16} CPU {took.Cpu,9:N0} ms, {1e6 * took.Cpu / rows,6:N0} ns a row; wall {took.Wall,9:N0} ms; {took.Cpu / ours.Cpu,6:N2} times our matching's CPU, {took.Wall / ours.Wall,6:N2} its wall time, {took.Cpu / judged.Cpu,6:N2} our judging's CPU"));
    }
}
