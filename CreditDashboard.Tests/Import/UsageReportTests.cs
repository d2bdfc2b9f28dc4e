using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Tests.Data;
using NodaTime;

namespace CreditDashboard.Tests.Import;

/// <summary>The vendor's usage report: control totals by user, month and measure, and what it says of users.</summary>
public class UsageReportTests
{
    const string Names = "User Group Name,User Country Code,User Email,User Status,Role,Verify Time,Disabled Time,User Last Credit Usage,User Last Login Time";
    const string Measures = "Phone reveals,Email reveals,API Search credits,API Company Enrichment credits,Total";
    const string Sums = "Phones Total,Emails Total,Credits Total,API Search Total,API Company Enrichment Total,Grand Total";

    static readonly string Sample = TestStore.Sample("usage-report.csv");

    static async Task<TestStore> StoreAsync(bool withRows = false)
    {
        var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        if (withRows)
            await store.ImportAsync(TestStore.Sample("article.reveals.csv"), TestStore.Sample("article.deductions.csv"));
        return store;
    }

    static string[] Said(ControlTotals totals) =>
    [
        .. totals.Months.SelectMany(month => month.Users.OrderBy(user => user.Key, StringComparer.Ordinal).Select(user => (user.Key, user.Value)).Append(("-", month.Unnamed))
            .Select(user => $"{month.Month:uuuu-MM} {user.Item1.Split('@')[0]} {user.Item2.Phone} {user.Item2.Email} {user.Item2.ApiSearch} {user.Item2.ApiCompany}")),
    ];

    static async Task<FileReport> OnlyAsync(TestStore store, string file, ImportRequest? request = null) =>
        Assert.Single((await store.ImportAsync(request ?? new(), file)).Files);

    [Fact]
    public async Task Sample_BecomesControlTotals_AndUsers()
    {
        await using var store = await StoreAsync(withRows: true);
        var before = await store.DigestAsync();
        var report = await OnlyAsync(store, Sample);
        Assert.Equal((FileKind.UsageReport, 6, 0, 10), (report.Kind, report.Imported, report.Problems.Count, report.ZoneAssumed));

        var snapshot = await store.SnapshotAsync();
        Assert.Equal(["2026-11 ann 3 9 0 0", "2026-11 ben 5 16 0 0", "2026-11 cat 0 2 0 0", "2026-11 - 0 0 6 0"], Said(snapshot.ControlTotals));
        var cat = snapshot.UserDetails[snapshot.Rows.Names.Users.Find("cat@acme.example")];
        Assert.Equal((null, Instant.FromUtc(2026, 11, 9, 12, 0), "IL", "disabled"), (cat.Group, cat.DisabledSince, cat.Country, cat.Status));
        Assert.Equal(before, await store.DigestAsync());
    }

    [Fact]
    public async Task Groups_AreWhatUsageIsBrokenDownBy_AndDisabledUsersAreFound()
    {
        await using var store = await StoreAsync(withRows: true);
        await store.ImportAsync(Sample.Replace("2026-11-09 12:00:00", "2026-11-01 12:00:00", StringComparison.Ordinal));
        var ledger = await store.SnapshotAsync();
        var asOf = Instant.FromUtc(2026, 11, 22, 12, 0);
        var byGroup = UsageReport.Of(ledger.Judgement, new(Window.All, By: [UsageField.Group], Details: ledger.UserDetails), asOf);
        Assert.Equal(["Sales EMEA 39", " 9"], byGroup.Rows.Select(row => $"{row.Keys[0]} {row.Credits}"));

        var disabled = ledger.UserDetails.Where(user => user.Value.DisabledSince is not null).ToDictionary(user => user.Key, user => user.Value.DisabledSince!.Value);
        var found = Assert.Single(Insights.Of(ledger.Judgement, Window.All, asOf, disabled).OfType<Finding.AfterDisabled>());
        Assert.Equal(2, found.Credits.Count);
    }

    [Fact]
    public async Task SameReportAgain_IsAlreadyThere_InWhateverOrderItsRowsStand()
    {
        await using var store = await StoreAsync();
        await OnlyAsync(store, Sample);
        var lines = Sample.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] turned = [.. lines[..2], .. lines[2..].Reverse()];
        foreach (var again in new[] { Sample, string.Join("\r\n", turned), "\uFEFF" + Sample.Replace(',', ';') })
        {
            var report = await OnlyAsync(store, again);
            Assert.Equal((0, 6, 6), (report.Imported, report.Already, report.Rows));
        }

