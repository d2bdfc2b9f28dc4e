using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Tests.Core.Verdicts;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>Why the number is higher than someone expects: the article's sample, and one small ledger for each rule.</summary>
public class BridgeTests
{
    const string November = "2026-11-01..2026-11-30";

    [Fact]
    public void TheArticle_ForAnn_InThisCycle()
    {
        var bridge = Of(ArticleTests.Ledger().Judged(), "this-cycle", "2026-11-22T12:00:00Z", "ann");
        Assert.Equal("own_reveals 10, more_data 4, other_users 28, window 1, other_actions 1, discrepancies 4, reversals -1", Said(bridge));
        Assert.Equal(new Credits(47), bridge.Total);
        Assert.Equal(
            [
                "Own reveals in November, one credit each",
                "More than one data point per reveal",
                "Bulk contacts found in full",
                "Bulk contacts with partial data",
                "Bulk contacts with nothing found",
                "API",
                "2 other users of the account",
                "31 October: this cycle, not November",
                "Paid actions: export",
                "Charged with no reveal, twice, or outside the price",
                "Reversals",
                "Undecided, or not yet judged",
            ],
            bridge.Bars.Select(bar => bar.Label));
    }

    [Fact]
    public void TheArticle_ForEveryone_HasNoOtherUsers()
    {
        var bridge = Of(ArticleTests.Ledger().Judged(), "this-cycle", "2026-11-22T12:00:00Z");
        Assert.Equal("own_reveals 14, more_data 5, bulk 2, bulk_partial 12, bulk_empty 1, integration:salesforce 2, api 7, window 1, other_actions 1, discrepancies 3, reversals -1", Said(bridge));
        Assert.Equal("Reveals in November, one credit each", bridge.Bars[0].Label);
    }

    [Theory]
    // More than one data point costs more than one credit; what is beyond the price is a discrepancy, of either sign.
    [InlineData("R1 10:00:00 ann reveals email+phone of bob by web | D1 10:00:01 ann pays 4 for bob by web", "own_reveals D1=1, more_data D1=3")]
    [InlineData("R1 10:00:00 ann reveals email+phone of bob by web | D1 10:00:01 ann pays 8 for bob by web", "own_reveals D1=1, more_data D1=5, discrepancies D1=2")]
    [InlineData("R1 10:00:00 ann reveals email+phone of bob by web | D1 10:00:01 ann pays 1 for bob by web", "own_reveals D1=1, more_data D1=1, discrepancies D1=-1")]
    // Two charges that pay for one reveal together are one price.
    [InlineData("R1 10:00:00 ann reveals email+phone of bob by web | D1 10:00:01 ann pays 1 for bob by web | D2 10:00:04 ann pays 2 for bob by web", "own_reveals D1=1, more_data D2=2")]
    // A second charge stands in no reveal's name.
    [InlineData("R1 10:00:00 ann reveals email of bob by web | D1 10:00:01 ann pays 1 for bob by web | D2 10:00:04 ann pays 1 for bob by web", "own_reveals D1=1, discrepancies D2=1")]
    [InlineData("R1 10:00:00 ann reveals email of eve by web | D1 10:00:01 ann pays 3 for bob by web", "own_reveals R1=1, discrepancies R1=-1 D1=3")]
    // The user and the channel are the reveal's, whatever the charge says.
    [InlineData("R1 10:00:00 ann reveals email of bob by web | D1 10:00:01 ben pays 1 for bob by salesforce", "own_reveals D1=1")]
    [InlineData("R1 10:00:00 ben reveals email of bob by web | D1 10:00:01 ann pays 1 for bob by web", "other_users D1=1")]
    [InlineData("R1 10:00:00 - reveals email of bob by web | D1 10:00:01 - pays 1 for bob by web", "other_users D1=1")]
    [InlineData("R1 10:00:00 ann reveals email of bob by hubspot | D1 10:00:01 ann pays 1 for bob by web", "integration:hubspot D1=1")]
    [InlineData("R1 10:00:00 ann reveals email of bob by my-own-tool | D1 10:00:01 ann pays 1 for bob by my-own-tool", "integration:my-own-tool D1=1")]
    [InlineData("R1 10:00:00 ann reveals email of bob by api | D1 10:00:01 ann pays 1 for bob by api", "api D1=1")]
    // A job makes a selection of the extension's reveals, and none of an integration's.
    [InlineData("R1 10:00:00 ann reveals email of bob by web job=J1 only=email | D1 10:00:01 ann pays 1 for bob by web job=J1", "bulk D1=1")]
    [InlineData("R1 10:00:00 ann reveals email of bob by salesforce job=J1 | D1 10:00:01 ann pays 1 for bob by salesforce job=J1", "integration:salesforce D1=1")]
    // Each contact its minimum, then the rest in the order of positions: 2 and 1 and 0, then 4 more for the first and 5 for the second.
    [InlineData("R1 10:00:00 ann reveals email+phone of bob by bulk job=J1 | R2 10:00:01 ann reveals email of cid by bulk job=J1 | R3 10:00:02 ann reveals nothing of dan by bulk job=J1 | D1 10:00:09 ann pays 14 for - by bulk job=J1", "bulk D1=6, bulk_partial D1=6, bulk_empty D1=2")]
    [InlineData("R1 10:00:00 ann reveals email+phone of bob by bulk job=J1 | R2 10:00:01 ann reveals email of cid by bulk job=J1 | D1 10:00:09 ann pays 2 for - by bulk job=J1", "bulk D1=2, bulk_partial D1=1, discrepancies D1=-1")]
    // Posted in November for a reveal of October, and the other way round.
    [InlineData("R1 2026-10-31T23:59:50 ann reveals email of bob by web | D1 2026-11-01T00:00:03 ann pays 1 for bob by web", "window D1=1")]
    [InlineData("R1 2026-11-30T23:59:50 ann reveals email of bob by web | D1 2026-12-01T00:00:03 ann pays 1 for bob by web", "own_reveals R1=1, window R1=-1")]
    // Counted, and charged nothing: free, never charged, from the other credits, or not known.
    [InlineData("R1 10:00:00 ann reveals nothing of bob by web", "own_reveals R1=1, more_data R1=-1")]
    [InlineData("R1 10:00:00 ann reveals email of bob by web", "own_reveals R1=1, discrepancies R1=-1")]
    [InlineData("R1 10:00:00 ann reveals email of bob by web | D1 10:00:01 ann pays 1 for bob by web conversation", "own_reveals R1=1, discrepancies R1=-1")]
    [InlineData("R1 30T23:00:00 ann reveals email of bob by web", "own_reveals R1=1, not_judged R1=-1")]
    // Conversation credits never stand in it; prospecting credits taken for what is due from them are outside the price.
    [InlineData("R1 10:00:00 ann reveals email of bob by web conversation | D1 10:00:01 ann pays 1 for bob by web conversation", "")]
    [InlineData("R1 10:00:00 ann reveals email of bob by web conversation | D1 10:00:01 ann pays 1 for bob by web", "discrepancies D1=1")]
    // Given back: what was taken stays where it stood.
    [InlineData("R1 10:00:00 ann reveals email of bob by web | D1 10:00:01 ann pays 4 for bob by web | D2 10:30:00 ann gets back 3 of D1", "own_reveals D1=1, discrepancies D1=3, reversals D2=-3")]
    [InlineData("D1 10:00:00 ann gets back 3 of unknown", "not_judged D1=-3")]
    [InlineData("D1 10:00:00 ben pays 2 for - by web action=search", "other_actions D1=2")]
    public void EachRow_GivesWhatTheRulesSay(string ledger, string expected) => Assert.Equal(expected, Gifts(ledger, November, "2026-12-01T12:00:00Z", "ann"));

