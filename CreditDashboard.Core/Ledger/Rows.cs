using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>One reveal as matching reads it: 64 bytes, every text a number of <see cref="AccountRows"/>' names.</summary>
public struct RevealRow : IPackedRow
{
    /// <summary>100 ns units since 1970.</summary>
    public long Ticks;
    public ulong Tie;
    /// <summary>The number of its id in <see cref="AccountRows.RevealIds"/>.</summary>
    public int Id;
    public int User;
    public int Channel;
    public int Contact;
    public int Job;
    public int Request;
    public int Action;
    public int Emails;
    public int Phones;
    public int Quantity;
    public CreditType CreditType;
    public bool EmailsRequested;
    public bool PhonesRequested;

    public readonly Position Position => new(Ticks, Tie);
    int IPackedRow.IdNumber { readonly get => Id; set => Id = value; }
    public readonly Instant OccurredAt => Instant.FromUnixTimeTicks(Ticks);
}

/// <summary>One row of the ledger as matching reads it, every text a number of <see cref="AccountRows"/>' names.</summary>
public struct DeductionRow : IPackedRow
{
    /// <summary>100 ns units since 1970.</summary>
    public long Ticks;
    public ulong Tie;
    public long Count;
    /// <summary>The number of its id in <see cref="AccountRows.DeductionIds"/>.</summary>
    public int Id;
    public int User;
    public int Channel;
    public int Contact;
    public int Job;
    public int Request;
    public int Action;
    /// <summary>The number, in <see cref="RowNames.Reversed"/>, of the id that this row gives back.</summary>
    public int Reverses;
    public CreditType CreditType;

    public readonly Position Position => new(Ticks, Tie);
    int IPackedRow.IdNumber { readonly get => Id; set => Id = value; }
    public readonly Instant PostedAt => Instant.FromUnixTimeTicks(Ticks);
    public readonly Credits Credits => new(Count);
}
