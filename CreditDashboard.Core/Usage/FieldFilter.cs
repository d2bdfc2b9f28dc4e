using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>Asks for the rows of which a field says one of some texts, which are those of <see cref="UsageRow.Keys"/>; null is what is not said.</summary>
public sealed record FieldFilter(UsageField Field, IReadOnlySet<string?> Texts);

/// <summary>Some field filters over the rows of one judgement: a row is asked for if every one of them asks for it.</summary>
public sealed class FieldFilters
{
    readonly Asked[] _filters;

    public FieldFilters(IReadOnlyList<FieldFilter>? filters, Judgement judgement, Instant asOf, IReadOnlyDictionary<int, UserDetails>? details = null) =>
        _filters = [.. (filters ?? []).Select(filter => new Asked(UsageKey.Of(filter.Field, judgement, asOf, details), filter.Texts))];

    /// <summary>True if a row of the ledger is asked for.</summary>
    /// <param name="own">Its index.</param>
    /// <param name="answered">That of the deduction it gives back; its own otherwise.</param>
    public bool Ask(int own, int answered)
    {
        foreach (var filter in _filters)
        {
            if (!filter.Holds(filter.Key.KeyOf(own, answered)))
                return false;
        }

        return true;
    }

    /// <summary>True if a reveal is asked for.</summary>
    public bool AskReveal(int reveal)
    {
        foreach (var filter in _filters)
        {
            if (!filter.Holds(filter.Key.KeyOfReveal(reveal)))
                return false;
        }

        return true;
    }

    /// <summary>Each number is asked for its text once.</summary>
    sealed class Asked(UsageKey key, IReadOnlySet<string?> texts)
    {
        readonly Dictionary<int, bool> _known = [];

        public UsageKey Key => key;

        public bool Holds(int number)
        {
            if (!_known.TryGetValue(number, out var isAsked))
                _known[number] = isAsked = texts.Contains(key.TextOf(number));
            return isAsked;
        }
    }
}
