namespace CreditDashboard.Core.Rates;

/// <summary>The price of one reveal, packed: whole credits, both ends included.</summary>
public record struct PriceRow
{
    /// <summary>0 if not priced.</summary>
    public long Min;

    /// <summary>0 if not priced.</summary>
    public long Max;

    /// <summary>The most that what was found may cost; beyond it <see cref="Max"/> is for incomplete data in a bulk selection.</summary>
    public long ShownMax;

    /// <summary>The maximum had the contact not been revealed before; the repeat rule took off what is beyond <see cref="Max"/>.</summary>
    public long MaxWithoutRepeat;

    /// <summary>The most of its type that an earlier reveal of the contact found, as far back as the card's repeat rule looks.</summary>
    public int EarlierEmails;

    /// <inheritdoc cref="EarlierEmails"/>
    public int EarlierPhones;

    /// <summary>
    /// False if the card says nothing of it: it is to be paid from other credits than the card's, or its action has no entry. Its amount is
    /// never judged.
    /// </summary>
    public bool IsPriced;

    /// <summary>A contact of a bulk selection of whom something was requested and not found, under a card that may charge for it.</summary>
    public bool IsIncomplete;

    /// <summary>Something of what was found had been shown before, as far back as the card's repeat rule looks.</summary>
    public bool IsRepeat;
}
