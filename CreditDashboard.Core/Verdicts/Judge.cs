using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>What the rows of an account are judged by, besides the rows themselves.</summary>
public sealed record AccountRules(CycleCalendar Cycles, CardSchedule Cards, Channels Channels, IReadOnlyList<DeclaredCoverage> Coverages)
{
    /// <summary>What agents said of pairs of rows: at most one pin for each reveal and deduction, in any order.</summary>
    public IReadOnlyList<Pin> Pins { get; init; } = [];

    /// <summary>The refused rows that may still be somebody's counterpart (<see cref="RefusedRow.IsOpen"/>), in any order.</summary>
    public IReadOnlyList<RefusedRow> Refused { get; init; } = [];
}

/// <summary>
/// Says of every row of an account what is so. A pure function of the rows and the rules: the same landed rows give the same verdicts in
/// any order of import, today and tomorrow.
/// </summary>
public sealed class Judge
{
    /// <summary>Raised when the rules of this assembly give other verdicts than before, so that a store knows that its own are old.</summary>
    public const int RulesVersion = 2;

    const long DayTicks = 24 * 3600 * Position.TicksPerSecond;
    const long SettleAfter = 3 * DayTicks;
    const long LateAfter = 15 * 60 * Position.TicksPerSecond;

    readonly AccountRows _rows;
    readonly RevealPrices _prices;
    readonly Coverage _coverage;
    readonly Reversals _reversals;
    readonly Matches _matches;
    readonly RefusedNearby _refused;
    readonly int[]? _joined;
    readonly long[] _cycleStarts;
    readonly JudgementBuilder _verdicts;

    Judge(AccountRows rows, AccountRules rules)
    {
        _rows = rows;
        _prices = RevealPrices.Of(rows, rules.Cycles, rules.Cards, rules.Channels);
        var faults = FeedFaults.Of(rows);
        _coverage = new Coverage(rows, rules.Coverages, faults);
        _reversals = Reversals.Of(rows);
        var min = new long[rows.Reveals.Length];
        var max = new long[rows.Reveals.Length];
        for (var reveal = 0; reveal < min.Length; reveal++)
            (min[reveal], max[reveal]) = _prices[reveal].IsPriced ? (_prices[reveal].Min, _prices[reveal].Max) : (0, long.MaxValue);
        _matches = Matches.Of(rows, _reversals, min, max, _coverage, pins: rules.Pins, faults: faults);
        _refused = new RefusedNearby(rows, rules.Refused, faults);
        _joined = faults.JoinedUsers(rows.Names.Users);
        _cycleStarts = CycleStarts(rows, rules.Cycles);
        _verdicts = new JudgementBuilder(rows, _reversals);
    }

    public static Judgement Of(AccountRows rows, AccountRules rules)
    {
        var judge = new Judge(rows, rules);
        judge.JudgeDeductions();
        judge.JudgeReveals();
        foreach (var group in judge._matches.Groups)
            judge.JudgeGroup(group);
        return judge._verdicts.Build(rules, judge._prices, judge._matches, judge._coverage);
    }

    static long[] CycleStarts(AccountRows rows, CycleCalendar cycles)
    {
        if (rows.Reveals.Length + rows.Deductions.Length == 0)
            return [];

        var ends = new[] { rows.Reveals.FirstOrDefault().Ticks, rows.Reveals.LastOrDefault().Ticks, rows.Deductions.FirstOrDefault().Ticks, rows.Deductions.LastOrDefault().Ticks }
            .Where(ticks => ticks != 0).DefaultIfEmpty().ToArray();
        return [.. cycles.BoundariesBetween(Instant.FromUnixTimeTicks(ends.Min()), Instant.FromUnixTimeTicks(ends.Max())).Select(Position.TicksOf)];
    }

    bool IsOtherCycle(long one, long two)
    {
        // A cycle's start belongs to it.
        var a = Array.BinarySearch(_cycleStarts, one);
        var b = Array.BinarySearch(_cycleStarts, two);
        return (a < 0 ? ~a - 1 : a) != (b < 0 ? ~b - 1 : b);
    }

    /// <summary>True unless all rows lie in one cycle. Both lists ascend in time.</summary>
    bool SpanCycles(int[] reveals, int[] deductions) =>
        IsOtherCycle(
            Math.Min(_rows.Reveals[reveals[0]].Ticks, _rows.Deductions[deductions[0]].Ticks),
            Math.Max(_rows.Reveals[reveals[^1]].Ticks, _rows.Deductions[deductions[^1]].Ticks));

