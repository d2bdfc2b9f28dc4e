using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>What the rows of an account come to in one month, by user.</summary>
sealed class ControlMonthSums
{
    readonly Judgement _judgement;
    readonly ControlMonth _month;
    readonly Window _window;
    readonly Instant _until;
    readonly Dictionary<int, UserMonth> _users = [];
    readonly Credits[] _certain = new Credits[Enum.GetValues<UsageMeasure>().Length];
    Credits _either;
    int _rows;

    public ControlMonthSums(Judgement judgement, ControlMonth month, Window window)
    {
        (_judgement, _month, _window) = (judgement, month, window);
        _until = Instant.Min(month.TakenAt, window.To!.Value);
        AddDeductions();
        AddReveals();
    }

    sealed class UserMonth
    {
        public Credits Ledger;
        public Credits Later;
        public Credits Api;
        public Credits Other;
        public Credits Conversation;
        public Credits MonthOfReveal;
        public readonly Credits[] Cycles = new Credits[2];
        public int Rows;
        public ExpectedSpend Expected;
    }

    public ControlCheck Check()
    {
        var names = _judgement.Rows.Names.Users;
        var cycle = CycleOfReport();
        var api = _users.Where(user => user.Key != Names.Absent).Aggregate(Credits.None, (sum, user) => sum + user.Value.Api);
        var known = _users.Keys.Select(user => names[user]).ToHashSet(StringComparer.Ordinal);
        var lines = known.Union(_month.Users.Keys).Append("").Distinct(StringComparer.Ordinal)
            .Select(user => LineOf(user, names.Find(user) is >= 0 and var number ? _users.GetValueOrDefault(number) : null, api, cycle))
            .Where(line => line.Report is not null || line.Rows > 0 || line.Later != Credits.None || line.Expected.Reveals > 0)
            .OrderByDescending(line => Size(_rows > 0 ? line.Unexplained : line.BeyondExpected)).ThenByDescending(line => Size(line.Gap)).ThenBy(line => line.User, StringComparer.Ordinal)
            .ToImmutableArray();
        return new(_month, _window, _rows > 0, MissesLedger(), lines, TotalOf(lines), [.. Measures()]);
    }

    static long Size(Credits credits) => Math.Abs(credits.Count);

    ControlLine LineOf(string user, UserMonth? sums, Credits apiOfUsers, int? cycle)
    {
        sums ??= new();
        MeasuredCredits? report = user.Length == 0 ? _month.Unnamed : _month.Users.TryGetValue(user, out var found) ? found : null;
        var line = new ControlLine(user, user.Length == 0 && _month.Unnamed.IsNone ? null : report, sums.Ledger, sums.Rows, sums.Later, sums.Expected, []);
        return line with { Explained = Explain(line.Gap, sums, user.Length == 0 ? apiOfUsers : -sums.Api, cycle) };
    }

    ControlLine TotalOf(ImmutableArray<ControlLine> lines)
    {
        var sums = new UserMonth();
        foreach (var user in _users.Values)
        {
            sums.Ledger += user.Ledger;
            sums.Later += user.Later;
            sums.Other += user.Other;
            sums.Conversation += user.Conversation;
            sums.MonthOfReveal += user.MonthOfReveal;
            sums.Cycles[0] += user.Cycles[0];
            sums.Cycles[1] += user.Cycles[1];
            sums.Rows += user.Rows;
        }

        var expected = lines.Aggregate(default(ExpectedSpend), (sum, line) => sum + line.Expected);
        var line = new ControlLine("", _month.Total, sums.Ledger, sums.Rows, sums.Later, expected, []);
        return line with { Explained = Explain(line.Gap, sums, Credits.None, CycleOfReport()) };
    }

    /// <summary>Which of the two cycles the whole report is of, if its total is that cycle's and not the month's; a user's figure alone tells nothing.</summary>
    int? CycleOfReport()
    {
        var reported = _month.Total.Total;
        var ledger = _users.Values.Aggregate(Credits.None, (sum, user) => sum + user.Ledger);
        for (var cycle = 0; reported != ledger && cycle < 2; cycle++)
        {
            if (_users.Values.Aggregate(Credits.None, (sum, user) => sum + user.Cycles[cycle]) == reported)
                return cycle;
        }

        return null;
    }

    /// <summary>
    /// One cause that is the gap to the credit, or the two that follow from the report's columns alone. Sums of anything else would explain
    /// nearly every gap, since amounts are small and identify nothing.
    /// </summary>
    static ImmutableArray<ControlShare> Explain(Credits gap, UserMonth sums, Credits apiRow, int? cycle)
    {
        ControlShare[] shares =
        [
            new(ControlCause.ApiRow, apiRow),
            new(ControlCause.OtherActions, -sums.Other),
            new(ControlCause.CreditType, sums.Conversation),
            new(ControlCause.MonthOfReveal, sums.MonthOfReveal),
            new(ControlCause.CycleAgainstMonth, cycle is { } which ? sums.Cycles[which] - sums.Ledger : Credits.None),
        ];
        if (gap == Credits.None)
            return [];

        var single = Array.FindIndex(shares, share => share.Credits == gap);
        return single >= 0 ? [shares[single]]
            : apiRow != Credits.None && sums.Other != Credits.None && apiRow - sums.Other == gap ? [shares[0], shares[1]]
            : [];
    }

