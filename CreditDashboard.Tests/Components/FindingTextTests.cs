using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Tests.Data;
using NodaTime;

namespace CreditDashboard.Tests.Components;

/// <summary>What a page says of each finding.</summary>
public class FindingTextTests
{
    static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 12, 0);
    static readonly Window All = Window.All;

    const string Reveals = "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found,job_id\n";
    const string Deductions = "deduction_id,posted_at,credits,user,channel,contact_id,job_id\n";

    /// <summary>The sentences of one rule over rows given as CSV.</summary>
    static async Task<string[]> SaidAsync(FindingRule rule, IEnumerable<string> reveals, IEnumerable<string> deductions, string disabled = "")
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Reveals + string.Join('\n', reveals), Deductions + string.Join('\n', deductions));
        var ledger = await store.SnapshotAsync();
        var users = disabled.Length == 0 ? null : new Dictionary<int, Instant> { [ledger.Rows.Names.Users.Find(disabled)] = Instant.FromUtc(2026, 11, 8, 17, 0) };
        return [.. Insights.Of(rule, ledger.Judgement, All, Now, users).Select(finding => FindingText.Of(finding, ledger)).Select(text => $"{text.Title} | {text.Detail}")];
    }

    /// <summary>One charge on each of ten Mondays, the last of another size.</summary>
    static IEnumerable<string> Mondays(int last, string job = "") => Enumerable.Range(0, 10)
        .Select(week => $"D{week},2026-{new LocalDate(2026, 9, 21).PlusWeeks(week):MM'-'dd}T10:00:00Z,{(week == 9 ? last : 100)},ann@acme.example,web,c{week},{(week == 9 ? job : "")}");

    [Theory]
    [InlineData(820, "J-9", "Monday 23 November took 820 credits | Mondays take 50 to 150. 820 went to job J-9.")]
    [InlineData(820, "", "Monday 23 November took 820 credits | Mondays take 50 to 150. 820 were taken by ann.")]
    [InlineData(12, "", "Monday 23 November took only 12 credits | Mondays take 50 to 150.")]
    public async Task UnusualDay(int credits, string job, string expected) =>
        Assert.Equal([expected], await SaidAsync(FindingRule.UnusualDay, ["R1,2026-11-27T10:00:00Z,ann@acme.example,web,x,1,0,"], Mondays(credits, job).Append("D99,2026-11-27T10:00:00Z,1,ann@acme.example,web,x,")));

    [Fact]
    public async Task AfterDisabled() => Assert.Equal(
        ["cat.morley was charged 2 credits after being disabled | Disabled 8 Nov, 17:00; first charged 10 Nov, 08:12, through the extension."],
        await SaidAsync(FindingRule.AfterDisabled, [], ["D1,2026-11-10T08:12:00Z,2,cat.morley@acme.example,extension,bob,"], "cat.morley@acme.example"));

    [Fact]
    public async Task IncompleteJob() => Assert.Equal(
        ["11 of the 12 contacts of J-2278 came back partial or empty | A CSV job of 15 Nov, 12 credits. Not refundable."],
        await SaidAsync(
            FindingRule.IncompleteJob,
            Enumerable.Range(0, 12).Select(i => $"R{i},2026-11-15T10:00:0{i % 10}Z,ben@acme.example,csv,c{i},{(i == 1 ? 0 : 1)},{(i == 0 ? 1 : 0)},J-2278"),
            Enumerable.Range(0, 12).Select(i => $"D{i},2026-11-15T10:00:1{i % 10}Z,1,ben@acme.example,csv,c{i},J-2278")));

    [Fact]
    public async Task SameContact() => Assert.Equal(
        ["c-40187 was revealed by two users in one day | By elena.marchetti and hiro.tanaka, 16 Nov, 2 credits together."],
        await SaidAsync(
            FindingRule.SameContact,
            ["R1,2026-11-16T10:00:00Z,elena.marchetti@acme.example,web,c-40187,1,0,", "R2,2026-11-16T15:00:00Z,hiro.tanaka@acme.example,web,c-40187,1,0,"],
            ["D1,2026-11-16T10:00:01Z,1,elena.marchetti@acme.example,web,c-40187,", "D2,2026-11-16T15:00:01Z,1,hiro.tanaka@acme.example,web,c-40187,"]));

    [Fact]
    public async Task NightBurst() => Assert.Equal(
        ["jonas made 21 reveals between 02:10 and 02:30 | Sunday 15 November, 21 credits, all through the extension."],
        await SaidAsync(
            FindingRule.NightBurst,
            Enumerable.Range(0, 21).Select(i => $"R{i},2026-11-15T02:{10 + i}:00Z,jonas@acme.example,extension,c{i},1,0,").Append("U1,2026-11-02T12:00:00Z,jonas@acme.example,web,u1,1,0,"),
            Enumerable.Range(0, 21).Select(i => $"D{i},2026-11-15T02:{10 + i}:01Z,1,jonas@acme.example,extension,c{i},")));

    [Fact]
    public async Task Avoidable()
    {
        string[] reveals = ["R1,2026-11-10T10:00:00Z,ann@acme.example,web,bob,1,0,", "R2,2026-11-11T10:00:00Z,ann@acme.example,web,bob,1,0,", "R3,2026-11-12T10:00:00Z,ann@acme.example,bulk,eve,0,0,J-1"];
        string[] deductions = ["D1,2026-11-10T10:00:01Z,1,ann@acme.example,web,bob,", "D2,2026-11-11T10:00:01Z,1,ann@acme.example,web,bob,", "D3,2026-11-12T10:00:01Z,1,ann@acme.example,bulk,eve,J-1"];
        Assert.Equal(
            ["1 credit went to contacts that were shown before | 1 contact of whom nothing new was shown. The card allows it; not refundable, avoidable."],
            await SaidAsync(FindingRule.ChargedRepeats, reveals, deductions));
        Assert.Equal(
            ["1 credit went to bulk contacts with nothing found | 1 contact in 1 job. Documented, not refundable, avoidable."],
            await SaidAsync(FindingRule.EmptyBulk, reveals, deductions));
    }
}
