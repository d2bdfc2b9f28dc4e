namespace CreditDashboard.Core.Rates;

/// <summary>The price of one reveal, packed: whole credits, both ends included.</summary>
public struct PriceRow
{
    /// <summary>0 if not priced.</summary>
    public long Min;

    /// <summary>0 if not priced.</summary>
    public long Max;

    /// <summary>The most that what was found may cost; what <see cref="Max"/> is above it is for incomplete data in a bulk selection.</summary>
    public long ShownMax;

    /// <summary>The maximum had the contact not been revealed before; what it is above <see cref="Max"/> the repeat rule took off.</summary>
    public long MaxWithoutRepeat;

    /// <summary>The most e-mails and phones that an earlier reveal of the contact found, as far back as the card's repeat rule looks.</summary>
    public int EarlierEmails;

    /// <inheritdoc cref="EarlierEmails"/>
    public int EarlierPhones;

    /// <summary>
    /// False if the card says nothing of it: it is to be paid from other credits than the card's, or its action has no entry. Its amount is
    /// never judged.
    /// </summary>
    public bool IsPriced;

    /// <summary>A contact of a bulk selection of whom something was requested and not found.</summary>
    public bool IsIncomplete;

    /// <summary>Something of what was found had been shown before, as far back as the card's repeat rule looks.</summary>
    public bool IsRepeat;
}
