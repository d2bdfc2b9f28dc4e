using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Tests.Data;
using NodaTime;

namespace CreditDashboard.Tests.Import;

/// <summary>The vendor's account usage: a balance at an instant, a price list to choose, and a plan whose dates are offered.</summary>
public class AccountUsageTests
{
    static readonly string Sample = TestStore.Sample("account-usage.json");
    static readonly Instant Taken = Instant.FromUtc(2026, 7, 31, 1, 56);

    static async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        return store;
    }

    static async Task<FileReport> OnlyAsync(TestStore store, string file, ImportRequest? request = null) =>
        Assert.Single((await store.ImportAsync(request ?? new() { CalledAt = Taken }, file)).Files);

    [Fact]
    public async Task Sample_IsABalance_ACardToChoose_AndAnOfferedAnchor()
    {
        await using var store = await StoreAsync();
        var anchors = (await store.SnapshotAsync()).Cycles.Anchors;
        var report = await OnlyAsync(store, Sample);
        Assert.Equal((FileKind.AccountUsage, 1, 0), (report.Kind, report.Imported, report.Problems.Count));
        Assert.Contains("2026-06-30T08:14:00Z..2026-07-28T04:39:48.755Z", report.Message, StringComparison.Ordinal);

        var snapshot = await store.SnapshotAsync();
        var balance = Assert.Single(snapshot.Balances);
        Assert.Equal((Taken, 50, 22, 28), (balance.At, balance.Total!.Value, balance.Used!.Value, balance.Remaining!.Value));
        Assert.Equal(anchors, snapshot.Cycles.Anchors);

        var card = Assert.Single(await store.Get<RateCards>().AllAsync(), card => card.Id.StartsWith(VendorPrices.IdPrefix, StringComparison.Ordinal));
        Assert.Equal((1, 5, 6), (card.Email.Count, card.Phone.Count, card.PriceOf(1, 1).Max.Count));
        Assert.Equal((1, 25), (card.PriceOf("contactsearch")!.Credits.Count, card.PriceOf("contactsearch")!.PerQuantity));
        Assert.Equal(10, card.Actions.Length);
        Assert.Equal(PublishedCards.Default.Id, snapshot.Cards.At(Taken).Id);
        await store.DigestAsync();
    }

    [Fact]
    public async Task SameCapture_IsAlreadyThere_WhenNobodySaysWhenItWasTaken()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(Sample);
        var again = Assert.Single((await store.ImportAsync(Sample.ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal))).Files);
        Assert.Equal((0, 1), (again.Imported, again.Already));
        Assert.Single((await store.SnapshotAsync()).Balances);
        Assert.Equal(1, (await OnlyAsync(store, Sample.Replace("\"used\": 22", "\"used\": 23", StringComparison.Ordinal), new())).Imported);
        Assert.Equal(2, (await store.SnapshotAsync()).Balances.Count);
        Assert.Single(await store.Get<RateCards>().AllAsync(), card => card.Id.StartsWith(VendorPrices.IdPrefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnotherBalance_OfTheSameInstant_IsAConflict()
    {
        await using var store = await StoreAsync();
        await OnlyAsync(store, Sample);
        var other = Sample.Replace("\"remaining\": 28", "\"remaining\": 27", StringComparison.Ordinal);
        Assert.Equal((1, 0), (await OnlyAsync(store, other)) is var report ? (report.Conflicts, report.Imported) : default);
        Assert.Equal(1, (await OnlyAsync(store, other, new() { CalledAt = Taken, Restate = true })).Imported);
    }

    [Fact]
    public async Task Envelope_SaysWhenItWasTaken()
    {
        await using var store = await StoreAsync();
        await OnlyAsync(store, $$"""{"calledAt": "2026-07-31T02:00:00Z", "endpoint": "/account/usage", "response": {{Sample}}}""", new());
        Assert.Equal(Instant.FromUtc(2026, 7, 31, 2, 0), (await store.SnapshotAsync()).Balances.Single().At);
    }

    [Fact]
    public async Task PriceList_OfSomeoneWhoMayNotAddCards_IsNotAdded()
    {
        await using var store = await StoreAsync();
        var bytes = System.Text.Encoding.UTF8.GetBytes(Sample);
        var report = await store.Get<Importer>().RunAsync(
            AccessScope.Admin("ann", [1]), "acme", [new ImportFile("usage", bytes.Length, _ => new(new MemoryStream(bytes)))], new ImportRequest());
        Assert.Contains("An administrator can make its price list a card.", report!.Files[0].Message, StringComparison.Ordinal);
        Assert.Equal(3, (await store.Get<RateCards>().AllAsync()).Count);
    }

    [Theory]
    [InlineData("2026-07-31T08:14:00.512Z", "2026-08-31T08:14:00.512Z", PlanDatesSay.Confirm)]
    [InlineData("2026-07-31T08:14:00Z", null, PlanDatesSay.Confirm)]
    [InlineData("2026-07-31T08:14:00Z", "2027-07-31T08:14:00Z", PlanDatesSay.Nothing)]
    [InlineData("2026-07-31T09:14:00Z", "2026-08-31T09:14:00Z", PlanDatesSay.Offer)]
    [InlineData("2025-12-01T09:14:00Z", "2026-01-01T09:14:00Z", PlanDatesSay.Offer)]
    public void PlanDates_ConfirmARenewal_OrAreOffered(string start, string? end, PlanDatesSay say)
    {
        var calendar = new CycleCalendar(DateTimeZoneProviders.Tzdb["Europe/London"], RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 31, 9, 14)]);
        var dates = PlanDates.Of(calendar, At(start), end is null ? null : At(end))!;
        Assert.Equal(say, dates.Say);
        if (say == PlanDatesSay.Offer)
        {
            var offered = new CycleCalendar(calendar.Zone, calendar.Period, calendar.Anchors.Append(dates.Anchor));
            Assert.Equal(calendar.Holding(dates.Anchor), dates.Was);
            Assert.NotEqual(dates.Was, dates.Becomes);
            Assert.Equal(dates.Becomes, offered.Holding(dates.Becomes.Start));
        }
    }

    [Fact]
    public async Task Snapshot_IsTheVendorsFigure_OfTheCycleItsPlanBeganWith()
    {
        await using var store = await StoreAsync();
        await OnlyAsync(store, Sample.Replace("2026-07-28T04:39:48.755Z", "2026-06-30T08:14:00Z", StringComparison.Ordinal).Replace("2026-08-28T04:39:48.755Z", "2026-07-31T08:14:00Z", StringComparison.Ordinal));
        var ledger = await store.SnapshotAsync();
        var cycle = ledger.Cycles.Holding(Taken);
        Assert.Equal(new VendorFigure(VendorSource.Snapshot, new(22), Taken), VendorFigures.Of(Window.OfCycle(cycle, ""), ledger.Cycles, ledger.ControlTotals, ledger.Balances));
        Assert.Null(VendorFigures.Of(Window.OfCycle(ledger.Cycles.After(cycle), ""), ledger.Cycles, ledger.ControlTotals, ledger.Balances));
    }

    [Fact]
    public async Task UsageReport_IsTheVendorsFigure_OfItsMonth()
    {
        await using var store = await StoreAsync();
        await store.ImportAsync(new ImportRequest { CalledAt = Instant.FromUtc(2026, 11, 22, 12, 0) }, TestStore.Sample("usage-report.csv"));
        var ledger = await store.SnapshotAsync();
        Assert.True(Window.TryParse("2026-11-01..2026-11-30", ledger.Cycles, Taken, out var month, out _));
        Assert.Equal(new VendorFigure(VendorSource.UsageReport, new(41), Instant.FromUtc(2026, 11, 22, 12, 0)), VendorFigures.Of(month, ledger.Cycles, ledger.ControlTotals, ledger.Balances));
    }

    [Theory]
    [InlineData("""{"plan": {"startDate": "soon"}}""", "plan.startDate")]
    [InlineData("""{"credits": {"used": 1.5}, "plan": {}}""", "credits.used")]
    [InlineData("""{"credits": {"used": 1}, "plan": {"startDate": "2026-07-28T04:39:48Z", "endDate": "2026-07-01T00:00:00Z"}}""", "plan.endDate")]
    [InlineData("""{"plan": {}, "pricing": {}}""", null)]
    [InlineData("""{"plan": {}, "plan": {}}""", null)]
    public async Task SnapshotThatCannotBeRead_IsListedWithItsKey(string file, string? key)
    {
        await using var store = await StoreAsync();
        var report = await OnlyAsync(store, file);
        Assert.Equal((1, 0), (report.Refused, report.Imported));
        Assert.Equal(key, report.Problems.Single().Column);
    }

    [Theory]
    [InlineData("\"credits\": 1,\n      \"perQuantity\": 25", "\"credits\": 0.5,\n      \"perQuantity\": 25")]
    [InlineData("\"revealPhone\"", "\"showPhone\"")]
    public async Task PriceListThatMakesNoCard_IsSaid_AndTheBalanceLands(string text, string other)
    {
        await using var store = await StoreAsync();
        var report = await OnlyAsync(store, Sample.ReplaceLineEndings("\n").Replace(text, other, StringComparison.Ordinal));
        Assert.Contains("makes no card", report.Message, StringComparison.Ordinal);
        Assert.Single((await store.SnapshotAsync()).Balances);
        Assert.Equal(3, (await store.Get<RateCards>().AllAsync()).Count);
    }

    static Instant At(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;
}
