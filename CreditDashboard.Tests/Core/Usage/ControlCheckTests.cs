using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>The vendor's usage report beside the ledger, and beside what the activity should have cost where there is none.</summary>
public class ControlCheckTests
{
    static readonly YearMonth November = new(2026, 11);
    static readonly Instant Taken = Instant.FromUtc(2026, 12, 5, 0, 0);

    /// <summary>November as the report has it, <c>ann 3 9</c> a user: phone, e-mail; <c>- 6</c> is of no user, through the API.</summary>
    static ControlMonth Report(params string[] users)
    {
        var rows = users.Select(user => user.Split(' ')).ToLookup(words => words[0] == "-", words => words);
        var report = new VendorReport(
            [November],
            [
                .. rows[false].Select(words => new VendorUser(
                    words[0] + "@acme.example", new UserDetails(null, null), [new(Number(words[1]), Number(words[2]), default, default)])),
            ],
            [new(default, default, rows[true].Select(words => Number(words[1])).FirstOrDefault(), default)]);
        return new ControlTotals([new(1, Taken, report)]).Of(November)!;

        static Credits Number(string text) => new(long.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    static ControlCheck Check(string ledger, params string[] users) => ControlCheck.Of(LedgerText.Parse(ledger).Judged(), Report(users));

    static string[] Said(ControlCheck check) =>
        [.. check.Lines.OrderBy(line => line.User, StringComparer.Ordinal).Select(line => $"{line.User.Split('@')[0]} {line.Reported} {line.Ledger} {string.Join(' ', line.Explained.Select(share => $"{share.Credits} {share.Cause}"))}".TrimEnd())];

    [Fact]
    public void EachUser_IsHeldAgainstTheLedger_ToTheCredit()
    {
        var check = Check(
            """
            R1 10:00:00 ann reveals email of bob by web
            D1 10:00:02 ann pays 1 for bob by web
            R2 11:00:00 ben reveals email+phone of cyd by web
            D2 11:00:02 ben pays 4 for cyd by web
            D3 12:00:00 ann gets back 1 of D1
            """,
            "ann 0 1", "ben 2 2");
        Assert.True(check.HasLedger);
        Assert.Equal(["ann 1 0", "ben 4 4"], Said(check));
        Assert.Equal((5, 4, 1), (check.Total.Reported.Count, check.Total.Ledger.Count, check.Total.Gap.Count));
        Assert.Equal("ann@acme.example", check.Lines[0].User);
    }

    [Fact]
    public void ApiRow_AndOtherActions_ExplainAGap()
    {
        var check = Check(
            """
            R1 10:00:00 ann reveals email of bob by api
            D1 10:00:02 ann pays 1 for bob by api
            D2 11:00:00 ann pays 3 for - by web action=export
            D3 12:00:00 ben pays 2 for - by web action=export
            """,
            "ann 0 0", "ben 0 0", "- 1");
        Assert.Equal([" 1 0 1 ApiRow", "ann 0 4 -1 ApiRow -3 OtherActions", "ben 0 2 -2 OtherActions"], Said(check));
        Assert.All(check.Lines, line => Assert.Equal(Credits.None, line.Unexplained));
    }

    [Fact]
    public void ConversationCredits_InTheReport_ExplainAGap()
    {
        var check = Check("R1 10:00:00 ann reveals email of bob by web conversation\nD1 10:00:02 ann pays 3 for bob by web conversation\nD2 11:00:00 ann pays 1 for cyd by web", "ann 0 4");
        Assert.Equal(["ann 4 1 3 CreditType"], Said(check));
    }

    [Fact]
    public void WholeReport_OfTheCycle_IsToldFromTheMonth_AndOneUserAloneTellsNothing()
    {
        const string Ledger = """
            D1 2026-11-10T10:00:00 ann pays 2 for bob by web
            D2 2026-12-10T10:00:00 ann pays 5 for cyd by web
            D3 2026-12-11T10:00:00 ben pays 1 for dan by web
            """;
        // The cycle that begins on 30 November holds the rows of December.
        Assert.Equal(["ann 5 2 3 CycleAgainstMonth", "ben 1 0 1 CycleAgainstMonth"], Said(Check(Ledger, "ann 0 5", "ben 0 1")));
        Assert.Equal(["ann 5 2", "ben 2 0"], Said(Check(Ledger, "ann 0 5", "ben 0 2")));
    }

    [Fact]
    public void WhatWasPosted_AfterTheReportWasMade_IsLeftOut()
    {
        var report = new VendorReport([November], [new("ann@acme.example", new(null, null), [new(default, new(1), default, default)])], [default]);
        var month = new ControlTotals([new(1, Instant.FromUtc(2026, 11, 5, 0, 0), report)]).Of(November)!;
        var check = ControlCheck.Of(LedgerText.Parse("D1 10:00:00 ann pays 1 for bob by web\nD2 09T10:00:00 ann pays 4 for cyd by web").Judged(), month);
        Assert.Equal((1, 4, 0), (check.Total.Ledger.Count, check.Total.Later.Count, check.Total.Gap.Count));
    }

    [Fact]
    public void ByKind_TheLedgerIsARange_WhereBothWereShown()
    {
        var check = Check(
            """
            R1 10:00:00 ann reveals email of bob by web
            D1 10:00:02 ann pays 1 for bob by web
            R2 11:00:00 ann reveals email+phone of cyd by web
            D2 11:00:02 ann pays 4 for cyd by web
            D3 12:00:00 - pays 6 for - by api
            """,
            "ann 3 1", "- 5");
        Assert.Equal(
            ["Phone 3 0 to 4 0", "Email 1 1 to 5 0", "ApiSearch 5 6 -1", "ApiCompany 0 0 0"],
            check.Measures.Select(line => $"{line.Measure} {line.Report} {line.Ledger} {line.Gap}"));
    }

    [Fact]
    public void WithoutALedger_TheReportIsHeldAgainstWhatTheActivityShouldHaveCost_AndNothingIsADiscrepancy()
    {
        const string Activity = """
            R1 10:00:00 ann reveals email+phone of bob by web
            R2 11:00:00 ann reveals email of cyd by web
            R3 12:00:00 ben reveals email+phone of dan by api
            R4 13:00:00 cat reveals email of eli by web conversation
            """;
        var check = Check(Activity, "ann 2 3", "ben 0 0", "cat 0 9", "- 4");
        Assert.False(check.HasLedger);
        string[] said = [.. check.Lines.OrderBy(line => line.User, StringComparer.Ordinal).Select(line => $"{line.User.Split('@')[0]} {line.Reported} of {line.Expected.Range}: {line.BeyondExpected}, {check.Unexplained(line)}")];
        Assert.Equal([" 4 of 0: 4, 0", "ann 5 of 3 to 7: 0, 0", "ben 0 of 2 to 6: -2, 0", "cat 9 of 0: 9, 9"], said);
        Assert.Equal(18, check.Total.Reported.Count);
        Assert.Equal("5 to 13", check.Total.Expected.Range.ToString());

        var judgement = LedgerText.Parse(Activity).Judged();
        Assert.All(judgement.Verdicts, verdict => Assert.Equal(VerdictCode.OutOfCoverage, verdict.Code));
    }

    [Fact]
    public void LedgerThatEndsWithinTheMonth_IsSaidToMissSomething()
    {
        const string Ledger = "D1 2026-10-30T10:00:00 ann pays 1 for bob by web\nD2 2026-11-10T10:00:00 ann pays 1 for cyd by web";
        Assert.True(Check(Ledger, "ann 0 9").MissesLedger);
        Assert.False(Check(Ledger + "\nD3 2026-12-10T10:00:00 ann pays 1 for dan by web", "ann 0 9").MissesLedger);
    }

    [Fact]
    public void ReportedCharges_AreComparedOnlyWhereTheLedgerNamesTheRequest()
    {
        var judgement = LedgerText.Parse(
            """
            R1 10:00:00 ann reveals email of bob by api request=q1
            D1 10:00:02 ann pays 2 for bob by api request=q1
            R2 11:00:00 ann reveals email+phone of cyd by api request=q2
            """).Judged();
        var check = ChargeCheck.Of(judgement, [Charge("q1", 1), Charge("q2", 6), Charge("q3", null)]);
        Assert.Equal(["q1 2 -1", "q2  ", "q3  "], check.Charges.Select(charge => $"{charge.Charge.Request} {charge.Ledger} {charge.Gap}"));
        Assert.Equal((7, 1, 2, -1, 2), (check.Reported.Count, check.Compared.Count, check.Ledger.Count, check.Gap.Count, check.WithoutLedger));
        Assert.Equal("3 to 7", check.Expected.Range.ToString());
    }

    [Fact]
    public void Balances_NameTheFirstIntervalInWhichAGapOpens()
    {
        var judgement = LedgerText.Parse("D1 10:00:00 ann pays 1 for bob by web\nD2 05T10:00:00 ann pays 4 for cyd by web").Judged();
        BalanceSnapshot[] balances = [Balance(2, 11, 99), Balance(4, 11, 99), Balance(6, 11, 90)];
        var check = BalanceCheck.Of(judgement, balances, [], 100);
        Assert.Equal(["99 99 0", "99 99 0", "90 95 -5"], check.Balances.Select(balance => $"{balance.Vendor} {balance.Ledger} {balance.Gap}"));
        Assert.Equal(2, check.OpensAt);

        // Without a ledger, or without knowing what the account is given, there is no gap to name.
        Assert.Equal(-1, BalanceCheck.Of(LedgerText.Parse("R1 10:00:00 ann reveals email of bob by web").Judged(), balances, [], 100).OpensAt);
        Assert.Equal(-1, BalanceCheck.Of(judgement, balances, [], null).OpensAt);
    }

    static ReportedCharge Charge(string request, long? credits) => new(request, Taken, credits is { } count ? new Credits(count) : null, 1, "", "");

    static BalanceSnapshot Balance(int day, int hour, long left) =>
        new() { At = Instant.FromUtc(2026, 11, day, hour, 0), Remaining = left, Document = "{}", Digest = $"{day}" };
}
