using System.Globalization;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>Each rule over the smallest ledger that it speaks of, and over one that it must leave alone. Cycles renew on the 31st, 09:14 in London.</summary>
public class InsightsTests
{
    static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 12, 0);
    static readonly Window Cycle = new(Instant.FromUtc(2026, 10, 31, 9, 14), Instant.FromUtc(2026, 11, 30, 9, 14), "this-cycle");
    static readonly LocalDate Thursday = new(2026, 11, 26);

    static LedgerText Ledger(params IEnumerable<string> lines) => LedgerText.Parse(string.Join('\n', lines)).Complete();

    static Finding[] Found(FindingRule rule, Judgement judgement, Window? window = null, IReadOnlyDictionary<int, Instant>? disabled = null) =>
        [.. Insights.Of(rule, judgement, window ?? Cycle, Now, disabled)];

    static string Ids(Judgement judgement, Finding finding) =>
        string.Join(' ', finding.Rows.Deductions.Select(judgement.Rows.DeductionId).Concat(finding.Rows.Reveals.Select(judgement.Rows.RevealId)));

    static int User(Judgement judgement, string name) => judgement.Rows.Names.Users.Find($"{name}@acme.example");

    static string At(LocalDate day, string time) => string.Create(CultureInfo.InvariantCulture, $"{day:uuuu-MM-dd}T{time}");

    /// <summary>One charge of 100 on each of so many Thursdays before the last, and some more rows.</summary>
    static IEnumerable<string> Thursdays(int weeks, params string[] more) =>
        Enumerable.Range(0, weeks + 1).Select(back => Thursday.PlusWeeks(-back))
            .SelectMany((day, index) => new[] { $"R{index} {At(day, "10:00:00")} ann reveals email of c{index} by web", $"D{index} {At(day, "10:00:01")} ann pays 100 for c{index} by web" })
            .Concat(more);

    [Fact]
    public void DayFarAboveItsWeekday_IsFound_WithTheJobThatDroveIt()
    {
        var judgement = Ledger(Thursdays(6, $"X1 {At(Thursday, "11:00:00")} ben pays 300 for - by bulk job=J-9", $"X2 {At(Thursday, "12:00:00")} ann pays 20 for z by web")).Judged();
        var day = Assert.IsType<Finding.UnusualDay>(Assert.Single(Found(FindingRule.UnusualDay, judgement)));
        Assert.Equal((Thursday, 420, 3), (day.Day, day.Credits.Count, day.Rows.Count));
        Assert.Equal((new Credits(50), new Credits(150)), day.Usual);
        Assert.Equal((UsageField.Job, "J-9", 300), (day.Driver!.Field, judgement.Rows.Names.Jobs[day.Driver.Number], day.Driver.Credits.Count));
        Assert.Equal("unusual_day.2026-11-26", day.Key(_ => "u"));
        Assert.EndsWith("X1 X2", Ids(judgement, day), StringComparison.Ordinal);
    }

    [Fact]
    public void DayWithinItsBand_AndDayWithFewWeeksBefore_AreLeftAlone()
    {
        Assert.Empty(Found(FindingRule.UnusualDay, Ledger(Thursdays(6, $"X1 {At(Thursday, "11:00:00")} ben pays 50 for - by bulk job=J-9")).Judged()));
        Assert.Empty(Found(FindingRule.UnusualDay, Ledger(Thursdays(4, $"X1 {At(Thursday, "11:00:00")} ben pays 900 for - by bulk job=J-9")).Judged()));
    }

    [Fact]
    public void DayThatTookLittle_IsFoundOnceItIsOver()
    {
        var judgement = Ledger(Thursdays(8).Where(line => !line.Contains("2026-11-19", StringComparison.Ordinal))).Judged();
        var day = Assert.IsType<Finding.UnusualDay>(Assert.Single(Found(FindingRule.UnusualDay, judgement)));
        Assert.Equal((new LocalDate(2026, 11, 19), 0, null), (day.Day, day.Credits.Count, day.Driver));
    }

    [Fact]
    public void ChargeAfterAUserWasDisabled_IsFound_ButNotALateChargeForAnEarlierReveal()
    {
        var judgement = Ledger(
            "R1 10:00:00 cat reveals email of bob by web", "D1 12:00:00 cat pays 1 for bob by web",
            "R2 12:30:00 cat reveals email of eve by web", "D2 12:30:01 cat pays 1 for eve by web",
            "D3 12:40:00 cat pays 2 for dan by extension", "D4 12:50:00 cat gets back 1 of D3",
            "R5 12:45:00 ann reveals email of fay by web", "D5 12:45:01 ann pays 1 for fay by web").Judged();
        var disabled = new Dictionary<int, Instant> { [User(judgement, "cat")] = Instant.FromUtc(2026, 11, 2, 11, 0) };
        var found = Assert.IsType<Finding.AfterDisabled>(Assert.Single(Found(FindingRule.AfterDisabled, judgement, disabled: disabled)));
        Assert.Equal(("D2 D3 D4", 2, 3), (Ids(judgement, found), found.Credits.Count, found.Rows.Count));
        Assert.Empty(Found(FindingRule.AfterDisabled, judgement));
    }

    /// <summary>A selection of 20 contacts of whom so many lack their phone, charged each by itself.</summary>
    static IEnumerable<string> Job(string job, int partial, int hour, int empty = 0) => Enumerable.Range(0, 20).SelectMany(i =>
    {
        var (time, contact) = (string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{i:00}:00"), $"{job}c{i}");
        return new[]
        {
            $"R{contact} {time} ben reveals {(i < empty ? "nothing" : i < empty + partial ? "email" : "email+phone")} of {contact} by bulk job={job}",
            $"D{contact} {time} ben pays 2 for {contact} by bulk job={job}",
        };
    });

    [Fact]
    public void JobWithMoreIncompleteDataThanOthers_IsFound_AndOneLikeTheOthersIsNot()
    {
        var judgement = Ledger([.. Job("J1", 12, 10), .. Job("J2", 11, 11), .. Job("J3", 12, 12), .. Job("J4", 18, 13, empty: 1), .. Job("J5", 12, 14)]).Judged();
        var job = Assert.IsType<Finding.IncompleteJob>(Assert.Single(Found(FindingRule.IncompleteJob, judgement)));
        Assert.Equal(("J4", 20, 18, 1, 59), (job.Job, job.Contacts, job.Partial, job.Empty, job.Usual));
        Assert.Equal((40, 20), (job.Credits.Count, job.Rows.Count));
    }

    [Fact]
    public void WhatWasNotAskedFor_IsNotMissing()
    {
        var judgement = Ledger(Job("J1", 20, 10).Select(line => line.Contains("reveals", StringComparison.Ordinal) ? line + " only=email" : line)).Judged();
        Assert.Empty(Found(FindingRule.IncompleteJob, judgement));
        Assert.Equal(new Quality(20, 0, 0, 20, 0), DataQuality.Of(judgement, Cycle).Total);
    }

    [Theory]
    [InlineData("18:00:00", 1)]
    [InlineData("03T10:00:00", 0)]
    public void OneContactOfTwoUsersInOneDay_IsFound(string later, int findings)
    {
        var judgement = Ledger(
            "R1 10:00:00 ann reveals email of bob by web", "D1 10:00:01 ann pays 1 for bob by web",
            $"R2 {later} ben reveals email of bob by extension", $"D2 {later} ben pays 1 for bob by extension",
            "R3 11:00:00 ann reveals email of eve by web", "D3 11:00:01 ann pays 1 for eve by web",
            "R4 12:00:00 ben reveals email of eve by web").Judged();
        var found = Found(FindingRule.SameContact, judgement);
        Assert.Equal(findings, found.Length);
        Assert.All(found, each => Assert.Equal(("D1 D2", 2), (Ids(judgement, each), each.Credits.Count)));
        Assert.All(found, each => Assert.Equal([User(judgement, "ann"), User(judgement, "ben")], ((Finding.SameContact)each).Users.AsEnumerable()));
    }

    [Fact]
    public void ManyContactsOfTwoUsers_AreOneFinding()
    {
        var judgement = Ledger(Enumerable.Range(0, 3).SelectMany(i => new[]
        {
            $"R{i} 10:0{i}:00 ann reveals email of c{i} by web", $"D{i} 10:0{i}:01 ann pays 1 for c{i} by web",
            $"S{i} 12:0{i}:00 ben reveals email of c{i} by web", $"E{i} 12:0{i}:01 ben pays 1 for c{i} by web",
        })).Judged();
        var found = Assert.IsType<Finding.SameContact>(Assert.Single(Found(FindingRule.SameContact, judgement)));
        Assert.Equal((3, 6, 6), (found.Contacts, found.Credits.Count, found.Rows.Count));
    }

    /// <summary>Ann's and ben's charges of 30 in each cycle since July, and ann's last one.</summary>
    static IEnumerable<string> Months(long last) => new[] { "2026-07-10", "2026-08-10", "2026-09-10", "2026-10-10", "2026-11-10" }.SelectMany((day, i) => new[]
    {
        $"A{i} {day}T10:00:00 ann pays {(i == 4 ? last : 30)} for a{i} by web", $"B{i} {day}T11:00:00 ben pays 30 for b{i} by web",
    }).Prepend("Z0 2026-06-10T10:00:00 ann pays 1 for z by web");

    [Theory]
    [InlineData(80, 1)]
    [InlineData(79, 0)]
    public void UserAtTwiceTheUsualPace_IsFound(long last, int findings)
    {
        var judgement = Ledger(Months(last)).Judged();
        var found = Found(FindingRule.Pace, judgement);
        Assert.Equal(findings, found.Length);
        Assert.All(found, each => Assert.Equal((User(judgement, "ann"), 30, last, "A4"), (((Finding.Pace)each).User, ((Finding.Pace)each).Usual.Count, each.Credits.Count, Ids(judgement, each))));
        Assert.Empty(Found(FindingRule.Pace, judgement, new Window(Cycle.From, Now, "")));
    }

    /// <summary>Reveals of ann a minute apart, each charged.</summary>
    static IEnumerable<string> Burst(string hour, int count, string prefix = "n", string channel = "extension") => Enumerable.Range(0, count).SelectMany(i => new[]
    {
        $"R{prefix}{i} 2026-11-15T{hour}:{i:00}:00 ann reveals email of {prefix}{i} by {channel}", $"D{prefix}{i} 2026-11-15T{hour}:{i:00}:01 ann pays 1 for {prefix}{i} by {channel}",
    });

    /// <summary>What ann reveals by day, or by night, in the weeks before.</summary>
    static IEnumerable<string> Usually(string hour) => Enumerable.Range(1, 9).Select(day => $"U{day} 2026-11-0{day}T{hour}:00:00 ann reveals email of u{day} by web");

    [Fact]
    public void ManyRevealsOfOneUserAtNight_AreFound()
    {
        var judgement = Ledger([.. Burst("02", 25), .. Usually("11")]).Judged();
        var burst = Assert.IsType<Finding.NightBurst>(Assert.Single(Found(FindingRule.NightBurst, judgement)));
        Assert.Equal((25, 25, 25), (burst.Reveals, burst.Credits.Count, burst.Rows.Count));
        Assert.Equal((Instant.FromUtc(2026, 11, 15, 2, 0), Instant.FromUtc(2026, 11, 15, 2, 24)), (burst.First, burst.Last));
        Assert.Equal("extension", judgement.Rows.Names.Channels[burst.Channel]);
    }

    [Theory]
    [InlineData("02", 19, "11", "extension")]
    [InlineData("14", 25, "11", "extension")]
    [InlineData("02", 25, "23", "extension")]
    [InlineData("02", 25, "11", "salesforce")]
    public void FewReveals_OrByDay_OrOfOneWhoWorksAtNight_OrOfAMachine_AreLeftAlone(string hour, int count, string usually, string channel) =>
        Assert.Empty(Found(FindingRule.NightBurst, Ledger([.. Burst(hour, count, channel: channel), .. Usually(usually)]).Judged()));

    [Fact]
    public void RepeatThatShowedNothingNew_IsAvoidable_AndOneThatShowedMoreIsNot()
    {
        var judgement = Ledger(
            "R1 10:00:00 ann reveals email of bob by web", "D1 10:00:01 ann pays 1 for bob by web",
            "R2 03T10:00:00 ben reveals email of bob by web", "D2 03T10:00:01 ben pays 1 for bob by web",
            "R3 04T10:00:00 ben reveals email+phone of bob by web", "D3 04T10:00:01 ben pays 2 for bob by web",
            "R4 05T10:00:00 ben reveals phone of bob by web").Judged();
        var repeats = Assert.IsType<Finding.ChargedRepeats>(Assert.Single(Found(FindingRule.ChargedRepeats, judgement)));
        Assert.Equal(("D2", 1, 1), (Ids(judgement, repeats), repeats.Credits.Count, repeats.Contacts));
    }

    [Fact]
    public void RepeatThatIsOpenToDispute_IsNotCalledAvoidable()
    {
        string[] rows = ["R1 10:00:00 ann reveals email of bob by web", "D1 10:00:01 ann pays 1 for bob by web", "R2 03T10:00:00 ben reveals email of bob by web", "D2 03T10:00:01 ben pays 1 for bob by web"];
        Assert.Empty(Found(FindingRule.ChargedRepeats, Ledger(rows).PricedBy("later-help-article").Judged()));
    }

    [Fact]
    public void ContactsOfASelectionWithNothingFound_AreAvoidable_ByJob()
    {
        var judgement = Ledger([.. Job("J1", 0, 10, empty: 3), .. Job("J2", 0, 11, empty: 1), "R1 09:00:00 ann reveals nothing of x by web", "D1 09:00:01 ann pays 1 for x by web"]).Judged();
        var empty = Assert.IsType<Finding.EmptyBulk>(Assert.Single(Found(FindingRule.EmptyBulk, judgement)));
        Assert.Equal((4, 2, 8, 4), (empty.Contacts, empty.Jobs, empty.Credits.Count, empty.Rows.Count));
    }

    [Fact]
    public void Findings_StandByTheirCredits_AndAnEmptyLedgerHasNone()
    {
        var judgement = Ledger([.. Burst("02", 25), .. Usually("11"), .. Job("J1", 0, 10, empty: 3)]).Judged();
        Assert.Equal([FindingRule.NightBurst, FindingRule.EmptyBulk], Insights.Of(judgement, Cycle, Now).Select(finding => finding.Rule));
        Assert.Empty(Insights.Of(Ledger().Judged(), Window.All, Now));
    }

    [Fact]
    public void EveryFinding_CountsTheCreditsOfItsRows_AndRowsOfItsStretchOnly()
    {
        foreach (var seed in Enumerable.Range(1, 200))
        {
            var judgement = RandomLedger.Of(seed, 60).Judged();
            foreach (var finding in Insights.Of(judgement, Window.All, Now))
            {
                Assert.Equal(finding.Credits.Count, finding.Rows.Deductions.Sum(row => judgement.Rows.Deductions[row].Count));
                Assert.All(finding.Rows.Deductions, row => Assert.Equal(CreditType.Prospecting, judgement.Rows.Deductions[row].CreditType));
                Assert.Equal(finding.Rows.Count, finding.Rows.Deductions.Distinct().Count() + finding.Rows.Reveals.Distinct().Count());
            }
        }
    }
}