    void JudgeDeductions()
    {
        Dictionary<int, List<int>> joined = [];
        for (var deduction = 0; deduction < _rows.Deductions.Length; deduction++)
        {
            if (_matches.RoleOf[deduction] == Role.Joins)
                (joined.TryGetValue(_matches.RevealOf[deduction], out var list) ? list : joined[_matches.RevealOf[deduction]] = []).Add(deduction);
        }

        for (var deduction = 0; deduction < _rows.Deductions.Length; deduction++)
        {
            ref readonly var row = ref _rows.Deductions[deduction];
            if (row.Count < 0)
            {
                if (_reversals.Answers[deduction] < 0)
                    _verdicts.Add(New(VerdictCode.OrphanReversal), [], [deduction]);
                continue;
            }

            switch (_matches.RoleOf[deduction])
            {
                case Role.Pays when joined.TryGetValue(_matches.RevealOf[deduction], out var others):
                    JudgePaidTogether(_matches.RevealOf[deduction], deduction, others);
                    break;
                case Role.Pays:
                    JudgePair(_matches.RevealOf[deduction], deduction);
                    break;
                case Role.Repeats or Role.Twin or Role.Unmatched:
                    JudgeAlone(deduction);
                    break;
            }
        }
    }

    void JudgePair(int reveal, int deduction)
    {
        ref readonly var shown = ref _rows.Reveals[reveal];
        ref readonly var paid = ref _rows.Deductions[deduction];
        var price = _prices[reveal];
        var level = _matches.LevelOf[deduction];
        var facts = new PairFacts
        {
            Net = _reversals.Net[deduction],
            Price = price,
            // Conversation credits have no published price: counted, never judged.
            IsPriced = price.IsPriced && paid.CreditType == CreditType.Prospecting,
            IsStrong = level is Level.A or Level.B,
            TypeDiffers = shown.CreditType != paid.CreditType,
            UserDiffers = Differ(shown.User, _joined is null ? paid.User : _joined[paid.User]),
            ChannelDiffers = Differ(shown.Channel, paid.Channel),
            IsOtherCycle = IsOtherCycle(shown.Ticks, paid.Ticks),
            IsLate = paid.Ticks - _matches.Faults.ShiftTicks - shown.Ticks > LateAfter,
        };
        var verdict = facts.Verdict();
        verdict.Level = level;
        verdict.Tier = _matches.TierOf[deduction];
        _verdicts.Add(verdict, [reveal], [deduction]);

        static bool Differ(int one, int two) => one != Names.Absent && two != Names.Absent && one != two;
    }

    void JudgePaidTogether(int reveal, int payer, IEnumerable<int> others)
    {
        int[] deductions = [.. others.Append(payer).Order()];
        _verdicts.Add(OfGroup([reveal], deductions, _matches.TierOf[payer], _matches.LevelOf[payer]), [reveal], deductions);
    }

    void JudgeAlone(int deduction)
    {
        var net = _reversals.Net[deduction];
        var role = _matches.RoleOf[deduction];
        var verdict = role switch
        {
            _ when net == 0 => New(VerdictCode.Reversed),
            Role.Repeats => New(VerdictCode.Duplicate, _matches.LevelOf[deduction], _matches.TierOf[deduction], net),
            _ when !IsReveal(_rows.Deductions[deduction].Action) => New(VerdictCode.OtherAction),
            _ when !_coverage.CoversDeduction(deduction) => New(VerdictCode.OutOfCoverage),
            Role.Twin => New(VerdictCode.DuplicateSuspected, Level.D, _matches.TierOf[deduction]),
            _ when _refused.OfDeduction(deduction) > 0 => New(VerdictCode.LateOrMissing),
            _ => New(VerdictCode.NoReveal, discrepancy: net),
        };
        if (verdict.Code is VerdictCode.OutOfCoverage or VerdictCode.DuplicateSuspected or VerdictCode.LateOrMissing or VerdictCode.NoReveal)
            verdict.SettleTicks = _rows.Deductions[deduction].Ticks + SettleAfter;

        var of = verdict.Code switch
        {
            VerdictCode.Duplicate => Member.Reveal(_matches.RevealOf[deduction]),
            VerdictCode.DuplicateSuspected => Member.Deduction(_matches.TwinOf[deduction]),
            _ => (Member?)null,
        };
        _verdicts.Add(verdict, [], [deduction], of);
    }

