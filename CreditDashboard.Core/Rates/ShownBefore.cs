using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Rates;

/// <summary>The most of each type that any one reveal of a contact found.</summary>
readonly record struct FoundBefore(int Emails, int Phones)
{
    public FoundBefore With(in RevealRow row) => new(Math.Max(Emails, row.Emails), Math.Max(Phones, row.Phones));
}

/// <summary>What the reveals so far have shown of each contact, ever and within the running cycle. Fed in the order of positions.</summary>
sealed class ShownBefore(int contacts, CycleCalendar cycles)
{
    readonly Contact[] _contacts = new Contact[contacts];
    Cycle _cycle;
    int _cycleNumber;

    /// <summary>Takes a reveal in and answers what was shown of its contact before it, as far back as the rule looks.</summary>
    public FoundBefore Add(in RevealRow row, RepeatRule rule)
    {
        MoveTo(row.OccurredAt);
        ref var contact = ref _contacts[row.Contact];
        if (contact.Cycle != _cycleNumber)
            (contact.Cycle, contact.InCycle) = (_cycleNumber, default);

        var before = rule == RepeatRule.FreeWithinCycle ? contact.InCycle : contact.Ever;
        contact.Ever = contact.Ever.With(row);
        contact.InCycle = contact.InCycle.With(row);
        return before;
    }

    void MoveTo(Instant at)
    {
        if (_cycle.Holds(at))
            return;

        _cycle = cycles.Holding(at);
        _cycleNumber++;
    }

    struct Contact
    {
        public FoundBefore Ever;
        public FoundBefore InCycle;
        public int Cycle;
    }
}
