using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>Whatever a ledger is broken down and filtered by, the parts sum to the whole.</summary>
public class BreakdownTests
{
    static readonly Instant Now = Instant.FromUtc(2026, 12, 24, 12, 0);

    [Fact]
    public void EveryField_SumsToTheTotal_AndEachOfItsRowsIsWhatAFilterByItGives()
    {
        foreach (var judgement in Ledgers())
        {
            foreach (var field in UsageFields.All)
            {
                var report = Of(judgement, [field]);
                Assert.Equal(report.Total.Count, report.Rows.Sum(row => row.Credits.Count));
                Assert.Equal(report.Deductions, report.Rows.Sum(row => (long)row.Deductions));
                foreach (var row in report.Rows)
                    Assert.Equal(row.Credits, Of(judgement, [], [Only(field, row.Keys[0])]).Total);

                Assert.Equal(report.Total, Of(judgement, [], [Only(field, [.. report.Rows.Select(row => row.Keys[0])])]).Total);
            }
        }
    }

    [Fact]
    public void TwoFilters_LeaveWhatBothAskFor()
    {
        foreach (var judgement in Ledgers())
        {
            foreach (var row in Of(judgement, [UsageField.Data, UsageField.Verdict]).Rows)
                Assert.Equal(row.Credits, Of(judgement, [], [Only(UsageField.Data, row.Keys[0]), Only(UsageField.Verdict, row.Keys[1])]).Total);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(null, null)]
    public void APivot_SumsBothWays_HoweverManyLinesItHas(int? rows, int? columns)
    {
        foreach (var judgement in Ledgers())
        {
            foreach (var (first, second) in ((UsageField, UsageField)[])[(UsageField.User, UsageField.Channel), (UsageField.Verdict, UsageField.Data), (UsageField.Job, UsageField.Day)])
            {
                var report = Of(judgement, [first, second]);
                var pivot = Pivot.Of(report, rows, columns);
                Assert.Equal(report.Total, pivot.Total);
                Assert.All(pivot.Rows.Index(), row => Assert.Equal(row.Item.Credits.Count, pivot.Columns.Index().Sum(column => pivot[row.Index, column.Index].Count)));
                Assert.All(pivot.Columns.Index(), column => Assert.Equal(column.Item.Credits.Count, pivot.Rows.Index().Sum(row => pivot[row.Index, column.Index].Count)));
                Assert.True(rows is null || pivot.Rows.Length <= rows + 1);
                foreach (var (row, line) in pivot.Rows.Index())
                    Assert.Equal(pivot[row, 0], Of(judgement, [], [Only(first, [.. line.Keys]), Only(second, [.. pivot.Columns.IsEmpty ? [] : pivot.Columns[0].Keys])]).Total);
            }
        }
    }

    [Fact]
    public void TheTop_AndTheOther_AreTheTotal()
    {
        foreach (var judgement in Ledgers())
        {
            var credits = Of(judgement, [UsageField.User]).Rows.Select(row => (row.Keys[0], row.Credits)).ToList();
            for (var max = 1; max <= 5; max++)
            {
                var lines = Ranking.Of(credits, max);
                Assert.Equal(credits.Sum(each => each.Credits.Count), lines.Sum(line => line.Credits.Count));
                Assert.Equal(credits.Count, lines.Sum(line => line.Keys.Length));
                Assert.All(lines.Where(line => line.IsOther), other => Assert.True(other.Keys.Length > 1));
            }
        }
    }

    [Fact]
    public void Users_AreGroupedByWhatTheUsageReportSays()
    {
        var judgement = LedgerText.Parse("""
            D1 10:00:00 ann pays 3 for a by web
            D2 10:10:00 ben pays 2 for b by web
            D3 10:20:00 cat pays 1 for c by web
            """).Judged();
        var details = new Dictionary<int, UserDetails>
        {
            [judgement.Rows.Names.Users.Find("ann@acme.example")] = new("Sales", null),
            [judgement.Rows.Names.Users.Find("ben@acme.example")] = new("Sales", Now),
            [judgement.Rows.Names.Users.Find("cat@acme.example")] = new(null, null),
        };
        var question = new UsageQuestion(Window.All, By: [UsageField.Group], Details: details);
        Assert.Equal(["Sales 5", " 1"], UsageReport.Of(judgement, question, Now).Rows.Select(row => $"{row.Keys[0]} {row.Credits}"));
        Assert.Equal(5, UsageReport.Of(judgement, question with { Only = [Only(UsageField.Group, "Sales")] }, Now).Total.Count);
        Assert.Equal([null], Of(judgement, [UsageField.Group]).Rows.Select(row => row.Keys[0]));
    }

    static IEnumerable<Judgement> Ledgers() => Enumerable.Range(0, 60).Select(seed => RandomLedger.Of(seed, rowsMax: 60).Judged());

    static UsageReport Of(Judgement judgement, IReadOnlyList<UsageField> by, IReadOnlyList<FieldFilter>? only = null) =>
        UsageReport.Of(judgement, new UsageQuestion(Window.All, By: by, Only: only), Now);

    static FieldFilter Only(UsageField field, params string?[] texts) => new(field, texts.ToHashSet());
}
