using System.Globalization;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Tests.Core.Verdicts;

/// <summary>One case for each sentence of the article.</summary>
public class ArticleTests
{
    static readonly Instant AsOf = Instant.FromUtc(2026, 11, 22, 12, 0);

    static IEnumerable<string[]> Read(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Samples", file)).Skip(1).Select(line => line.Split(','));

    internal static LedgerText Ledger()
    {
        var ledger = new LedgerText();
        foreach (var cells in Read("article.reveals.csv"))
        {
            ledger.Reveals.Add(new Reveal
            {
                Id = cells[0],
                OccurredAt = InstantPattern.ExtendedIso.Parse(cells[1]).Value,
                User = cells[2],
                Channel = cells[3],
                Contact = cells[4],
                EmailsFound = int.Parse(cells[5], CultureInfo.InvariantCulture),
                PhonesFound = int.Parse(cells[6], CultureInfo.InvariantCulture),
                Job = cells[9],
                Request = cells[10],
                CreditType = cells[11] == "conversation" ? CreditType.Conversation : CreditType.Prospecting,
            });
        }

        foreach (var cells in Read("article.deductions.csv"))
        {
            ledger.Deductions.Add(new Deduction
            {
                Id = cells[0],
                PostedAt = InstantPattern.ExtendedIso.Parse(cells[1]).Value,
                Credits = new Credits(long.Parse(cells[2], CultureInfo.InvariantCulture)),
                CreditType = cells[3] == "conversation" ? CreditType.Conversation : CreditType.Prospecting,
                User = cells[4],
                Channel = cells[5],
                Contact = cells[6],
                Job = cells[7],
                Request = cells[8],
                Action = cells[9].Length == 0 ? "reveal" : cells[9],
                Reverses = cells[10],
            });
        }

        return ledger;
    }

    [Fact]
    public void EachRow_GetsTheVerdictOfTheArticle()
    {
        var judgement = Ledger().Judged();
        var rows = judgement.Rows;

        var codes = Read("article.verdicts.csv").Select(cells =>
        {
            var verdict = cells[0] == "reveal" ? judgement.OfReveal[rows.FindReveal(cells[1])] : judgement.OfDeduction[rows.FindDeduction(cells[1])];
            return (Id: cells[1], Expected: cells[2], Actual: judgement.Verdicts[verdict].CodeAt(AsOf).Slug());
        }).ToArray();

        Assert.Equal(49, codes.Length);
        Assert.All(codes, row => Assert.Equal((row.Id, row.Expected), (row.Id, row.Actual)));
    }
}