    [Fact]
    public void AGroupCutByTheWindow_GivesTheWindowItsOwnCharges()
    {
        const string Ledger = """
            R1 10:00:00 ann reveals email of bob by web request=q1
            R2 10:00:01 ann reveals email of cid by web request=q1
            D1 10:00:03 ann pays 1 for - by web request=q1
            D2 10:00:05 ann pays 1 for - by web request=q1
            """;
        Assert.Equal("own_reveals R1=1 D2=1, window R1=-1", Gifts(Ledger, "2026-11-02T10:00:05Z..2026-11-02T12:00:00Z", "2026-12-24T00:00:00Z", "ann"));
        Assert.Equal("own_reveals D1=1 D2=1", Gifts(Ledger, November, "2026-12-24T00:00:00Z", "ann"));
    }

    /// <summary>Of a group charged in the window and before it, what costs nothing is free, whichever charge came first.</summary>
    [Fact]
    public void AGroupCutByTheWindow_LeavesWhatIsFreeFree() => Assert.Equal(
        "own_reveals R1=1 R2=1, more_data R2=-1, window R1=-1, discrepancies D2=1",
        Gifts(
            """
            R1 10:00:00 ann reveals email of bob by web request=q1
            R2 10:00:01 ann reveals nothing of cid by web request=q1
            D1 10:00:03 ann pays 1 for - by web request=q1
            D2 10:00:05 ann pays 1 for - by web request=q1
            """,
            "2026-11-02T10:00:05Z..2026-11-02T12:00:00Z", "2026-12-24T00:00:00Z", "ann"));

    /// <summary>Undecided between two reveals: the person counts both, and nothing is said of the one charge.</summary>
    [Fact]
    public void Undecided_IsCountedByThePerson_AndNotJudged() => Assert.Equal(
        "own_reveals R1=1 R2=1, not_judged R1=-1 R2=-1 D1=1",
        Gifts("R1 10:00:00 ann reveals email of - by web | R2 10:00:01 ann reveals email of - by web | D1 10:00:03 ann pays 1 for - by web", November, "2026-12-24T00:00:00Z", "ann"));

