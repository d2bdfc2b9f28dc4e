using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Verdicts;

/// <summary>Evidence looks at the rows around a row and of its contact, however many others there are.</summary>
public class NearMissTests
{
    static readonly Instant AsOf = Instant.FromUtc(2027, 6, 1, 0, 0);

    /// <summary>Against a plain reading of all rows: those of the contact first, then those of the user within three days, nearest first.</summary>
    [Fact]
    public void NearMisses_AreTheNearestOfAllRows()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var judgement = RandomLedger.Of(seed).Judged();
            var reader = new NearMissReader(judgement);
            for (var row = 0; row < judgement.Rows.Deductions.Length; row++)
                Assert.Equal(Plain(judgement, Member.Deduction(row)), reader.Of([], [row]).Select(miss => miss.Id));
            for (var row = 0; row < judgement.Rows.Reveals.Length; row++)
                Assert.Equal(Plain(judgement, Member.Reveal(row)), reader.Of([row], []).Select(miss => miss.Id));
        }
    }

    static IEnumerable<string> Plain(Judgement judgement, Member of)
    {
        var rows = judgement.Rows;
        var others = of.IsReveal
            ? Enumerable.Range(0, rows.Deductions.Length).Where(row => rows.Deductions[row].Count > 0).Select(Member.Deduction)
            : Enumerable.Range(0, rows.Reveals.Length).Select(Member.Reveal);
        return others
            .Select(other => of.IsReveal ? (Other: other, Reveal: of.Index, Deduction: other.Index) : (Other: other, Reveal: other.Index, Deduction: of.Index))
            .Select(pair => (pair.Other, Shown: rows.Reveals[pair.Reveal], Paid: rows.Deductions[pair.Deduction]))
            .Select(pair => (pair.Other, pair.Shown, pair.Paid, IsOfContact: pair.Paid.Contact != Names.Absent && pair.Paid.Contact == pair.Shown.Contact))
            .Where(pair => pair.IsOfContact || (Math.Abs(pair.Paid.Ticks - pair.Shown.Ticks) <= 3 * 24 * 3600 * Position.TicksPerSecond
                && (pair.Paid.User == pair.Shown.User || pair.Paid.User == Names.Absent || pair.Shown.User == Names.Absent)))
            .OrderBy(pair => !pair.IsOfContact).ThenBy(pair => Timeline.Cost(pair.Shown, pair.Paid))
            .Take(3)
            .Select(pair => judgement.IdOf(pair.Other));
    }

    [Fact]
    public void RowsLookedAt_AreThoseOfAFewDays_HoweverLongTheAccountIs()
    {
        var (few, many) = (Looked(days: 40), Looked(days: 400));
        Assert.InRange(few, 1, 1_000);
        Assert.InRange(many, 1, 1_000);
    }

    /// <summary>The most rows that the evidence of one verdict looked at, over every hundredth verdict.</summary>
    static long Looked(int days)
    {
        var feed = PlantedFeed.Of(new FeedPlan { Seed = 5, Until = Instant.FromUtc(2026, 11, 20, 17, 0), Zone = DateTimeZone.Utc, Days = days, Deductions = 50 * days });
        var builder = new AccountRowsBuilder();
        feed.Reveals.ForEach(builder.Add);
        feed.Deductions.ForEach(builder.Add);
        var judgement = Judge.Of(builder.Build(), new AccountRules(
            new CycleCalendar(DateTimeZone.Utc, RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 28, 9, 14)]), new CardSchedule([]), Channels.Published, []));
        var (reader, most) = (new EvidenceReader(judgement, AsOf), 0L);
        for (var verdict = 0; verdict < judgement.Verdicts.Length; verdict += judgement.Verdicts.Length / 100)
        {
            var before = reader.Looked;
            reader.Read(verdict);
            most = Math.Max(most, reader.Looked - before);
        }

        return most;
    }

    [Fact]
    public void Verdict_IsFoundByItsId()
    {
        var judgement = RandomLedger.Of(7).Judged();
        Assert.All(Enumerable.Range(0, judgement.Verdicts.Length), verdict => Assert.Equal(verdict, judgement.Find(judgement.Verdicts[verdict].Id)));
        Assert.Equal(-1, judgement.Find(UInt128.MaxValue));
    }
}
