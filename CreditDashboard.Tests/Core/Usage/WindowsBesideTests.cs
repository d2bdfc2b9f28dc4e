using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

public class WindowsBesideTests
{
    static readonly CycleCalendar Calendar = LedgerText.Parse("").Rules.Cycles;
    static readonly Instant Now = Instant.FromUtc(2026, 11, 10, 12, 0);

    [Theory]
    [InlineData("this-cycle", "2026-10-31T09:14:00Z..2026-11-30T09:14:00Z", "2026-11-01T00:00:00Z..2026-12-01T00:00:00Z")]
    [InlineData("last-month", "2026-10-31T09:14:00Z..2026-11-30T09:14:00Z", "2026-09-30T23:00:00Z..2026-11-01T00:00:00Z")]
    [InlineData("last-cycle", "2026-09-30T08:14:00Z..2026-10-31T09:14:00Z", "2026-09-30T23:00:00Z..2026-11-01T00:00:00Z")]
    [InlineData("2026-06-05..2026-06-06", "2026-05-31T08:14:00Z..2026-06-30T08:14:00Z", "2026-05-31T23:00:00Z..2026-06-30T23:00:00Z")]
    public void CycleAndMonth_AreThoseThatHoldTheLastInstant(string chosen, string cycle, string month)
    {
        var beside = WindowsBeside.Of(Read(chosen), Calendar, Now);
        Assert.Equal((cycle, month), (beside.Cycle.Label, beside.Month.Label));
        Assert.Equal(chosen.EndsWith("cycle", StringComparison.Ordinal) || chosen.EndsWith("month", StringComparison.Ordinal) ? 2 : 3, beside.Distinct.Length);
    }

    [Theory]
    [InlineData("2026-11-03..2026-11-09", "2026-11-05..2026-11-06", "3 to 5, 7 to 10", "")]
    [InlineData("2026-11-03..2026-11-05", "2026-11-05..2026-11-06", "3 to 5", "6 to 7")]
    [InlineData("2026-11-03..2026-11-04", "2026-11-05..2026-11-06", "3 to 5", "5 to 7")]
    [InlineData("2026-11-03..2026-11-04", "2026-11-03..2026-11-04", "", "")]
    [InlineData("2026-11-03..2026-11-04", "2026-11-04T00:00:00Z..2026-11-04T00:00:00Z", "3 to 5", "")]
    public void WhatStandsInOneAlone_IsAtMostTwoStretches(string left, string right, string onlyLeft, string onlyRight)
    {
        var difference = WindowDifference.Of(Read(left), Read(right));
        Assert.Equal((onlyLeft, onlyRight), (Days(difference.OnlyLeft), Days(difference.OnlyRight)));

        static string Days(ImmutableArray<Window> stretches) =>
            string.Join(", ", stretches.Select(stretch => $"{stretch.From!.Value.InUtc().Day} to {stretch.To!.Value.InUtc().Day}"));
    }

    [Fact]
    public void OneWindow_LessWhatItAloneHas_AndWithWhatTheOtherHas_IsTheOther_OnAnyLedger()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (judgement, random) = (RandomLedger.Of(seed, rowsMax: 60).Judged(), new Random(seed));
            if (judgement.Rows.Deductions is not [_, ..] rows)
                continue;

            var (left, right) = (Any(rows, random), Any(rows, random));
            var difference = WindowDifference.Of(left, right);
            foreach (var type in Enum.GetValues<CreditType>())
            {
                Assert.Equal(Credits(right), Credits(left) - Sum(difference.OnlyLeft) + Sum(difference.OnlyRight));
                Assert.Equal(Rows(right), Rows(left) - difference.OnlyLeft.Sum(Rows) + difference.OnlyRight.Sum(Rows));

                long Credits(Window window) => UsageReport.Of(judgement, new(window, type), Now).Total.Count;
                long Sum(ImmutableArray<Window> stretches) => stretches.Sum(Credits);
                int Rows(Window window) => judgement.Rows.Sums.Between(window.From, window.To, type).Rows;
            }

            // A stretch is asked for by its text, and no row of it stands in the other window.
            foreach (var (stretch, other) in difference.OnlyLeft.Select(only => (only, right)).Concat(difference.OnlyRight.Select(only => (only, left))))
            {
                Assert.Equal(stretch, Read(stretch.Label));
                Assert.DoesNotContain(rows, row => stretch.Holds(row.PostedAt) && other.Holds(row.PostedAt));
            }
        }
    }

    static Window Any(DeductionRow[] rows, Random random)
    {
        Instant[] ends = [.. Enumerable.Range(0, 2).Select(_ => rows[random.Next(rows.Length)].PostedAt).Order()];
        return random.Next(4) switch
        {
            0 => Read("this-cycle"),
            1 => Read("this-month"),
            _ => WindowsBeside.Named(ends[0], ends[1]),
        };
    }

    static Window Read(string text) => Window.TryParse(text, Calendar, Now, out var window, out var problem) ? window : throw new FormatException(problem);
}
