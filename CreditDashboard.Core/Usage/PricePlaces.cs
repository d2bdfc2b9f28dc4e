using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// What the reveals of one verdict may be charged, as places to fill: first the minimum of each reveal, then what each may cost beyond it,
/// both in the order of their positions.
/// </summary>
ref struct PricePlaces(Judgement judgement, ReadOnlySpan<Member> members)
{
    readonly ReadOnlySpan<Member> _members = members;
    int _at = -1;

    /// <summary>The reveal whose place is being filled, and how many credits go into it yet.</summary>
    public int Reveal { get; private set; }

    /// <inheritdoc cref="Reveal"/>
    public long Left { get; private set; }

    /// <summary>Every minimum is filled.</summary>
    public bool IsBeyond { get; private set; }

    /// <summary>Goes to the next place if this one is full. False if there is none.</summary>
    public bool Find()
    {
        while (Left == 0)
        {
            if (++_at < _members.Length)
            {
                if (_members[_at].IsReveal)
                    Open(_members[_at].Index);
                continue;
            }

            if (IsBeyond)
                return false;
            (_at, IsBeyond) = (-1, true);
        }

        return true;
    }

    /// <summary>Fills the place as far as the credits go, and says how far.</summary>
    public long Fill(long credits)
    {
        var part = Math.Min(credits, Left);
        Left -= part;
        return part;
    }

    void Open(int reveal)
    {
        var (min, max) = Range(judgement, reveal);
        (Reveal, Left) = (reveal, IsBeyond ? max - min : min);
    }

    /// <summary>What a reveal may be charged: anything if no card prices it; nothing if it is due from the other credits, which are never added to these.</summary>
    public static (long Min, long Max) Range(Judgement judgement, int reveal)
    {
        ref readonly var price = ref judgement.Prices[reveal];
        return price.IsPriced ? (price.Min, price.Max)
            : judgement.Rows.Reveals[reveal].CreditType == CreditType.Prospecting ? (0, long.MaxValue) : (0, 0);
    }
}