    IEnumerable<MeasureLine> Measures() => Enum.GetValues<UsageMeasure>().Select(measure =>
    {
        var certain = _certain[(int)measure];
        var most = measure is UsageMeasure.Phone or UsageMeasure.Email ? certain + _either : certain;
        return new MeasureLine(measure, _month.Total[measure], new CreditRange(Credits.Min(certain, most), Credits.Max(certain, most)));
    });

    bool MissesLedger()
    {
        var range = _judgement.Coverage.Range(Side.Deduction);
        var (from, to) = (Position.TicksOf(_window.From!.Value), Position.TicksOf(_until));
        bool IsThere(long ticks) => (range is var (first, last) && first <= ticks && ticks <= last) || _judgement.Coverage.IsDeclared(Side.Deduction, ticks);
        return from < to && !(IsThere(from) && IsThere(to - 1));
    }

    void AddDeductions()
    {
        var (rows, calendar) = (_judgement.Rows.Deductions, _judgement.Rules.Cycles);
        // Two cycles at most lie partly in a month: the one that its first instant lies in and the one that its last does.
        var (month, begun) = (_window, calendar.Holding(_window.To!.Value - Duration.Epsilon));
        var ended = calendar.Holding(_window.From!.Value);
        var from = Instant.Min(ended.Start, month.From!.Value);
        for (var row = LowerBound(rows, Position.TicksOf(from)); row < rows.Length && rows[row].PostedAt < Instant.Max(begun.End, month.To!.Value); row++)
        {
            var taken = _judgement.Reversals.Answers[row] is >= 0 and var answered ? answered : row;
            ref readonly var charge = ref rows[taken];
            var (user, credits, at) = (Of(charge.User), rows[row].Credits, rows[row].PostedAt);
            if (rows[row].CreditType == CreditType.Conversation)
            {
                if (month.Holds(at) && at < _until)
                    user.Conversation += credits;
                continue;
            }

            if (begun.Holds(at))
                user.Cycles[0] += credits;
            if (ended.Holds(at))
                user.Cycles[1] += credits;
            var isRevealedHere = RevealedAt(taken) is { } revealed ? month.Holds(revealed) : month.Holds(at);
            if (isRevealedHere != month.Holds(at))
                user.MonthOfReveal += isRevealedHere ? credits : -credits;
            if (!month.Holds(at))
                continue;

            _rows++;
            if (at >= _until)
            {
                user.Later += credits;
                continue;
            }

            user.Ledger += credits;
            user.Rows++;
            Measure(user, charge, taken, credits);
        }
    }

    void Measure(UserMonth user, in DeductionRow charge, int row, Credits credits)
    {
        var names = _judgement.Rows.Names;
        var (action, channel) = (names.Actions[charge.Action], names.Channels[charge.Channel]);
        var isApi = channel.Length > 0 && _judgement.Rules.Channels.KindOf(channel) == ChannelKind.Api;
        if (isApi && charge.User != Names.Absent)
            user.Api += credits;
        if (action.Contains("compan", StringComparison.Ordinal))
            _certain[(int)UsageMeasure.ApiCompany] += credits;
        else if (action.Contains("search", StringComparison.Ordinal) || (isApi && charge.User == Names.Absent))
            _certain[(int)UsageMeasure.ApiSearch] += credits;
        else if (action != Reveal.RevealAction)
            user.Other += credits;
        else
            AddShown(_judgement.OfDeduction[row], credits);
    }

    void AddShown(int verdict, Credits credits)
    {
        var (emails, phones) = (false, false);
        foreach (var member in _judgement.MembersOf(verdict))
        {
            if (!member.IsReveal)
                continue;

            ref readonly var shown = ref _judgement.Rows.Reveals[member.Index];
            (emails, phones) = (emails || shown.Emails > 0, phones || shown.Phones > 0);
        }

        if (emails == phones)
            _either += credits;
        else
            _certain[(int)(emails ? UsageMeasure.Email : UsageMeasure.Phone)] += credits;
    }

    /// <summary>The earliest reveal that a deduction stands with; null without one.</summary>
    Instant? RevealedAt(int row)
    {
        foreach (var member in _judgement.MembersOf(_judgement.OfDeduction[row]))
        {
            if (member.IsReveal)
                return _judgement.Rows.Reveals[member.Index].OccurredAt;
        }

        return null;
    }

    void AddReveals()
    {
        var rows = _judgement.Rows.Reveals;
        for (var row = LowerBound(rows, Position.TicksOf(_window.From!.Value)); row < rows.Length && rows[row].OccurredAt < _until; row++)
        {
            ref readonly var price = ref _judgement.Prices[row];
            var user = Of(rows[row].User);
            if (!price.IsPriced || rows[row].CreditType != CreditType.Prospecting)
            {
                user.Expected += new ExpectedSpend(0, default, default, rows[row].CreditType == CreditType.Prospecting ? 1 : 0);
                continue;
            }

            var range = new CreditRange(new Credits(price.Min), new Credits(price.Max));
            var isApi = _judgement.Rules.Channels.KindOf(_judgement.Rows.Names.Channels[rows[row].Channel]) == ChannelKind.Api;
            user.Expected += new ExpectedSpend(1, range, isApi ? range : default, 0);
        }
    }

    UserMonth Of(int user) => _users.TryGetValue(user, out var sums) ? sums : _users[user] = new();

    static int LowerBound<TRow>(TRow[] rows, long ticks)
        where TRow : struct, IPackedRow
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (int)(((long)low + high) / 2);
            if (rows[middle].Position.Ticks < ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
