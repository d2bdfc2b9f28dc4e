using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Rates;

/// <summary>
/// What each row of an account's activity should cost, by the index of the reveal: under the card assigned when it occurred, and with
/// what earlier reveals of the same contact found, whoever made them. Article: "Lusha charges credits based on the types of data revealed
/// per contact".
/// </summary>
public sealed class RevealPrices
{
    readonly AccountRows _rows;
    readonly CardSchedule _cards;
    readonly PriceRow[] _prices;

    RevealPrices(AccountRows rows, CardSchedule cards, PriceRow[] prices)
    {
        _rows = rows;
        _cards = cards;
        _prices = prices;
    }

    public int Count => _prices.Length;

    public ref readonly PriceRow this[int reveal] => ref _prices[reveal];

    public static RevealPrices Of(AccountRows rows, CycleCalendar cycles, CardSchedule cards, Channels channels)
    {
        var prices = new PriceRow[rows.Reveals.Length];
        var isBulkChannel = new bool[rows.Names.Channels.Count];
        for (var channel = 0; channel < isBulkChannel.Length; channel++)
            isBulkChannel[channel] = channels.KindOf(rows.Names.Channels[channel]) == ChannelKind.Bulk;

        var reveal = rows.Names.Actions.Find(Reveal.RevealAction);
        var shown = new ShownBefore(rows.Names.Contacts.Count, cycles);
        for (var index = 0; index < prices.Length; index++)
        {
            ref readonly var row = ref rows.Reveals[index];
            var card = cards.At(row.OccurredAt);
            if (row.Action != reveal)
            {
                prices[index] = PriceOfAction(row, card, rows.Names.Actions[row.Action]);
                continue;
            }

            var earlier = row.Contact == Names.Absent ? default : shown.Add(row, card.Repeat);
            if (row.CreditType == card.CreditType)
                prices[index] = PriceOfContact(row, card, earlier, isBulk: row.Job != Names.Absent || isBulkChannel[row.Channel]);
        }

        return new RevealPrices(rows, cards, prices);
    }

    /// <summary>The price with the lines that it is the sum of; null if the row is not priced.</summary>
    public Price? Explain(int reveal)
    {
        ref readonly var price = ref _prices[reveal];
        ref readonly var row = ref _rows.Reveals[reveal];
        var card = _cards.At(row.OccurredAt);
        if (!price.IsPriced)
            return null;

        var action = _rows.Names.Actions[row.Action];
        if (action != Reveal.RevealAction)
            return new Price([new PriceLine(PriceRule.Action, row.Quantity, new Credits(price.Min), new Credits(price.Max))]);

        var found = card.PriceOf(row.Emails, row.Phones);
        var shownBefore = (long)Math.Min(row.Emails, price.EarlierEmails) + Math.Min(row.Phones, price.EarlierPhones);
        var missing = (IsEmailMissing(row) ? 1 : 0) + (IsPhoneMissing(row) ? 1 : 0);
        PriceLine[] changes =
        [
            new(PriceRule.Repeat, shownBefore, new Credits(price.Min) - found.Min, new Credits(price.ShownMax) - found.Max),
            new(PriceRule.Partial, missing, Credits.None, new Credits(price.Max - price.ShownMax)),
        ];
        return new Price([.. card.LinesOf(row.Emails, row.Phones), .. changes.Where(line => line.ChangesPrice)]);
    }

    static PriceRow PriceOfAction(in RevealRow row, RateCard card, string action)
    {
        if (row.CreditType != card.CreditType || card.PriceOf(action) is not { } entry)
            return default;

        var credits = entry.Of(row.Quantity).Count;
        return new PriceRow { Min = credits, Max = credits, ShownMax = credits, MaxWithoutRepeat = credits, IsPriced = true };
    }

    static PriceRow PriceOfContact(in RevealRow row, RateCard card, FoundBefore earlier, bool isBulk)
    {
        var (newEmails, newPhones) = (Math.Max(0, row.Emails - earlier.Emails), Math.Max(0, row.Phones - earlier.Phones));
        var isRepeat = newEmails < row.Emails || newPhones < row.Phones;
        var found = card.PriceOf(row.Emails, row.Phones);
        var shown = found;
        if (isRepeat)
        {
            var ofNew = card.PriceOf(newEmails, newPhones);
            shown = card.Repeat == RepeatRule.MayBeFree ? new CreditRange(Credits.Min(ofNew.Min, found.Max), found.Max) : ofNew;
        }

        var price = new PriceRow
        {
            Min = shown.Min.Count,
            Max = shown.Max.Count,
            ShownMax = shown.Max.Count,
            MaxWithoutRepeat = found.Max.Count,
            EarlierEmails = earlier.Emails,
            EarlierPhones = earlier.Phones,
            IsPriced = true,
            IsIncomplete = isBulk && (IsEmailMissing(row) || IsPhoneMissing(row)),
            IsRepeat = isRepeat,
        };
        if (!price.IsIncomplete)
            return price;

        // Article: bulk reveals deduct "for all contacts in the selection, including those for whom only partial data was found".
        var asked = card.MostAsked(row.Emails, row.Phones, IsEmailMissing(row), IsPhoneMissing(row));
        price.MaxWithoutRepeat = Credits.Max(found.Max, asked).Count;
        if (isRepeat && card.Repeat == RepeatRule.FreeWithinCycle)
            asked = card.MostAsked(newEmails, newPhones, IsEmailMissing(row), IsPhoneMissing(row));
        price.Max = Credits.Max(shown.Max, asked).Count;
        return price;
    }

    static bool IsEmailMissing(in RevealRow row) => row.EmailsRequested && row.Emails == 0;
    static bool IsPhoneMissing(in RevealRow row) => row.PhonesRequested && row.Phones == 0;
}
