using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>
/// The bridge read literally out of the rules, slowly: every row as a record, every credit of a group by itself, every reveal of the month
/// looked up anew. It shares nothing with the product but the verdicts and the prices.
/// </summary>
sealed class BridgeOracle
{
    readonly Judgement _judgement;
    readonly Window _window;
    readonly string[]? _users;
    readonly Instant _asOf;
    readonly Instant _monthStart;
    readonly Instant _monthEnd;
    readonly Reveal[] _reveals;
    readonly Deduction[] _deductions;
    readonly HashSet<string> _chargedHere = [];
    readonly HashSet<string> _chargedElsewhere = [];

    public BridgeOracle(Judgement judgement, Window window, string[]? users, Instant asOf)
    {
        (_judgement, _window, _users, _asOf) = (judgement, window, users, asOf);
        _reveals = [.. Enumerable.Range(0, judgement.Rows.Reveals.Length).Select(judgement.Rows.Reveal)];
        _deductions = [.. Enumerable.Range(0, judgement.Rows.Deductions.Length).Select(judgement.Rows.Deduction)];

        var zone = judgement.Rules.Cycles.Zone;
        var before = window.To is null || window.To > asOf ? asOf : window.To.Value;
        var last = before.PlusNanoseconds(-1);
        if (last < (window.From ?? Instant.MinValue))
            last = window.From!.Value;
        var local = last.InZone(zone);
        _monthStart = zone.AtStartOfDay(new LocalDate(local.Year, local.Month, 1)).ToInstant();
        _monthEnd = zone.AtStartOfDay(new LocalDate(local.Year, local.Month, 1).PlusMonths(1)).ToInstant();

        foreach (var verdict in Enumerable.Range(0, judgement.Verdicts.Length))
            AddCharges(verdict);
        foreach (var (index, reveal) in _reveals.Index())
            AddOwn(index, reveal);
    }

    /// <summary>What each row gives to each bar, by the bar's key and the row, such as <c>D D-5</c>; nothing is left out.</summary>
    public Dictionary<(string Bar, string Row), long> Gifts { get; } = [];

    /// <summary>The bars that something gives to.</summary>
    public Dictionary<string, long> Bars => Gifts.GroupBy(gift => gift.Key.Bar, gift => gift.Value).ToDictionary(bar => bar.Key, bar => bar.Sum());

    void Add(string bar, string row, long credits)
    {
        var sum = Gifts.GetValueOrDefault((bar, row)) + credits;
        if (sum == 0)
            Gifts.Remove((bar, row));
        else
            Gifts[(bar, row)] = sum;
    }

    bool IsOpen(int verdict) => _judgement.Verdicts[verdict].CodeAt(_asOf).Disposition() is Disposition.Undecided or Disposition.NotJudged;

    IEnumerable<Deduction> LedgerRows(int verdict) =>
        _judgement.MembersOf(verdict).ToArray().Where(member => !member.IsReveal).Select(member => _deductions[member.Index]);

    IEnumerable<int> RevealsOf(int verdict) => _judgement.MembersOf(verdict).ToArray().Where(member => member.IsReveal).Select(member => member.Index);

    /// <summary>"Each ledger row posted in the window gives ..."</summary>
    void AddCharges(int verdict)
    {
        var rows = LedgerRows(verdict).Where(row => row.CreditType == CreditType.Prospecting).ToArray();
        if (rows.All(row => !_window.Holds(row.PostedAt)))
            return;

        List<Deduction> charges = [];
        foreach (var row in rows)
        {
            var special = IsOpen(verdict) ? "not_judged"
                : row.Credits < Credits.None ? "reversals"
                : row.Action != "reveal" ? "other_actions"
                : !RevealsOf(verdict).Any() ? "discrepancies" : null;
            if (special is null)
                charges.Add(row);
            else if (_window.Holds(row.PostedAt))
                Add(special, "D " + row.Id, row.Credits.Count);
        }

        var reveals = RevealsOf(verdict).ToArray();
        if (charges.Count == 1 && reveals.Length == 1)
            AddPair(charges[0], reveals[0]);
        else if (charges.Count > 0)
            AddGroup(charges, reveals);
    }

    /// <summary>"... its credits clipped to the price, the rest (either sign) to discrepancies, and the clipped part ..."</summary>
    void AddPair(Deduction charge, int reveal)
    {
        var (min, max) = PriceOf(reveal);
        var clipped = Math.Clamp(charge.Credits.Count, min, max);
        if (_window.Holds(charge.PostedAt))
            Add("discrepancies", "D " + charge.Id, charge.Credits.Count - clipped);
        for (var credit = 0; credit < clipped; credit++)
            AddCredit(charge, reveal);
    }

