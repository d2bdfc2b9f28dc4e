using System.Globalization;

namespace CreditDashboard.Core.Ledger;

/// <summary>
/// A whole number of credits, the unit that accounts are charged in. It may be negative: a reversal gives back.
/// The only type that does arithmetic on credits; an overflow throws <see cref="OverflowException"/>.
/// </summary>
public readonly record struct Credits(long Count) : IComparable<Credits>
{
    public static readonly Credits None;

    public int CompareTo(Credits other) => Count.CompareTo(other.Count);

    public override string ToString() => Count.ToString(CultureInfo.InvariantCulture);

    public static Credits operator +(Credits left, Credits right) => new(checked(left.Count + right.Count));
    public static Credits operator -(Credits left, Credits right) => new(checked(left.Count - right.Count));
    public static Credits operator -(Credits credits) => new(checked(-credits.Count));
    public static Credits operator *(Credits credits, long times) => new(checked(credits.Count * times));
    public static bool operator <(Credits left, Credits right) => left.Count < right.Count;
    public static bool operator >(Credits left, Credits right) => left.Count > right.Count;
    public static bool operator <=(Credits left, Credits right) => left.Count <= right.Count;
    public static bool operator >=(Credits left, Credits right) => left.Count >= right.Count;

    public static Credits Min(Credits left, Credits right) => left <= right ? left : right;
    public static Credits Max(Credits left, Credits right) => left >= right ? left : right;
}
