using CreditDashboard.Components.Activities;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Tests.Core;
using NodaTime;

namespace CreditDashboard.Tests.Components;

/// <summary>The timeline over small ledgers: what stands as one row, what a filter leaves, and that paging loses nothing.</summary>
public class ActivityLogTests
{
    static readonly Instant Settled = Instant.FromUtc(2026, 12, 31, 0, 0);

    const string Ledger = """
        R1 10:00:00 ann reveals email of bob by extension
        D1 10:00:02 ann pays 1 for bob by extension
        R2 11:00:00 ann reveals email+2phone of cid by extension
        D2 11:00:03 ann pays 8 for cid by extension
        D3 12:00:00 ben pays 1 for dan by web
        R4 13:00:00 ben reveals phone of eve by web
        R5 14:00:00 ben reveals email of fay by bulk job=J1
        R6 14:00:01 ben reveals email of gil by bulk job=J1
        D5 14:00:09 ben pays 2 for - by bulk job=J1
        D6 03T09:00:00 ann gets back 8 of D2
        R7 03T10:00:00 ann reveals nothing of hal by extension
        """;

    [Fact]
    public void PairAndJob_AreOneRow_AndWhatNothingAnswers_IsARowOfItsOwn() =>
        Assert.Equal("R7 D6 D5 R4 D3 D2 D1", Ids(Log()));

    [Theory]
    [InlineData(ActivitySide.Deductions, "D6 D5 D3 D2 D1")]
    [InlineData(ActivitySide.Reveals, "R7 R6 R5 R4 R2 R1")]
    public void Side_ShowsEachOfItsRows(ActivitySide side, string expected) => Assert.Equal(expected, Ids(Log(side: side)));

    [Theory]
    [InlineData("R2", "D6 D2")]
    [InlineData("cid", "D6 D2")]
    [InlineData("D3", "D3")]
    [InlineData("J1", "D5")]
    [InlineData("gil", "D5")]
    [InlineData("R", "R7 D6 D5 R4 D2 D1")]
    [InlineData("r7", "")]
    public void Text_FindsAnIdOfEitherSide(string text, string expected) => Assert.Equal(expected, Ids(Log(text)));

    /// <summary>On many small ledgers, against a plain reading: a row is shown if it, or one of the other side judged with it, names the text.</summary>
    [Fact]
    public void Text_ShowsWhatAPlainReadingDoes()
    {
        string[] texts = ["R", "D1", "c", "c1", "J", "q2", "1", "nothing"];
        for (var seed = 0; seed < 200; seed++)
        {
            var judgement = RandomLedger.Of(seed).Judged();
            foreach (var text in texts)
            {
                var isWhole = Rows(judgement).Any(row => Texts(judgement, row).Contains(text));
                bool Names(Member row) => Texts(judgement, row).Any(each => isWhole ? each == text : each.Contains(text, StringComparison.Ordinal));
                foreach (var side in new[] { ActivitySide.Deductions, ActivitySide.Reveals })
                {
                    var log = new ActivityLog(judgement, new(Window.All, Text: text, Side: side), Settled);
                    var expected = Rows(judgement)
                        .Where(row => row.IsReveal == (side == ActivitySide.Reveals))
                        .Where(row => Names(row) || judgement.MembersOf(row.IsReveal ? judgement.OfReveal[row.Index] : judgement.OfDeduction[row.Index]).ToArray().Any(other => other.IsReveal != row.IsReveal && Names(other)))
                        .OrderByDescending(judgement.PositionOf)
                        .ToArray();
                    Assert.Equal(Ids(judgement, expected), Ids(judgement, log.Older(ActivityLog.Top)));
                    Assert.Equal(expected.Length, log.Count().Rows);
                    Assert.All(Rows(judgement), row => Assert.Equal(expected.Contains(row), log.Holds(row)));
                }
            }
        }

        static IEnumerable<Member> Rows(Judgement judgement) => Enumerable.Range(0, judgement.Rows.Reveals.Length).Select(Member.Reveal)
            .Concat(Enumerable.Range(0, judgement.Rows.Deductions.Length).Select(Member.Deduction));

        static string[] Texts(Judgement judgement, Member row)
        {
            if (row.IsReveal)
            {
                var shown = judgement.Rows.Reveal(row.Index);
                return [shown.Id, shown.Contact, shown.Job, shown.Request];
            }

            var paid = judgement.Rows.Deduction(row.Index);
            return [paid.Id, paid.Contact, paid.Job, paid.Request];
        }
    }

    [Fact]
    public void TextThatIsAWholeId_MeansThatIdAlone()
    {
        var judgement = LedgerText.Parse("""
            R1 10:00:00 ann reveals email of c-1 by extension
            R11 11:00:00 ann reveals email of c-11 by extension
            """).Complete().Judged();
        Assert.Equal("R1", Ids(judgement, new ActivityLog(judgement, new(Window.All, Text: "c-1"), Settled).Older(ActivityLog.Top)));
        Assert.Equal("R11 R1", Ids(judgement, new ActivityLog(judgement, new(Window.All, Text: "c-"), Settled).Older(ActivityLog.Top)));
    }

    [Fact]
    public void Code_AndUser_AndChannel_Filter()
    {
        var judgement = Judged();
        var names = judgement.Rows.Names;
        Assert.Equal("D3", Ids(judgement, Of(new(Window.All, Codes: new HashSet<VerdictCode> { VerdictCode.NoReveal }))));
        Assert.Equal("D5 R4 D3", Ids(judgement, Of(new(Window.All, Users: new HashSet<int> { names.Users.Find("ben@acme.example") }))));

        // What is given back stands under the user and channel of the charge that it answers.
        Assert.Equal("R7 D6 D2 D1", Ids(judgement, Of(new(Window.All, Channels: new HashSet<int> { names.Channels.Find("extension") }))));

        IEnumerable<Member> Of(ActivityQuestion question) => new ActivityLog(judgement, question, Settled).Older(ActivityLog.Top);
    }

