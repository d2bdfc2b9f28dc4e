using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Tests.Core.Rates;

/// <summary>Reveals one after the other, an hour apart unless a day is given, and what each should cost.</summary>
sealed class Activity(CardSchedule cards)
{
    static readonly Instant Noon = Instant.FromUtc(2026, 11, 2, 12, 0);
    static readonly CycleCalendar Cycles = new(DateTimeZone.Utc, RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 31, 9, 14)]);

    readonly AccountRowsBuilder _rows = new();

    public Activity(RateCard card)
        : this(CardSchedule.Always(card))
    {
    }

    public Activity Reveals(
        int emails = 0, int phones = 0, string contact = "", string channel = "web", string job = "", bool emailsRequested = true,
        bool phonesRequested = true, CreditType creditType = CreditType.Prospecting, string user = "ann@acme.example", int day = 0)
    {
        _rows.Add(new Reveal
        {
            Id = $"r{_rows.RevealCount}",
            OccurredAt = Noon + Duration.FromDays(day) + Duration.FromHours(_rows.RevealCount),
            User = user,
            Channel = channel,
            Contact = contact,
            EmailsFound = emails,
            PhonesFound = phones,
            EmailsRequested = emailsRequested,
            PhonesRequested = phonesRequested,
            Job = job,
            CreditType = creditType,
        });
        return this;
    }

    public Activity Does(string action, int quantity, CreditType creditType = CreditType.Prospecting)
    {
        _rows.Add(new Reveal
        {
            Id = $"r{_rows.RevealCount}",
            OccurredAt = Noon + Duration.FromHours(_rows.RevealCount),
            Channel = "api",
            EmailsFound = 0,
            PhonesFound = 0,
            Action = action,
            Quantity = quantity,
            CreditType = creditType,
        });
        return this;
    }

    public RevealPrices Prices() => RevealPrices.Of(_rows.Build(), Cycles, cards, Channels.Published);

    /// <summary>The last one's price as a person says it: <c>2 to 6</c>, <c>1</c>, or <c>not priced</c>.</summary>
    public string Costs()
    {
        var prices = Prices();
        ref readonly var last = ref prices[prices.Count - 1];
        return last.IsPriced ? new CreditRange(new Credits(last.Min), new Credits(last.Max)).ToString() : "not priced";
    }

    /// <summary>The last one's lines: <c>email 1: 1, phone 2: 1, together 3: 0 to 4</c>.</summary>
    public string Lines()
    {
        var prices = Prices();
        var price = prices.Explain(prices.Count - 1);
        return price is null
            ? "not priced"
            : string.Join(", ", price.Lines.Select(line =>
                $"{line.Rule.Slug()} {line.Quantity}: {line.Min}{(line.Min == line.Max ? "" : $" to {line.Max}")}"));
    }
}
