using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components;

/// <summary>The filter of a page, for verdicts: one is asked for if one of its rows is.</summary>
sealed class VerdictFilter
{
    readonly Judgement _judgement;
    readonly IReadOnlySet<int>? _users;
    readonly IReadOnlySet<int>? _channels;
    readonly FieldFilters _only;

    public VerdictFilter(AccountSnapshot ledger, LedgerFilter filter, Instant asOf)
    {
        _judgement = ledger.Judgement;
        (_users, _channels) = (LedgerOptions.UsersOf(ledger, filter), LedgerOptions.ChannelsOf(ledger, filter));
        _only = new(LedgerOptions.Only(filter), ledger.Judgement, asOf, ledger.UserDetails);
    }

    public bool Asks(int verdict)
    {
        foreach (var member in _judgement.MembersOf(verdict))
        {
            if (member.IsReveal ? AsksReveal(member.Index) : AsksDeduction(member.Index))
                return true;
        }

        return false;
    }

    bool AsksReveal(int index)
    {
        ref readonly var row = ref _judgement.Rows.Reveals[index];
        return _users?.Contains(row.User) != false && _channels?.Contains(row.Channel) != false && _only.AskReveal(index);
    }

    bool AsksDeduction(int index)
    {
        ref readonly var row = ref _judgement.Rows.Deductions[index];
        var answered = _judgement.Reversals.Answers[index] is >= 0 and var taken ? taken : index;
        return _users?.Contains(row.User) != false && _channels?.Contains(row.Channel) != false && _only.Ask(index, answered);
    }
}