    [Theory]
    [InlineData("this-cycle", "2026-11-22T12:00:00Z", "31 October: this cycle, not November")]
    [InlineData("last-cycle", "2026-12-15T12:00:00Z", "31 October: this cycle, not November; less 30 November")]
    [InlineData("this-cycle", "2027-01-05T12:00:00Z", "31 December 2026: this cycle, not January")]
    [InlineData("2026-10-28..2026-11-05", "2026-11-22T12:00:00Z", "28 to 31 October: this window, not November; less 6 to 22 November")]
    [InlineData("2026-11-04..2026-11-05", "2026-12-22T12:00:00Z", "Less 1 to 3 and 6 to 30 November: not this window")]
    [InlineData("2026-09-20..2026-11-05T", "2026-11-05T12:00:00Z", "20 September to 31 October: this window, not November")]
    [InlineData("all", "2026-11-22T12:00:00Z", "Before November: this window, not November")]
    [InlineData("this-month", "2026-11-22T12:00:00Z", "Revealed in one month, charged in another")]
    public void Window_SaysWhichDaysItAddsAndLacks(string window, string asOf, string expected) =>
        Assert.Equal(expected, Of(ArticleTests.Ledger().Judged(), window.TrimEnd('T'), asOf, "ann").Bars.Single(bar => bar.Key.Step == BridgeStep.Window).Label);

    [Theory]
    [InlineData("this-cycle", "2026-11-01T00:00:00Z", 10)]
    [InlineData("this-cycle", "2026-11-01T00:00:01Z", 11)]
    [InlineData("last-month", "2026-11-22T12:00:00Z", 10)]
    [InlineData("all", "2026-12-01T00:00:00Z", 11)]
    [InlineData("2027-02-03..2027-03-04", "2026-11-22T12:00:00Z", 2)]
    [InlineData("2026-03-29T00:00:00Z..2026-03-31T23:00:00Z", "2026-11-22T12:00:00Z", 3)]
    [InlineData("2026-03-29T00:00:00Z..2026-03-31T23:00:01Z", "2026-11-22T12:00:00Z", 4)]
    public void Month_IsTheOneOfTheLastInstantBeforeNow(string window, string asOf, int month) =>
        Assert.Equal(month, Of(ArticleTests.Ledger().Judged(), window, asOf, "ann").Month.Month);

    [Fact]
    public void WithoutRows_EveryStepStands_WithNothingInIt()
    {
        var bridge = Of(new LedgerText().Judged(), "this-cycle", "2026-11-22T12:00:00Z");
        Assert.Equal(BridgeKey.Steps.Count - 1, bridge.Bars.Length);
        Assert.All(bridge.Bars, bar => Assert.Equal(Credits.None, bar.Credits));
    }

    [Fact]
    public void EveryKey_IsReadAsItIsWritten()
    {
        foreach (var key in BridgeKey.Steps.Select(step => new BridgeKey(step, step == BridgeStep.Integration ? "hubspot" : "")).Append(new(BridgeStep.Integration)))
        {
            Assert.True(BridgeKey.TryParse(key.Slug, out var read));
            Assert.Equal(key, read);
        }

        Assert.All(new[] { "", "own", "integration:", "integration:Not A Slug" }, text => Assert.False(BridgeKey.TryParse(text, out _)));
    }

    static Bridge Of(Judgement judgement, string window, string asOf, params string[] users)
    {
        var (question, at) = Question(judgement, window, asOf, users);
        return Bridge.Of(judgement, question, at);
    }

    static (BridgeQuestion Question, Instant AsOf) Question(Judgement judgement, string text, string asOf, string[] users)
    {
        var at = InstantPattern.ExtendedIso.Parse(asOf).Value;
        Assert.True(Window.TryParse(text, judgement.Rules.Cycles, at, out var window, out var problem), problem);
        return (new(window, users.Select(user => judgement.Rows.Names.Users.Find(user + "@acme.example")).ToHashSet()), at);
    }

    static string Said(Bridge bridge) =>
        string.Join(", ", bridge.Bars.Where(bar => bar.Credits != Credits.None).Select(bar => $"{bar.Key.Slug} {bar.Credits}"));

    /// <summary>Each bar with the rows behind it, which must sum to the bar.</summary>
    static string Gifts(string ledger, string window, string asOf, params string[] users)
    {
        var judgement = LedgerText.Parse(ledger.Replace(" | ", "\n", StringComparison.Ordinal)).Complete().Judged();
        var (question, at) = Question(judgement, window, asOf, users);
        return string.Join(", ", Bridge.Of(judgement, question, at).Bars.Select(bar => Rows(bar)).Where(bar => bar.Length > 0));

        string Rows(BridgeBar bar)
        {
            var rows = BridgeRows.Of(judgement, question, bar.Key, at);
            Assert.Equal(bar, rows.Bar);
            Assert.Equal(bar.HasRows, rows.Reveals.Length + rows.Deductions.Length > 0);
            var reveals = rows.Reveals.Select(row => (Id: judgement.Rows.RevealId(row), Credits: rows.Of(Member.Reveal(row))));
            var deductions = rows.Deductions.Select(row => (Id: judgement.Rows.DeductionId(row), Credits: rows.Of(Member.Deduction(row))));
            var gifts = string.Join(' ', reveals.Concat(deductions).Select(row => $"{row.Id}={row.Credits}"));
            return gifts.Length == 0 ? "" : $"{bar.Key.Slug} {gifts}";
        }
    }
}
