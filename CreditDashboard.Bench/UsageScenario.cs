using System.Globalization;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Bench;

/// <summary>
/// Breakdowns of one account in memory beside DuckDB's grouping of the same rows on one thread: what the product answers a change of filters
/// with. The answers are compared first. DuckDB's table has names as enumerations and each row's local day beside it, so that neither texts
/// nor time zones cost it anything.
/// </summary>
static class UsageScenario
{
    sealed record Question(string Name, UsageQuestion Asked, string Keys, string Where);

    public static bool Run(int rows, int runs)
    {
        using var peer = DuckDbPeer.Start("query.mjs");
        if (peer is null)
            return false;

        var feed = BenchAccount.Feed(FeedKeys.Mixed, rows);
        var judgement = Judge.Of(BenchAccount.Rows(feed.Reveals, feed.Deductions), BenchAccount.Rules());
        var folder = Directory.CreateTempSubdirectory("credits-usage-");
        try
        {
            var version = Load(peer, judgement, folder.FullName);
            var asOf = judgement.Rows.Deductions[^1].PostedAt + Duration.FromDays(30);
            var isSame = true;
            List<object> figures = [];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{judgement.Rows.Deductions.Length:N0} deductions, {runs} runs in turn, medians of CPU time; DuckDB {version} on one thread."));
            foreach (var question in Questions(judgement))
            {
                isSame &= IsSame(judgement, question, asOf, peer);
                // What is compiled late is not to be counted.
                Timed.Many(60, () => UsageReport.Of(judgement, question.Asked, asOf));
                var (ours, theirs) = (new List<Took>(), new List<Took>());
                for (var run = 0; run < runs; run++)
                {
                    ours.Add(Timed.Many(20, () => UsageReport.Of(judgement, question.Asked, asOf)));
                    theirs.Add(peer.Query(Sql(question)).Took);
                }

                var (our, their) = (Timed.Median(ours), Timed.Median(theirs));
                figures.Add(new { question = question.Name, ours = our, duckDb = their, times = their.Cpu / our.Cpu });
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{question.Name,-44} ours {our.Cpu,8:N2} ms, DuckDB {their.Cpu,8:N2} ms: {their.Cpu / our.Cpu,6:N1} times"));
            }

            Repository.Write("usage", new { rows, runs, duckDb = version, questions = figures });
            return isSame;
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

    static IEnumerable<Question> Questions(Judgement judgement)
    {
        var names = judgement.Rows.Names;
        var calendar = judgement.Rules.Cycles;
        var cycle = calendar.Before(calendar.Holding(judgement.Rows.Deductions[^1].PostedAt));
        var inCycle = $"posted >= {Position.TicksOf(cycle.Start)} AND posted < {Position.TicksOf(cycle.End)}";
        int[] three = [.. Enumerable.Range(1, 3)];
        yield return new("all, by day and channel", new(Window.All, By: [UsageField.Day, UsageField.Channel]), "day, channel", "true");
        yield return new("all, by channel", new(Window.All, By: [UsageField.Channel]), "channel", "true");
        yield return new("all, by user", new(Window.All, By: [UsageField.User]), "user", "true");
        yield return new("all, by verdict", new(Window.All, By: [UsageField.Verdict]), "verdict", "true");
        yield return new("all of three users, by day and channel", new(Window.All, Users: three.ToHashSet(), By: [UsageField.Day, UsageField.Channel]), "day, channel", $"user IN ({Texts(three.Select(user => names.Users[user]))})");
        yield return new("all of a channel, by user", new(Window.All, Channels: new HashSet<int> { 1 }, By: [UsageField.User]), "user", $"channel = '{names.Channels[1]}'");
        yield return new("a cycle, by day and channel", new(Window.OfCycle(cycle, ""), By: [UsageField.Day, UsageField.Channel]), "day, channel", inCycle);
        yield return new("a cycle, by user", new(Window.OfCycle(cycle, ""), By: [UsageField.User]), "user", inCycle);
    }

    static string Texts(IEnumerable<string> texts) => string.Join(", ", texts.Select(text => $"'{text}'"));

    static string Sql(Question question) =>
        $"SELECT {question.Keys}, sum(credits), count(*) FILTER (credits > 0) FROM ledger WHERE type = 'prospecting' AND {question.Where} GROUP BY {question.Keys}";

    static bool IsSame(Judgement judgement, Question question, Instant asOf, DuckDbPeer peer)
    {
        var ours = UsageReport.Of(judgement, question.Asked, asOf).Rows
            .Select(row => string.Join('|', [.. row.Keys.Select(key => key ?? ""), $"{row.Credits.Count}", $"{row.Deductions}"])).Order(StringComparer.Ordinal);
        var theirs = peer.Query(Sql(question)).Rows.Where(row => row[^1] != "0" || row[^2] != "0").Select(row => string.Join('|', row)).Order(StringComparer.Ordinal);
        var isSame = ours.SequenceEqual(theirs);
        if (!isSame)
            Console.Error.WriteLine($"Other answers: {question.Name}.");
        return isSame;
    }

    static string Load(DuckDbPeer peer, Judgement judgement, string folder)
    {
        var (rows, names) = (judgement.Rows, judgement.Rows.Names);
        var path = Path.Combine(folder, "ledger.csv");
        using (var file = File.CreateText(path))
        {
            for (var own = 0; own < rows.Deductions.Length; own++)
            {
                ref readonly var row = ref rows.Deductions[own];
                ref readonly var paid = ref rows.Deductions[judgement.Reversals.Answers[own] is >= 0 and var taken ? taken : own];
                var day = LocalDatePattern.Iso.Format(Days.DayHolding(row.PostedAt, judgement.Rules.Cycles.Zone));
                file.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Ticks},{day},{names.Users[paid.User]},{names.Channels[paid.Channel]},{row.CreditType.Slug()},{judgement.Verdicts[judgement.OfDeduction[own]].Code.Slug()},{row.Count}\n"));
            }
        }

        const string Columns = "{ 'posted': 'BIGINT', 'day': 'DATE', 'user': 'VARCHAR', 'channel': 'VARCHAR', 'type': 'VARCHAR', 'verdict': 'VARCHAR', 'credits': 'BIGINT' }";
        return peer.Run($"""
            CREATE TABLE texts AS SELECT * FROM read_csv('{path}', header = false, nullstr = 'NULL', columns = {Columns});
            CREATE TYPE users AS ENUM (SELECT DISTINCT "user" FROM texts);
            CREATE TYPE channels AS ENUM (SELECT DISTINCT channel FROM texts);
            CREATE TYPE verdicts AS ENUM (SELECT DISTINCT verdict FROM texts);
            CREATE TYPE types AS ENUM ('prospecting', 'conversation');
            CREATE TABLE ledger AS SELECT posted, day, "user"::users AS "user", channel::channels AS channel, type::types AS type, verdict::verdicts AS verdict, credits
              FROM texts ORDER BY posted;
            DROP TABLE texts;
            """);
    }
}