    /// <summary>"a group: each contact its min, then the rest in position order up to max": place by place, credit by credit.</summary>
    void AddGroup(List<Deduction> charges, int[] reveals)
    {
        var credits = charges.SelectMany(charge => Enumerable.Repeat(charge, (int)charge.Credits.Count)).ToArray();
        var least = reveals.SelectMany(reveal => Enumerable.Repeat(reveal, (int)PriceOf(reveal).Min)).ToArray();
        var more = reveals.SelectMany(reveal => Enumerable.Repeat(reveal, (int)Math.Min(credits.Length, PriceOf(reveal).Max - PriceOf(reveal).Min)));
        int[] places = [.. least, .. more];
        foreach (var (place, credit) in credits.Index())
        {
            if (place < places.Length)
                AddCredit(credit, places[place]);
            else if (_window.Holds(credit.PostedAt))
                Add("discrepancies", "D " + credit.Id, 1);
        }

        foreach (var place in least.Skip(credits.Length))
        {
            AddCredit(charges[^1], place);
            if (_window.Holds(charges[^1].PostedAt))
                Add("discrepancies", "D " + charges[^1].Id, -1);
        }
    }

    /// <summary>One credit of a charge that pays for a reveal.</summary>
    void AddCredit(Deduction charge, int index)
    {
        var reveal = _reveals[index];
        var bar = BarOf(reveal);
        if (!_window.Holds(charge.PostedAt))
            _chargedElsewhere.Add(reveal.Id);
        else if (bar != "direct")
            Add(bar, "D " + charge.Id, 1);
        else if (!IsInMonth(reveal))
            Add("window", "D " + charge.Id, 1);
        else
            Add(_chargedHere.Add(reveal.Id) ? "own_reveals" : "more_data", "D " + charge.Id, 1);
    }

    /// <summary>"Each direct reveal of the chosen in M without a charge posted in the window: +1 own_reveals, and −1 in ..."</summary>
    void AddOwn(int index, Reveal reveal)
    {
        if (reveal.CreditType != CreditType.Prospecting || reveal.Action != "reveal" || BarOf(reveal) != "direct" || !IsInMonth(reveal) || _chargedHere.Contains(reveal.Id))
            return;

        var verdict = _judgement.OfReveal[index];
        var charges = LedgerRows(verdict).Where(row => row.Credits > Credits.None).ToArray();
        var paid = charges.Where(row => row.CreditType == CreditType.Prospecting).ToArray();
        var why = IsOpen(verdict) ? "not_judged"
            : _chargedElsewhere.Contains(reveal.Id) ? "window"
            : paid.Any(row => _window.Holds(row.PostedAt)) ? "more_data"
            : paid.Length > 0 ? "window"
            : charges.Length > 0 ? "discrepancies"
            : _judgement.Verdicts[verdict].CodeAt(_asOf) == VerdictCode.FreeAsRuled ? "more_data" : "discrepancies";
        Add("own_reveals", "R " + reveal.Id, 1);
        Add(why, "R " + reveal.Id, -1);
    }

    (long Min, long Max) PriceOf(int reveal)
    {
        var price = _judgement.Prices.Explain(reveal);
        return price is not null ? (price.Range.Min.Count, price.Range.Max.Count) : _reveals[reveal].CreditType == CreditType.Prospecting ? (0, long.MaxValue) : (0, 0);
    }

    bool IsInMonth(Reveal reveal) => _monthStart <= reveal.OccurredAt && reveal.OccurredAt < _monthEnd;

    string BarOf(Reveal reveal)
    {
        if (_users is not null && !_users.Contains(reveal.User))
            return "other_users";

        switch (_judgement.Rules.Channels.KindOf(reveal.Channel))
        {
            case ChannelKind.Integration or ChannelKind.Other:
                return $"integration:{reveal.Channel}";
            case ChannelKind.Api:
                return "api";
            case ChannelKind.Direct when reveal.Job.Length == 0:
                return "direct";
            default:
                var isLacking = (reveal.EmailsRequested && reveal.EmailsFound == 0) || (reveal.PhonesRequested && reveal.PhonesFound == 0);
                return reveal.EmailsFound + reveal.PhonesFound == 0 ? "bulk_empty" : isLacking ? "bulk_partial" : "bulk";
        }
    }
}
