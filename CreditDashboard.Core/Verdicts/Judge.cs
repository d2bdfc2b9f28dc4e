using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Verdicts;

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
    readonly CycleSpans _cycles;
    readonly Dictionary<int, List<int>> _joinersOf = [];
    readonly JudgementBuilder _verdicts;

    Judge(AccountRows rows, AccountRules rules, RevealPrices prices, Coverage coverage, Reversals reversals, Matches matches, int expected)
    {
        _rows = rows;
        _prices = prices;
        _coverage = coverage;
        _reversals = reversals;
        _matches = matches;
        _refused = new RefusedNearby(rows, rules.Refused, matches.Faults);
        _joined = matches.Faults.JoinedUsers(rows.Names.Users);
        _cycles = new CycleSpans(rows, rules.Cycles);
        _verdicts = new JudgementBuilder(rows, reversals, expected);
    }

    public static Judgement Of(AccountRows rows, AccountRules rules)
    {
        var prices = RevealPrices.Of(rows, rules.Cycles, rules.Cards, rules.Channels);
        var keys = new KeyIndex(rows);
        var faults = FeedFaults.Of(rows, keys);
        var coverage = new Coverage(rows, rules.Coverages, faults);
        var reversals = Reversals.Of(rows);
        var (min, max) = prices.Ranges();
        var judge = new Judge(rows, rules, prices, coverage, reversals, Matches.Of(rows, keys, faults, reversals, min, max, coverage, rules.Pins), Math.Max(rows.Reveals.Length, rows.Deductions.Length));
        judge.JudgeRows(RowMap.Same(rows));
        return judge._verdicts.Build(rules, prices, judge._matches, coverage);
    }

    /// <summary>
    /// The same as <see cref="Of"/>, to the byte, from what was so before some rows came or went: only what those can affect is judged anew.
    /// </summary>
    /// <param name="before">The judgement of the rows as they were.</param>
    /// <param name="kept">Where those rows stand among the new ones.</param>
    /// <param name="rows">The rows as they are.</param>
    /// <param name="rules">What they are judged by.</param>
    public static Judgement After(Judgement before, RowMap kept, AccountRows rows, AccountRules rules)
    {
        var change = new RejudgedRows(before, kept, rows, rules);
        if (!change.IsSmall)
            return Of(rows, rules);

        var prices = RevealPrices.After(before.Prices, kept, change.Touched.Rows.Reveals, rows, rules.Cycles, rules.Cards, rules.Channels);
        var (min, max) = prices.Ranges();
        var matches = Matches.After(before.Matches, kept, change.Touched, change.Keys, rows, change.Reversals, min, max, change.Coverage, rules.Pins);
        var asked = change.Asked(matches, prices);
        var judge = new Judge(rows, rules, prices, change.Coverage, change.Reversals, matches, asked.Reveals.Length + asked.Deductions.Length);
        judge._verdicts.KnowIds(before, kept);
        judge.JudgeRows(asked);
        return judge._verdicts.BuildAfter(before, kept, rules, prices, matches, change.Coverage);
    }

    /// <summary>Walks rows in the order of time: a verdict stands where its first member does. All members of a verdict must be among them.</summary>
    void JudgeRows(RowMap asked)
    {
        var roleOf = _matches.RoleOf;
        var revealOf = _matches.RevealOf;
        foreach (var deduction in asked.Deductions)
        {
            if (roleOf[deduction] == Role.Joins)
                (_joinersOf.TryGetValue(revealOf[deduction], out var list) ? list : _joinersOf[revealOf[deduction]] = []).Add(deduction);
        }

        for (int r = 0, d = 0; r < asked.Reveals.Length || d < asked.Deductions.Length;)
        {
            var revealIsNext = d == asked.Deductions.Length
                || (r < asked.Reveals.Length && _rows.Reveals[asked.Reveals[r]].Position <= _rows.Deductions[asked.Deductions[d]].Position);
            var row = revealIsNext ? Member.Reveal(asked.Reveals[r++]) : Member.Deduction(asked.Deductions[d++]);
            if (_verdicts.IsPlaced(row))
                continue;

            if (row.IsReveal)
                JudgeReveal(row.Index);
            else
                JudgeDeduction(row.Index);
        }
    }

    void JudgeReveal(int reveal)
    {
        if (_matches.PayerOf[reveal] is >= 0 and var payer)
            JudgePaid(reveal, payer);
        else if (_matches.GroupOfReveal[reveal] is >= 0 and var group)
            JudgeGroup(_matches.Groups[group]);
        else
            JudgeRevealAlone(reveal);
    }

    void JudgeDeduction(int deduction)
    {
        if (_rows.Deductions[deduction].Count < 0)
        {
            if (_reversals.Answers[deduction] is >= 0 and var answered)
                JudgeDeduction(answered);
            else
                _verdicts.Add(New(VerdictCode.OrphanReversal), [], [deduction]);
            return;
        }

        switch (_matches.RoleOf[deduction])
        {
            case Role.Pays:
                JudgePaid(_matches.RevealOf[deduction], deduction);
                break;
            case Role.Joins:
                JudgePaid(_matches.RevealOf[deduction], _matches.PayerOf[_matches.RevealOf[deduction]]);
                break;
            case Role.InGroup:
                JudgeGroup(_matches.Groups[_matches.GroupOfDeduction[deduction]]);
                break;
            default:
                JudgeDeductionAlone(deduction);
                break;
        }
    }

    void JudgePaid(int reveal, int payer)
    {
        if (_joinersOf.TryGetValue(reveal, out var others))
            JudgePaidTogether(reveal, payer, others);
        else
            JudgePair(reveal, payer);
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
            IsOtherCycle = _cycles.IsOtherCycle(shown.Ticks, paid.Ticks),
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

    void JudgeDeductionAlone(int deduction)
    {
        var net = _reversals.Net[deduction];
        var role = _matches.RoleOf[deduction];
        var verdict = role switch
        {
            _ when net == 0 => New(VerdictCode.Reversed),
            Role.Repeats => New(VerdictCode.Duplicate, _matches.LevelOf[deduction], _matches.TierOf[deduction], net),
            _ when !IsReveal(_rows.Deductions[deduction].Action) => New(VerdictCode.OtherAction),
            _ when !_coverage.Covers(_rows.Deductions[deduction]) => New(VerdictCode.OutOfCoverage),
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

    void JudgeRevealAlone(int reveal)
    {
        var price = _prices[reveal];
        var isFree = IsFree(reveal);
        var verdict = New(
            isFree ? VerdictCode.FreeAsRuled
            : !_coverage.Covers(_rows.Reveals[reveal]) ? VerdictCode.OutOfCoverage
            : price.Min == 0 ? VerdictCode.FreeAsRuled
            : _refused.OfReveal(reveal) > 0 ? VerdictCode.LateOrMissing
            : VerdictCode.NeverCharged);
        verdict.Discrepancy = verdict.Code == VerdictCode.NeverCharged ? price.Min : 0;
        verdict.SettleTicks = isFree ? 0 : _rows.Reveals[reveal].Ticks + SettleAfter;
        if (price.IsPriced)
            (verdict.ExpectedMin, verdict.ExpectedMax) = (price.Min, price.Max);
        _verdicts.Add(verdict, [reveal], []);
    }

    /// <summary>True for a reveal that must cost nothing.</summary>
    bool IsFree(int reveal) => _prices[reveal] is { IsPriced: true, Max: 0 };

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
            if (_cycles.SpanCycles(reveals, deductions))
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