        Assert.Equal(4, (await store.SnapshotAsync()).ControlTotals.Months.Single().Users.Count + 1);
        await store.DigestAsync();
    }

    [Fact]
    public async Task NewerReport_OfTheSameMonths_StandsInFront_AndBothAreKept()
    {
        await using var store = await StoreAsync();
        await OnlyAsync(store, Report(["October 2026", "November 2026"], "ann@acme.example|1 2 0 0|3 4 0 0"));
        await OnlyAsync(store, Report(["November 2026"], "ann@acme.example|5 6 0 0"));
        await OnlyAsync(store, Report(["October 2026", "November 2026"], "ann@acme.example|1 2 0 0|3 4 0 0"));
        Assert.Equal(["2026-10 ann 1 2 0 0", "2026-10 - 0 0 0 0", "2026-11 ann 5 6 0 0", "2026-11 - 0 0 0 0"], Said((await store.SnapshotAsync()).ControlTotals));
        Assert.Equal(["3|2"], store.Query("SELECT count(*), count(document) FROM usage_reports"));

        // Without the newer one everything is as if it had never come.
        await store.Get<WithdrawalDesk>().WithdrawAsync(AccessScope.Operator, "acme", 2, "Of another account");
        Assert.Equal("2026-11 ann 3 4 0 0", Said((await store.SnapshotAsync()).ControlTotals)[2]);
        await store.DigestAsync();
    }

    [Fact]
    public async Task WrongSums_AreProblems_AndRefuseNothing()
    {
        await using var store = await StoreAsync();
        var report = await OnlyAsync(store, Sample
            .Replace("Sales EMEA,,,,,,,,,8,25,", "Sales EMEA,,,,,,,,,9,25,", StringComparison.Ordinal)
            .Replace("3,9,0,0,12,3,9,12", "3,9,0,0,13,3,9,12", StringComparison.Ordinal), new() { Strict = true });
        Assert.Equal((6, 0, false), (report.Imported, report.Refused, report.IsRefused));
        Assert.Contains(report.Problems, problem => problem is { Line: 3, Column: "November 2026 Total" } && problem.Reason.Contains("says 13", StringComparison.Ordinal));
        Assert.Contains(report.Problems, problem => problem is { Line: 5, Column: "November 2026 Phone reveals" } && problem.Reason.Contains("the rows come to 8: 1 more", StringComparison.Ordinal));
        Assert.Equal("2026-11 ann 3 9 0 0", Said((await store.SnapshotAsync()).ControlTotals)[0]);
    }

    [Fact]
    public async Task RowThatCannotBeRead_IsRefused_AndTheOthersLand_UnlessStrict()
    {
        await using var store = await StoreAsync();
        var broken = Sample.Replace("0,2,0,0,2,0,2,2,0,0,2", "0,two,0,0,2,0,2,2,0,0,2", StringComparison.Ordinal);
        var strict = await OnlyAsync(store, broken, new() { Strict = true });
        Assert.True(strict.IsRefused);
        Assert.Empty((await store.SnapshotAsync()).ControlTotals.Months);

        var report = await OnlyAsync(store, broken);
        Assert.Equal((5, 1), (report.Imported, report.Refused));
        Assert.Equal((6, "November 2026 Email reveals"), (report.Problems[0].Line, report.Problems[0].Column));
        Assert.Equal(3, Said((await store.SnapshotAsync()).ControlTotals).Length);
    }

    [Fact]
    public async Task UserTwice_WithOtherContent_IsAConflict_AndTheSameCountsOnce()
    {
        await using var store = await StoreAsync();
        var ann = Sample.Split('\n')[2];
        var twice = await OnlyAsync(store, Sample + "\n" + ann);
        Assert.Equal((6, 1, 0), (twice.Imported, twice.Already, twice.Conflicts));
        var other = await OnlyAsync(store, Sample + "\n" + ann.Replace("3,9,0,0,12,3,9,12", "4,9,0,0,13,4,9,13", StringComparison.Ordinal));
        Assert.Equal((2, 5), (other.Conflicts, other.Imported));
    }

    /// <summary>The same month in the shapes that exports have; each says that ann took 1,203 for e-mails.</summary>
    public static TheoryData<string, string> Shapes => new()
    {
        { "month in short", Report(["Nov 2026"], "ann@acme.example|0 1203 0 0") },
        { "month in numbers", Report(["2026-11"], "ann@acme.example|0 1203 0 0") },
        { "month over every column", Report(["November 2026"], "ann@acme.example|0 1203 0 0").Replace("November 2026,,,,", "November 2026,November 2026,November 2026,November 2026,", StringComparison.Ordinal) },
        { "groups of three", Report(["November 2026"], "ann@acme.example|0 \"1,203\" 0 0") },
        { "blanks in groups", Report(["November 2026"], "ann@acme.example|0 1\u00A0203 0 0") },
        { "a dot in groups, with semicolons", Report(["November 2026"], "ann@acme.example|0 1.203 0 0").Replace(',', ';') },
        { "decimals that are none", Report(["November 2026"], "ann@acme.example|0 1203.00 0 0") },
        { "tabs", Report(["November 2026"], "ann@acme.example|0 1203 0 0").Replace(',', '\t') },
        { "empty cells", Report(["November 2026"], "ann@acme.example| 1203  ").Replace("@acme.example,,,,,,,", "@acme.example,active,,,,,,", StringComparison.Ordinal) },
        { "in capitals and blanks", Report(["November 2026"], " Ann@ACME.example |0 1203 0 0").Replace("User Email", " USER  EMAIL ", StringComparison.Ordinal) },
        { "only what is needed", ",November 2026\nUser Email,Email reveals\nann@acme.example,1203\nTotal,1203\n" },
        { "more columns and another order", "November 2026,,,,\nEmail reveals,Video reveals,Team,User Email,Notes\n1203,7,x,ann@acme.example,y\n" },
        { "a line above", "Usage report\n,November 2026\nUser Email,Email reveals\nann@acme.example,1203\n" },
    };

    [Theory, MemberData(nameof(Shapes))]
    public async Task Shape_DoesNotMatter(string shape, string file)
    {
        await using var store = await StoreAsync();
        var report = await OnlyAsync(store, file);
        Assert.True(report is { Kind: FileKind.UsageReport, Refused: 0, Conflicts: 0 }, $"{shape}: {report.Message} {string.Join(' ', report.Problems)}");
        Assert.Equal("2026-11 ann 0 1203 0 0", Said((await store.SnapshotAsync()).ControlTotals)[0]);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1.203")]
    [InlineData("1,20,3")]
    [InlineData("12,34")]
    [InlineData("five")]
    [InlineData("9999999999999999999")]
    [InlineData("1e3")]
    public async Task NumberThatCouldBeAnother_IsNotRead(string number)
    {
        await using var store = await StoreAsync();
        var report = await OnlyAsync(store, Report(["November 2026"], $"ann@acme.example|0 \"{number}\" 0 0"));
        Assert.Equal((1, 0), (report.Refused, report.Imported));
    }

    [Theory]
    [InlineData(",Sommer 2026\nUser Email,Email reveals\nann@acme.example,1\n", "which is no month that can be read")]
    [InlineData("User Email,Email reveals\nann@acme.example,1\n", "has no month over 'Email reveals'")]
    [InlineData(",Nov 2026,2026-11\nUser Email,Email reveals,Email reveals\nann@acme.example,1,2\n", "stands twice")]
    [InlineData(",Nov 2026\nUser Email,Email clicks\nann@acme.example,1\n", "no column of credits")]
    [InlineData(",Nov 2026\nUser Email,Email reveals\n\"ann@acme.example,1\n", "never closed")]
    public async Task FileThatCannotBeRead_IsRefusedWithOneSentence(string file, string sentence)
    {
        await using var store = await StoreAsync();
        var report = await OnlyAsync(store, file);
        Assert.True(report.IsRefused);
        Assert.Contains(sentence, report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThousandsOfUsers_InManyMonths_AreOneSmallRow()
    {
        await using var store = await StoreAsync();
        var months = Enumerable.Range(1, 12).Select(month => $"2026-{month:00}").ToArray();
        var report = await OnlyAsync(store, Report(months, [.. Enumerable.Range(0, 5000).Select(user => $"user{user}@acme.example|{string.Join('|', months.Select((_, month) => $"{user % 7} {month} 0 0"))}")]));
        Assert.Equal((5000, 0), (report.Imported, report.Problems.Count));
        Assert.Equal(5000 * 11, (await store.SnapshotAsync()).ControlTotals.Of(new YearMonth(2026, 12))!.Total.Email.Count);
        await store.DigestAsync();
    }

    [Fact]
    public async Task TouchedDocument_IsFoundByVerify()
    {
        await using var store = await StoreAsync();
        await OnlyAsync(store, Sample);
        store.Query("DROP TRIGGER usage_reports_grow");
        store.Query("UPDATE usage_reports SET digest = 'x'");
        Assert.Contains("is not the one that was imported", (await store.CheckAsync()).Broken, StringComparison.Ordinal);
    }

    /// <summary>A report with all its columns: a user a row, <c>address|phone email search company|...</c> for each month.</summary>
    static string Report(string[] months, params string[] users)
    {
        var head = new string(',', 9) + string.Join(",,,,,", months) + ",,,,,Total,,,,,";
        var names = $"{Names},{string.Join(',', months.Select(_ => Measures))},{Sums}";
        var rows = users.Select(user => user.Split('|')).Select(parts =>
            $",,{parts[0]},,,,,,,{string.Join(',', parts[1..].Select(month => month.Split(' ')).Select(month => string.Join(',', month) + ","))},,,,,,");
        return string.Join('\n', rows.Prepend(names).Prepend(head)) + "\n";
    }
}
