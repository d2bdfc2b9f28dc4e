using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>Sums from columns are those of a plain walk over the rows, whichever fields, filters, window and moment are asked.</summary>
public class UsageSumsTests
{
    static readonly Instant End = Instant.FromUtc(2026, 11, 20, 17, 0);

    [Theory]
    [InlineData(FeedKeys.Contacts)]
    [InlineData(FeedKeys.UserAndTime)]
    public void AnyQuestion_IsAnsweredAsByAWalkOverTheRows(FeedKeys keys)
    {
        var judgement = TestFeed.Judged(PlantedFeed.Of(TestFeed.Plan(keys, seed: 5)));
        var random = new Random(11);
        var details = Enumerable.Range(1, judgement.Rows.Names.Users.Count - 1)
            .ToDictionary(user => user, user => new UserDetails(user % 3 == 0 ? null : user % 3 == 1 ? "Sales" : "", null));
        var (asked, rows) = (new HashSet<UsageField>(), 0);
        for (var question = 0; question < 250; question++)
        {
            var from = random.Next(4) == 0 ? (Instant?)null : End - Duration.FromHours(random.Next(60 * 24));
            var window = new Window(from, from is null ? null : from + Duration.FromHours(random.Next(30 * 24)), "");
            var by = Drawn(random, UsageFields.All, random.Next(4));
            FieldFilter[] only = [.. Drawn(random, UsageFields.All, random.Next(3)).Select(field => Only(judgement, field, random, details))];
            var asOf = End - Duration.FromHours(random.Next(100));
            var report = UsageReport.Of(
                judgement,
                new UsageQuestion(window, (CreditType)random.Next(2), Numbers(random, judgement.Rows.Names.Users.Count), Numbers(random, judgement.Rows.Names.Channels.Count), by, only, details),
                asOf);
            var expected = Walk(judgement, report, window, by, asOf, only, details);
            Assert.Equal(expected, report.Rows.Select(row => $"{string.Join('|', row.Keys.Select(key => key ?? "-"))} {row.Credits.Count} {row.Deductions}"));
            asked.UnionWith(by);
            rows += report.Rows.Length;
        }

        Assert.Equal(UsageFields.All.Count, asked.Count);
        Assert.True(rows > 2_000);

        List<string> Walk(Judgement of, UsageReport report, Window window, UsageField[] by, Instant asOf, FieldFilter[] only, IReadOnlyDictionary<int, UserDetails> known)
        {
            var question = report.Question;
            var (keys, filters) = (Array.ConvertAll(by, field => UsageKey.Of(field, of, asOf, known)), new FieldFilters(only, of, asOf, known));
            Dictionary<string, (long Credits, int Deductions, string?[] Keys)> sums = [];
            for (var own = 0; own < of.Rows.Deductions.Length; own++)
            {
                ref readonly var row = ref of.Rows.Deductions[own];
                var answered = of.Reversals.Answers[own] is >= 0 and var taken ? taken : own;
                ref readonly var paid = ref of.Rows.Deductions[answered];
                if (!window.Holds(row.PostedAt) || row.CreditType != question.CreditType || question.Users?.Contains(paid.User) == false
                    || question.Channels?.Contains(paid.Channel) == false || !filters.Ask(own, answered))
                {
                    continue;
                }

                string?[] texts = [.. keys.Select(key => key.TextOf(key.KeyOf(own, answered)))];
                var text = string.Join('|', texts.Select(key => key ?? "-"));
                var sum = sums.GetValueOrDefault(text);
                sums[text] = (sum.Credits + row.Count, sum.Deductions + (row.Count > 0 ? 1 : 0), texts);
            }

            if (by.Length == 0)
                return [$" {sums.Values.Sum(sum => sum.Credits)} {sums.Values.Sum(sum => sum.Deductions)}"];

            var ordered = sums.Where(sum => sum.Value.Credits != 0 || sum.Value.Deductions != 0).OrderBy(_ => 0);
            for (var field = 0; field < by.Length; field++)
            {
                var place = field;
                ordered = ordered.ThenBy(sum => sum.Value.Keys[place] is null).ThenBy(sum => sum.Value.Keys[place], StringComparer.Ordinal);
            }

            return [.. ordered.Select(sum => $"{sum.Key} {sum.Value.Credits} {sum.Value.Deductions}")];
        }
    }

    static UsageField[] Drawn(Random random, IReadOnlyList<UsageField> fields, int count)
    {
        UsageField[] all = [.. fields];
        random.Shuffle(all);
        return all[..count];
    }

    /// <summary>Some numbers, also some that no row has; none to mean all.</summary>
    static HashSet<int>? Numbers(Random random, int count) =>
        random.Next(2) == 0 ? null : [.. Enumerable.Range(0, count + 2).Where(_ => random.Next(3) > 0)];

    static FieldFilter Only(Judgement judgement, UsageField field, Random random, IReadOnlyDictionary<int, UserDetails> details)
    {
        var texts = UsageReport.Of(judgement, new UsageQuestion(Window.All, By: [field], Details: details), End).Rows.Select(row => row.Keys[0]);
        return new FieldFilter(field, texts.Where(_ => random.Next(4) > 0).Append("no such text").ToHashSet());
    }
}
