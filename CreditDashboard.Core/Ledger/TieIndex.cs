namespace CreditDashboard.Core.Ledger;

/// <summary>
/// Where the rows of one tie stand, 16 bytes a row: open addressing, half of each slot the upper half of the tie and the other half the
/// row's index and one. Ties are a hash already, and two rows may share the upper half: whoever asks compares the ids of what is found.
/// </summary>
sealed class TieIndex
{
    const ulong TieBits = 0xFFFF_FFFF_0000_0000;

    ulong[] _slots = new ulong[64];

    public int Count { get; private set; }

    /// <summary>Adds the next row: rows are added in the order of their indices.</summary>
    public void Add(ulong tie)
    {
        if (2 * (Count + 1) > _slots.Length)
            Grow();
        Put((tie & TieBits) | (uint)++Count);
    }

    /// <summary>The index of the next row that may have the tie, or -1. Begin with <paramref name="probe"/> 0.</summary>
    public int Next(ulong tie, ref int probe)
    {
        while (true)
        {
            var slot = _slots[(Home(tie) + probe) & (_slots.Length - 1)];
            if (slot == 0)
                return -1;

            probe++;
            if ((slot & TieBits) == (tie & TieBits))
                return (int)(slot & ~TieBits) - 1;
        }
    }

    void Grow()
    {
        var slots = _slots;
        _slots = new ulong[2 * slots.Length];
        foreach (var slot in slots)
        {
            if (slot != 0)
                Put(slot);
        }
    }

    void Put(ulong slot)
    {
        var at = Home(slot);
        while (_slots[at] != 0)
            at = (at + 1) & (_slots.Length - 1);
        _slots[at] = slot;
    }

    int Home(ulong tie) => (int)(tie >> 32 & (ulong)(_slots.Length - 1));
}
