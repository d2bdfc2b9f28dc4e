using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Rates;

/// <summary>What a made-up row costs under a card.</summary>
/// <param name="Case">What happened, in words.</param>
/// <param name="Price">Its price with the lines that it is the sum of; null if the card has none.</param>
public sealed record CardExample(string Case, Price? Price);

/// <summary>
/// A card worked through: made-up reveals of one cycle, priced by the same function that prices an account's, so that what a page says of a
/// card cannot differ from what it does.
/// </summary>
public static class CardExamples
{
    static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);
    static readonly CycleCalendar Months = new(DateTimeZone.Utc, RenewalPeriod.Month, [Start]);
    static readonly Duration ACycle = Duration.FromDays(31);

    public static IReadOnlyList<CardExample> Of(RateCard card)
    {
        (string Case, Reveal Reveal)[] cases =
        [
            ("1 e-mail", Shown("a", emails: 1)),
            ("1 phone", Shown("b", phones: 1)),
            ("1 e-mail and 1 phone", Shown("c", emails: 1, phones: 1)),
            ("2 phones", Shown("d", phones: 2)),
            ("1 e-mail and 2 phones", Shown("e", emails: 1, phones: 2)),
            ("Nothing found", Shown("f")),
            ("In a bulk selection: 1 e-mail, the phone not found", Shown("g", emails: 1) with { Channel = "bulk" }),
            ("In a bulk selection: nothing found", Shown("h") with { Channel = "bulk" }),
            ("1 e-mail and 1 phone once more, in the same cycle", Shown("c", emails: 1, phones: 1) with { OccurredAt = Start + Duration.FromHours(1) }),
            ("1 e-mail and 1 phone once more, in the next cycle", Shown("c", emails: 1, phones: 1) with { OccurredAt = Start + ACycle }),
            .. card.Actions.Select(entry => ($"{entry.Action}, {entry.PerQuantity + 1L}", Shown("") with { Action = entry.Action, Quantity = (int)Math.Min(entry.PerQuantity + 1L, int.MaxValue) })),
        ];
        var builder = new AccountRowsBuilder();
        foreach (var (number, (_, reveal)) in cases.Index())
            builder.Add(reveal with { Id = IdOf(number), CreditType = card.CreditType });

        var rows = builder.Build();
        var prices = RevealPrices.Of(rows, Months, CardSchedule.Always(card), Channels.Published);
        return [.. cases.Select((each, number) => new CardExample(each.Case, prices.Explain(rows.FindReveal(IdOf(number)))))];
    }

    static string IdOf(int number) => $"example-{number}";

    static Reveal Shown(string contact, int emails = 0, int phones = 0) => new()
    {
        Id = "",
        OccurredAt = Start,
        Channel = "web",
        Contact = contact,
        EmailsFound = emails,
        PhonesFound = phones,
    };
}
