using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CreditDashboard.Tests.Core.Rates;

/// <summary>Cards that an operator might add, of every policy and with any of their parts left out.</summary>
static class RandomCards
{
    static readonly Gen<LocalDate?> Days = Gen.Frequency(
        (1, Gen.Constant<LocalDate?>(null)), (2, Gen.Choose(0, 4000).Select(days => (LocalDate?)new LocalDate(2020, 1, 1).PlusDays(days))));

    static readonly Gen<CardSource> Sources =
        from title in Gen.Elements("Order form, page 2", "“Each data point”, in their words", "Ценник", "a")
        from address in Gen.Elements(null, "https://example.com/prices?of=2026#cards", "http://prices.example")
        from captured in Days
        select new CardSource(title, address, captured);

    static readonly Gen<ImmutableArray<ActionPrice>> Actions =
        from count in Gen.Choose(0, 3)
        from credits in Gen.Choose(0, 1_000_000)
        from quantity in Gen.Choose(1, 100)
        select Enumerable.Range(0, count).Select(number => new ActionPrice($"action-{number}", new Credits(credits), quantity + number)).ToImmutableArray();

    public static readonly Gen<RateCard> All =
        from source in Sources
        from actions in Actions
        from number in Gen.Choose(1, 999)
        from policies in Gen.Choose(0, 15)
        from email in Gen.Frequency((9, Gen.Choose(0, 9)), (1, Gen.Choose(0, 1_000_000)))
        from phone in Gen.Frequency((9, Gen.Choose(0, 9)), (1, Gen.Choose(0, 1_000_000)))
        from together in Gen.Choose(-2, 12)
        from width in Gen.Choose(0, 6)
        from cap in Gen.Frequency((9, Gen.Choose(0, 15)), (1, Gen.Choose(0, 1_000_000)))
        from first in Days
        from days in Gen.Choose(0, 400)
        select new RateCard
        {
            Id = $"card-{number}",
            Name = $"Card № {number}",
            Version = $"{number}.{width}",
            Source = source,
            Effective = new EffectiveDays(first, days == 0 ? null : first?.PlusDays(days)),
            CreditType = (policies & 8) == 0 ? CreditType.Prospecting : CreditType.Conversation,
            Basis = (policies & 1) == 0 ? PriceBasis.PerType : PriceBasis.PerDataPoint,
            Partial = (policies & 2) == 0 ? PartialRule.UpToAsked : PartialRule.AsShown,
            Repeat = (policies & 4) == 0 ? RepeatRule.MayBeFree : RepeatRule.FreeWithinCycle,
            Email = new Credits(email),
            Phone = new Credits(phone),
            Together = together < 0 || (policies & 1) != 0 ? null : new CreditRange(new Credits(together), new Credits(together + width)),
            Cap = new Credits(cap),
            Actions = actions,
        };
}