    void JudgeReveals()
    {
        for (var reveal = 0; reveal < _rows.Reveals.Length; reveal++)
        {
            if (_matches.PayerOf[reveal] >= 0 || _matches.GroupOfReveal[reveal] >= 0)
                continue;

            var price = _prices[reveal];
            var isFree = price.IsPriced && price.Max == 0;
            var verdict = New(
                isFree ? VerdictCode.FreeAsRuled
                : !_coverage.CoversReveal(reveal) ? VerdictCode.OutOfCoverage
                : price.Min == 0 ? VerdictCode.FreeAsRuled
                : _refused.OfReveal(reveal) > 0 ? VerdictCode.LateOrMissing
                : VerdictCode.NeverCharged);
            verdict.Discrepancy = verdict.Code == VerdictCode.NeverCharged ? price.Min : 0;
            verdict.SettleTicks = isFree ? 0 : _rows.Reveals[reveal].Ticks + SettleAfter;
            if (price.IsPriced)
                (verdict.ExpectedMin, verdict.ExpectedMax) = (price.Min, price.Max);
            _verdicts.Add(verdict, [reveal], []);
        }
    }

    void JudgeGroup(RowGroup group)
    {
        var verdict = OfGroup(group.Reveals, group.Deductions, group.Tier, group.Level);
        if (verdict.Code == VerdictCode.Reversed || group.Kind == GroupKind.Bundle)
        {
            _verdicts.Add(verdict, group.Reveals, group.Deductions);
            return;
        }

        if (group.Kind == GroupKind.LateOrMissing || group.Unpaired != 0 || verdict.Code != VerdictCode.OkGroup)
        {
            verdict.Code = group.Kind == GroupKind.LateOrMissing ? VerdictCode.LateOrMissing : VerdictCode.Surplus;
            verdict.Discrepancy = 0;
            verdict.Facets = 0;
            verdict.SettleTicks = SettleAfter + Math.Max(
                group.Reveals.Length == 0 ? 0 : _rows.Reveals[group.Reveals[^1]].Ticks,
                group.Deductions.Length == 0 ? 0 : _rows.Deductions[group.Deductions[^1]].Ticks);
        }

        _verdicts.Add(verdict, group.Reveals, group.Deductions);
    }

    /// <summary>Rows judged together: the sum of what was taken against the sum of the ranges. Both lists ascend.</summary>
    VerdictRow OfGroup(int[] reveals, int[] deductions, byte tier, Level level)
    {
        var net = deductions.Sum(row => _reversals.Net[row]);
        var isPriced = reveals.Length > 0 && Array.TrueForAll(reveals, row => _prices[row].IsPriced)
            && Array.TrueForAll(deductions, row => _rows.Deductions[row].CreditType == CreditType.Prospecting);
        var verdict = New(VerdictCode.OkGroup, level, tier);
        if (isPriced)
        {
            var (min, max) = (reveals.Sum(row => _prices[row].Min), reveals.Sum(row => _prices[row].Max));
            (verdict.ExpectedMin, verdict.ExpectedMax) = (min, max);
            verdict.Code = net > max ? VerdictCode.GroupOver : net < min ? VerdictCode.GroupUnder : VerdictCode.OkGroup;
            verdict.Discrepancy = net > max ? net - max : net < min ? min - net : 0;
        }

        if (deductions.Length > 0 && net == 0)
        {
            (verdict.Code, verdict.Discrepancy) = (VerdictCode.Reversed, 0);
        }
        else if (reveals.Length > 0 && deductions.Length > 0)
        {
            var lastShown = _rows.Reveals[reveals[^1]].Ticks;
            if (SpanCycles(reveals, deductions))
                verdict.Facets |= 1 << (int)VerdictCode.CycleShift;
            if (Array.Exists(deductions, paid => _rows.Deductions[paid].Ticks - _matches.Faults.ShiftTicks - lastShown > LateAfter))
                verdict.Facets |= 1 << (int)VerdictCode.LatePosting;
        }

        return verdict;
    }

    bool IsReveal(int action) => _rows.Names.Actions[action] == Reveal.RevealAction;

    static VerdictRow New(VerdictCode code, Level level = Level.None, byte tier = 0, long discrepancy = 0) => new()
    {
        Code = code,
        Level = level,
        Tier = tier,
        Discrepancy = discrepancy,
        ExpectedMin = VerdictRow.NotPriced,
        ExpectedMax = VerdictRow.NotPriced,
    };
}
