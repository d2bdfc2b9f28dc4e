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
    readonly Column<PriceRow> _prices;
    (long[] Min, long[] Max)? _ranges;

    RevealPrices(AccountRows rows, CardSchedule cards, Column<PriceRow> prices)
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
        var pricing = new Pricing(rows, cycles, cards, channels);
        for (var reveal = 0; reveal < prices.Length; reveal++)
            prices[reveal] = pricing.Next(reveal);
        return new RevealPrices(rows, cards, new(prices));
    }

    /// <summary>
    /// The same as <see cref="Of"/>, from the prices before some rows came or went: only touched reveals are priced anew. They must be all
    /// reveals of each contact that is among them.
    /// </summary>
    internal static RevealPrices After(
        RevealPrices before, RowMap kept, int[] touched, AccountRows rows, CycleCalendar cycles, CardSchedule cards, Channels channels)
    {
        var pricing = new Pricing(rows, cycles, cards, channels);
        var anew = Array.ConvertAll(touched, pricing.Next);
        var same = kept.RevealsInPlace;
        for (var i = 0; i < touched.Length && touched[i] < same; i++)
            same = anew[i] == before[touched[i]] ? same : touched[i];

        var prices = new PriceRow[rows.Reveals.Length - same];
        for (var row = same; row < kept.Reveals.Length; row++)
        {
            if (kept.Reveals[row] is >= 0 and var reveal)
                prices[reveal - same] = before[row];
        }

        foreach (var (reveal, price) in touched.Zip(anew).Where(each => each.First >= same))
            prices[reveal - same] = price;
        var after = new RevealPrices(rows, cards, before._prices.After(same, prices));
        after._ranges = after.Ranges(before.Ranges(), same);
        return after;
    }

    /// <summary>The least and the most that each reveal may cost, as matching asks for it: anything, if no card prices it.</summary>
    internal (long[] Min, long[] Max) Ranges() => _ranges ??= Ranges(([], []), 0);

    (long[] Min, long[] Max) Ranges((long[] Min, long[] Max) before, int same)
    {
        var (min, max) = (new long[Count], new long[Count]);
        before.Min.AsSpan(..same).CopyTo(min);
        before.Max.AsSpan(..same).CopyTo(max);
        for (var reveal = same; reveal < min.Length; reveal++)
        {
            ref readonly var price = ref _prices[reveal];
            (min[reveal], max[reveal]) = price.IsPriced ? (price.Min, price.Max) : (0, long.MaxValue);
        }

        return (min, max);
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

    /// <summary>Prices reveals one after the other, in the order of their positions.</summary>
    sealed class Pricing
    {
        readonly AccountRows _rows;
        readonly CardSchedule _cards;
        readonly bool[] _isBulkChannel;
        readonly int _revealAction;
        readonly ShownBefore _shown;

        public Pricing(AccountRows rows, CycleCalendar cycles, CardSchedule cards, Channels channels)
        {
            _rows = rows;
            _cards = cards;
            _isBulkChannel = new bool[rows.Names.Channels.Count];
            for (var channel = 0; channel < _isBulkChannel.Length; channel++)
                _isBulkChannel[channel] = channels.KindOf(rows.Names.Channels[channel]) == ChannelKind.Bulk;
            _revealAction = rows.Names.Actions.Find(Reveal.RevealAction);
            _shown = new ShownBefore(rows.Names.Contacts.Count, cycles);
        }

        public PriceRow Next(int reveal)
        {
            ref readonly var row = ref _rows.Reveals[reveal];
            var card = _cards.At(row.OccurredAt);
            if (row.Action != _revealAction)
                return PriceOfAction(row, card, _rows.Names.Actions[row.Action]);

            var earlier = row.Contact == Names.Absent ? default : _shown.Add(row, card.Repeat);
            return row.CreditType == card.CreditType
                ? PriceOfContact(row, card, earlier, isBulk: row.Job != Names.Absent || _isBulkChannel[row.Channel])
                : default;
        }
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
            IsIncomplete = isBulk && card.Partial == PartialRule.UpToAsked && (IsEmailMissing(row) || IsPhoneMissing(row)),
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
