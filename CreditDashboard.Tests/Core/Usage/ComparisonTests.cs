using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

public class ComparisonTests
{
    static readonly Instant Now = Instant.FromUtc(2026, 11, 10, 12, 0);

    [Fact]
    public void TheDrivers_AreNamedByTheSizeOfTheirChange_WhateverItsSign()
    {
        var judgement = LedgerText.Parse("""
            D1 2026-10-05T10:00:00 ann pays 9 for a by extension
            D2 2026-10-05T11:00:00 ben pays 2 for b by web
            D3 2026-10-30T10:00:00 ann pays 5 for c by csv
            D4 05T10:00:00 ann pays 4 for d by extension
            D5 05T11:00:00 ben pays 2 for e by web
            D6 06T11:00:00 - pays 8 for f by salesforce
            D7 07T11:00:00 ann pays 1 for g by api
            """).Judged();
        var cycle = Read("this-cycle", judgement);
        var compared = Comparison.Of(cycle, ComparedWith.SameDays, judgement.Rules.Cycles, Now)!;
        var (now, then) = (By(judgement, UsageField.Channel, cycle), By(judgement, UsageField.Channel, compared.Against));

        Assert.Equal((15, 11), (now.Total.Count, then.Total.Count));
        Assert.Equal(["salesforce 8", "extension -5", "api 1", "web 0"], Driver.Of(now, then).Select(driver => $"{driver.Key} {driver.Change}"));

        // 30 October lies in the last cycle, but not in as much of it as has passed of this one.
        Assert.True(compared.IsPart);
        Assert.Equal(16, By(judgement, UsageField.Channel, compared.Whole).Total.Count);
        var whole = Comparison.Of(cycle, ComparedWith.Before, judgement.Rules.Cycles, Now)!;
        Assert.False(whole.IsPart);
        Assert.Equal(compared.Whole, whole.Against);
        Assert.Equal(["salesforce 8", "csv -5", "extension -5", "api 1", "web 0"], Driver.Of(now, By(judgement, UsageField.Channel, whole.Against)).Select(driver => $"{driver.Key} {driver.Change}"));
    }

    [Fact]
    public void NothingIsCompared_WhereNothingIsBefore()
    {
        var calendar = LedgerText.Parse("").Rules.Cycles;
        Assert.Null(Comparison.Of(Window.All, ComparedWith.SameDays, calendar, Now));
        Assert.Null(Comparison.Of(Window.OfCycle(calendar.Holding(Now), "this-cycle"), ComparedWith.None, calendar, Now));
    }

    [Fact]
    public void TheDriversOfEveryField_SumToTheChange_OnAnyLedger()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var judgement = RandomLedger.Of(seed, rowsMax: 60).Judged();
            if (judgement.Rows.Deductions is not [_, _, ..] rows)
                continue;

            // The ledger cut in two where its middle row stands.
            var middle = rows[rows.Length / 2].PostedAt;
            var (first, second) = (new Window(null, middle, ""), new Window(middle, null, ""));
            foreach (var field in UsageFields.All)
            {
                var (now, then) = (By(judgement, field, second), By(judgement, field, first));
                var drivers = Driver.Of(now, then);
                Assert.Equal(now.Total - then.Total, drivers.Aggregate(Credits.None, (sum, driver) => sum + driver.Change));
                Assert.Equal(drivers.Count, drivers.Select(driver => driver.Key).Distinct().Count());
                Assert.Equal(drivers.Select(driver => Math.Abs(driver.Change.Count)).OrderDescending(), drivers.Select(driver => Math.Abs(driver.Change.Count)));
            }
        }
    }

    static UsageReport By(Judgement judgement, UsageField field, Window window) =>
        UsageReport.Of(judgement, new UsageQuestion(window, By: [field]), Now);

    static Window Read(string text, Judgement judgement) =>
        Window.TryParse(text, judgement.Rules.Cycles, Now, out var window, out var problem) ? window : throw new FormatException(problem);
}
