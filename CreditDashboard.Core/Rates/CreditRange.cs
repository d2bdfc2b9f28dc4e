using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Rates;

/// <summary>
/// What may be charged: <c>[Min, Max]</c>, both included. Article: e-mail and phone together cost "up to 6 credits", so a price is a range.
/// </summary>
public readonly record struct CreditRange
{
    /// <summary>Nothing may be charged.</summary>
    public static readonly CreditRange Free;

    /// <exception cref="ArgumentException">The minimum is above the maximum.</exception>
    public CreditRange(Credits min, Credits max)
    {
        if (min > max)
            throw new ArgumentException($"A range of credits cannot begin at {min} and end at {max}.");

        Min = min;
        Max = max;
    }

    /// <summary>Included.</summary>
    public Credits Min { get; }

    /// <summary>Included.</summary>
    public Credits Max { get; }

    public static CreditRange Exactly(Credits credits) => new(credits, credits);

    public bool Holds(Credits charged) => Min <= charged && charged <= Max;

    /// <summary>How many credits a charge lies outside the range, on either side; none if it fits.</summary>
    public Credits DistanceTo(Credits charged) =>
        charged < Min ? Min - charged : charged > Max ? charged - Max : Credits.None;

    /// <summary>What two prices may come to together.</summary>
    public static CreditRange operator +(CreditRange left, CreditRange right) => new(left.Min + right.Min, left.Max + right.Max);

    public override string ToString() => Min == Max ? $"{Min}" : $"{Min} to {Max}";
}
