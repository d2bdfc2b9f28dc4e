using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CreditDashboard.Tests.Core.Rates;

/// <summary>What holds of every price, under the published cards and others that an operator might add.</summary>
public class PricePropertyTests
{
    static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);
    static readonly CycleCalendar Cycles = new(DateTimeZone.Utc, RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 31, 9, 14)]);

    static readonly Gen<RateCard> Cards = Gen.Frequency((1, Gen.Elements<RateCard>(PublishedCards.All)), (4, RandomCards.All));

    static readonly Gen<Reveal> Reveals =
        from hour in Gen.Choose(0, 2000)
        from contact in Gen.Elements("", "bob", "eve", "joe")
        from channel in Gen.Elements("web", "bulk", "api", "salesforce")
        from job in Gen.Elements("", "", "J-1")
        from emails in Gen.Choose(0, 4)
        from phones in Gen.Choose(0, 4)
        from requested in Gen.Choose(0, 3)
        from action in Gen.Frequency((6, Gen.Constant(Reveal.RevealAction)), (1, Gen.Constant("action-0")), (1, Gen.Constant("export")))
        from quantity in Gen.Choose(0, 100)
        from type in Gen.Frequency((6, Gen.Constant(CreditType.Prospecting)), (1, Gen.Constant(CreditType.Conversation)))
        select new Reveal
        {
            Id = "",
            OccurredAt = Start + Duration.FromHours(hour),
            Channel = channel,
            Contact = contact,
            Job = job,
            EmailsFound = emails,
            PhonesFound = phones,
            EmailsRequested = (requested & 1) != 0,
            PhonesRequested = (requested & 2) != 0,
            Action = action,
            Quantity = quantity,
            CreditType = type,
        };

    static readonly Arbitrary<(RateCard Card, Reveal[] Reveals)> Cases =
        (from card in Cards from reveals in Reveals.ArrayOf() select (card, reveals)).ToArbitrary();

    [Fact]
    public void TheLines_SumToThePrice() => Holds((rows, prices, _) =>
        Enumerable.Range(0, prices.Count).All(reveal => prices.Explain(reveal) is { } price
            ? prices[reveal].IsPriced && price.Range == new CreditRange(new Credits(prices[reveal].Min), new Credits(prices[reveal].Max))
            : !prices[reveal].IsPriced && rows.Reveals[reveal].Ticks > 0));

    [Fact]
    public void APrice_IsARangeFromNothingUpwards() => Holds((_, prices, card) =>
        Enumerable.Range(0, prices.Count).All(reveal =>
            prices[reveal].Min >= 0 && prices[reveal].Min <= prices[reveal].ShownMax && prices[reveal].ShownMax <= prices[reveal].Max));

    [Fact]
    public void AContact_NeverCostsMoreThanTheCap() => Holds((rows, prices, card) =>
        Enumerable.Range(0, prices.Count).All(reveal =>
            rows.Reveal(reveal).Action != Reveal.RevealAction || prices[reveal].MaxWithoutRepeat <= card.Cap.Count));

    [Fact]
    public void EarlierCounts_AreTheMostThatAnEarlierRevealFound() => Holds((rows, prices, card) =>
        Enumerable.Range(0, prices.Count).Where(reveal => IsOfAContact(rows.Reveal(reveal)) && prices[reveal].IsPriced).All(reveal =>
        {
            var own = rows.Reveal(reveal);
            Reveal[] earlier =
            [
                .. Enumerable.Range(0, reveal).Select(rows.Reveal)
                    .Where(each => IsOfAContact(each) && each.Contact == own.Contact)
                    .Where(each => card.Repeat == RepeatRule.MayBeFree || Cycles.Holding(own.OccurredAt).Holds(each.OccurredAt)),
            ];
            return prices[reveal].EarlierEmails == earlier.Select(each => each.EmailsFound).DefaultIfEmpty().Max()
                && prices[reveal].EarlierPhones == earlier.Select(each => each.PhonesFound).DefaultIfEmpty().Max();
        }));

    [Fact]
    public void ARevealMadeLater_ChangesNoEarlierPrice() => Holds((rows, prices, card) =>
    {
        var builder = new AccountRowsBuilder();
        for (var reveal = 0; reveal < prices.Count / 2; reveal++)
            builder.Add(rows.Reveal(reveal));

        var fewer = RevealPrices.Of(builder.Build(), Cycles, CardSchedule.Always(card), Channels.Published);
        return Enumerable.Range(0, fewer.Count).All(reveal => fewer[reveal].Equals(prices[reveal]));
    });

    static bool IsOfAContact(Reveal reveal) => reveal.Action == Reveal.RevealAction && reveal.Contact.Length > 0;

    static void Holds(Func<AccountRows, RevealPrices, RateCard, bool> property) => Prop.ForAll(Cases, given =>
    {
        var builder = new AccountRowsBuilder();
        foreach (var (number, reveal) in given.Reveals.Index())
            builder.Add(reveal with { Id = $"r{number}" });

        var rows = builder.Build();
        return property(rows, RevealPrices.Of(rows, Cycles, CardSchedule.Always(given.Card), Channels.Published), given.Card);
    }).QuickCheckThrowOnFailure();
}