    [Fact]
    public void Window_HoldsRowsByTheirOwnTime_AndTheDaySumsTheWholeDay()
    {
        var judgement = Judged();
        var second = new Window(Instant.FromUtc(2026, 11, 3, 0, 0), Instant.FromUtc(2026, 11, 4, 0, 0), "");
        var log = new ActivityLog(judgement, new(second), Settled);
        Assert.Equal("R7 D6", Ids(judgement, log.Older(ActivityLog.Top)));
        Assert.Equal(-8, log.Count().Credits.Prospecting);
        Assert.Equal(12, Log().Log.Between(Instant.FromUtc(2026, 11, 2, 0, 0), Instant.FromUtc(2026, 11, 3, 0, 0)).Credits.Prospecting);
    }

    [Fact]
    public void Row_SaysWhatWasShown_Charged_AndItsPrice()
    {
        var (judgement, log) = Log();
        var rows = log.Older(ActivityLog.Top).Select(row => ActivityRow.Read(judgement, row, Settled)).ToDictionary(row => row.Id);
        Assert.Equal(("1 e-mail", 1, "1", VerdictCode.Ok), Said("D1"));
        Assert.Equal(("1 e-mail, 2 phones", 8, "2–6", VerdictCode.Reversed), Said("D2"));
        Assert.Equal(("no reveal", 1, "–", VerdictCode.NoReveal), Said("D3"));
        Assert.Equal(("1 phone", 0, "1", VerdictCode.NeverCharged), Said("R4"));
        Assert.Equal(("2 contacts", 2, "2–12", VerdictCode.OkGroup), Said("D5"));
        Assert.Equal(("gives back D2", -8, "–", VerdictCode.Reversed), Said("D6"));
        Assert.Equal(("nothing found", 0, "0", VerdictCode.FreeAsRuled), Said("R7"));

        (string, long?, string, VerdictCode) Said(string id) => (rows[id].Shown, rows[id].Charged, rows[id].Price, rows[id].Code);
    }

    [Fact]
    public void Pages_ForwardAndBackward_GiveEveryRowOnce_FromAnyStart()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var judgement = RandomLedger.Of(seed, rowsMax: 40).Judged();
            var side = (ActivitySide)random.Next(3);
            var log = new ActivityLog(judgement, new(Window.All, Side: side), Settled);
            var all = log.Older(ActivityLog.Top).ToList();
            var size = 1 + random.Next(5);

            Assert.Equal(all.Count, log.Count().Rows);
            Assert.Equal(all, all.OrderByDescending(judgement.PositionOf));
            Assert.Equal(all, Paged(position => log.Older(position), ActivityLog.Top));
            Assert.Equal(all.AsEnumerable().Reverse(), Paged(position => log.Newer(position), new Position(long.MinValue, 0)));
            if (all.Count == 0)
                continue;

            var start = random.Next(all.Count);
            var at = judgement.PositionOf(all[start]);
            Assert.Equal(start, log.Count(at).Newer);
            Assert.Equal(all[..start].AsEnumerable().Reverse(), Paged(position => log.Newer(position), at));
            Assert.Equal(all[start..], Paged(position => log.Older(position), ActivityLog.JustAbove(at)));

            List<Member> Paged(Func<Position, IEnumerable<Member>> from, Position position)
            {
                List<Member> rows = [];
                while (from(position).Take(size).ToList() is { Count: > 0 } page)
                {
                    rows.AddRange(page);
                    position = judgement.PositionOf(page[^1]);
                }

                return rows;
            }
        }
    }

    [Fact]
    public void All_ShowsEveryRow_OnceOrWithinTheOneThatAnswersIt()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var judgement = RandomLedger.Of(seed, rowsMax: 40).Judged();
            var log = new ActivityLog(judgement, new(Window.All), Settled);
            var shown = log.Older(ActivityLog.Top).ToHashSet();
            Assert.All(Enumerable.Range(0, judgement.Rows.Deductions.Length), row => Assert.Contains(Member.Deduction(row), shown));
            Assert.All(Enumerable.Range(0, judgement.Rows.Reveals.Length), row => Assert.Contains(log.RowOf(Member.Reveal(row)), shown));
        }
    }

    [Fact]
    public void Credits_OfAUserAndChannel_AreThoseOfTheCreditReport()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var judgement = RandomLedger.Of(seed, rowsMax: 40).Judged();
            for (var user = 0; user < judgement.Rows.Names.Users.Count; user++)
            {
                var users = new HashSet<int> { user };
                var counted = new ActivityLog(judgement, new(Window.All, users), Settled).Count();
                var report = UsageReport.Of(judgement, new UsageQuestion(Window.All, Users: users), Settled);
                Assert.Equal(report.TotalOf(CreditType.Prospecting).Count, counted.Credits.Prospecting);
                Assert.Equal(report.TotalOf(CreditType.Conversation).Count, counted.Credits.Conversation);
            }
        }
    }

    static Judgement Judged() => LedgerText.Parse(Ledger).Complete().Judged();

    static (Judgement Judgement, ActivityLog Log) Log(string text = "", ActivitySide side = ActivitySide.All)
    {
        var judgement = Judged();
        return (judgement, new(judgement, new(Window.All, Text: text, Side: side), Settled));
    }

    static string Ids((Judgement Judgement, ActivityLog Log) of) => Ids(of.Judgement, of.Log.Older(ActivityLog.Top));

    static string Ids(Judgement judgement, IEnumerable<Member> rows) => string.Join(' ', rows.Select(judgement.IdOf));
}
