using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>What all tiers work on: the rows, what each costs and takes, and who is matched so far.</summary>
sealed class MatchState
{
    public const int NoRunnerUp = int.MinValue;

    readonly Coverage _coverage;
    Dictionary<RowKey, (Buckets Reveals, Buckets Deductions)>? _buckets;
    (Buckets Reveals, Buckets Deductions)? _ofAccount;
    Timeline? _timeline;

    public MatchState(AccountRows rows, long[] net, long[] min, long[] max, Coverage coverage, FeedFaults faults, PinnedRows pins, KeyIndex? keys = null)
    {
        Rows = rows;
        Faults = faults;
        Reveals = faults.Mend(rows.Reveals);
        Deductions = faults.Mend(rows.Deductions, rows.Names.Users);
        Net = net;
        Min = min;
        Max = max;
        _coverage = coverage;
        _buckets = keys?.All;
        Pins = pins;
        PayerOf = Filled(rows.Reveals.Length, -1);
        GroupOfReveal = Filled(rows.Reveals.Length, -1);
        HasAdmissibleDeduction = new bool[rows.Reveals.Length];
        RevealOf = Filled(rows.Deductions.Length, -1);
        TwinOf = Filled(rows.Deductions.Length, -1);
        GroupOfDeduction = Filled(rows.Deductions.Length, -1);
        HasAdmissibleReveal = new bool[rows.Deductions.Length];
        Role = new Role[rows.Deductions.Length];
        Tier = new byte[rows.Deductions.Length];
        Level = new Level[rows.Deductions.Length];
        RunnerUp = Filled(rows.Deductions.Length, NoRunnerUp);
    }

    public AccountRows Rows { get; }
    public FeedFaults Faults { get; }

    /// <summary>The rows as they are matched: without the faults of the whole feed.</summary>
    public RevealRow[] Reveals { get; }

    /// <inheritdoc cref="Reveals"/>
    public DeductionRow[] Deductions { get; }
    public long[] Net { get; }

    /// <summary>Per reveal: the least and most it may cost; 0 to <see cref="long.MaxValue"/> if no card prices it.</summary>
    public long[] Min { get; }
    public long[] Max { get; }
    public PinnedRows Pins { get; }
    public Timeline Timeline => _timeline ??= new Timeline(Reveals, Deductions);

    /// <summary>False in the second round, when the deductions that were given back whole are matched with what is left.</summary>
    public bool IsLiveRound { get; set; } = true;

    public int[] PayerOf { get; }
    public int[] GroupOfReveal { get; }
    public int[] RevealOf { get; }
    public int[] TwinOf { get; }
    public int[] GroupOfDeduction { get; }
    public Role[] Role { get; }
    public byte[] Tier { get; }
    public Level[] Level { get; }

    /// <summary>Per deduction: the row of its pair's next best reading, a <see cref="Member.Code"/>; or <see cref="NoRunnerUp"/>.</summary>
    public int[] RunnerUp { get; }
    public List<RowGroup> Groups { get; } = [];

    /// <summary>How many of <see cref="Groups"/>, the first of them, were settled among rows that a key or the time ties together.</summary>
    public int SettledGroups { get; private set; }

    /// <summary>Of a row that is left over: some row of the other side could have answered it, had another not taken it.</summary>
    public bool[] HasAdmissibleDeduction { get; }

    /// <inheritdoc cref="HasAdmissibleDeduction"/>
    public bool[] HasAdmissibleReveal { get; }

    /// <summary>The lines on which a pair of level E was made, for <see cref="Clusters"/>.</summary>
    public List<StageLines> DoubtfulLines { get; } = [];

    public bool IsFreeReveal(int reveal) => PayerOf[reveal] < 0 && GroupOfReveal[reveal] < 0;

    /// <summary>True for a deduction that this round matches and that nothing has taken.</summary>
    public bool IsFreeDeduction(int deduction) =>
        Role[deduction] == Matching.Role.Unmatched && Deductions[deduction].Count > 0 && Net[deduction] > 0 == IsLiveRound;

    /// <summary>What a deduction takes: net of what was given back, and what it took first if all of it was.</summary>
    public long Takes(int deduction) => Net[deduction] > 0 ? Net[deduction] : Deductions[deduction].Count;

    /// <summary>False for a deduction of another paid action.</summary>
    public bool IsOfReveal(int deduction) => Rows.Names.Actions[Deductions[deduction].Action] == Reveal.RevealAction;

    /// <summary>True if the other side would hold a row that answers this one, had there been one.</summary>
    public bool Covers(Member row) =>
        row.IsReveal ? _coverage.Covers(Rows.Reveals[row.Index]) : _coverage.Covers(Rows.Deductions[row.Index]);

    /// <summary>
    /// True if time may decide about a deduction: it names no contact, and no job or request that stands on no row of the other side. A
    /// contradicted strong key forbids weaker evidence.
    /// </summary>
    public bool MayGoByTime(int deduction)
    {
        ref readonly var row = ref Deductions[deduction];
        return row.Contact == Names.Absent && IsShown(RowKey.Job, row.Job, row.Action) && IsShown(RowKey.Request, row.Request, row.Action);
    }

    /// <summary>True if what a free deduction names lets it into a stage.</summary>
    public bool Enters(Stage stage, int deduction) =>
        !stage.ByTimeAlone || (MayGoByTime(deduction) && (stage.Key == RowKey.User || Deductions[deduction].User == Names.Absent));

    bool IsShown(RowKey key, int number, int action)
    {
        if (number == Names.Absent)
            return true;

        foreach (var reveal in By(key).Reveals[number])
        {
            if (Reveals[reveal].Action == action)
                return true;
        }

        return false;
    }

    /// <summary>True if a deduction that may go by time could pay for a reveal by tier 4, or by tier 5 if it names no user.</summary>
    public bool IsAdmissibleByTime(int reveal, int deduction)
    {
        ref readonly var shown = ref Reveals[reveal];
        ref readonly var paid = ref Deductions[deduction];
        return shown.Action == paid.Action && shown.CreditType == paid.CreditType && !Pins.Forbids(reveal, deduction)
            && Min[reveal] <= Takes(deduction) && Takes(deduction) <= Max[reveal]
            && (paid.User == Names.Absent
                ? Tiers.AccountWindow.Holds(shown.Ticks, paid.Ticks)
                : paid.User == shown.User && Tiers.UserWindow.Holds(shown.Ticks, paid.Ticks));
    }

    /// <summary>Puts rows on a line of the kernel, less the pairs that a pin forbids. Both lists ascend.</summary>
    public void AddLine(int[] reveals, int[] deductions, LagWindow window)
    {
        if (!Pins.ForbidsAny)
        {
            Timeline.AddLine(reveals, deductions);
            return;
        }

        foreach (var line in Pins.Lines(reveals, deductions, (reveal, deduction) => window.Holds(Reveals[reveal].Ticks, Deductions[deduction].Ticks)))
            Timeline.AddLine(line.Reveals, line.Deductions);
    }

    public void Pair(int reveal, int deduction, byte tier, Level level)
    {
        PayerOf[reveal] = deduction;
        RevealOf[deduction] = reveal;
        Set(deduction, Matching.Role.Pays, tier, level);
    }

    /// <summary>Takes a pair apart that is not asserted.</summary>
    public void Part(int deduction)
    {
        PayerOf[RevealOf[deduction]] = -1;
        RevealOf[deduction] = -1;
        RunnerUp[deduction] = NoRunnerUp;
        Set(deduction, Matching.Role.Unmatched, 0, Matching.Level.None);
    }

    public void Set(int deduction, Role role, byte tier, Level level)
    {
        Role[deduction] = role;
        Tier[deduction] = tier;
        Level[deduction] = level;
    }

    public void Group(RowGroup group)
    {
        var number = Groups.Count;
        Groups.Add(group);
        foreach (var reveal in group.Reveals)
            GroupOfReveal[reveal] = number;

        foreach (var deduction in group.Deductions)
        {
            GroupOfDeduction[deduction] = number;
            Set(deduction, Matching.Role.InGroup, group.Tier, group.Level);
        }
    }

    /// <summary>The next best reading of a pair made by time alone; null if it has none, or was made by a strong key.</summary>
    public RunnerUp? RunnerUpOf(int deduction)
    {
        if (RunnerUp[deduction] == NoRunnerUp)
            return null;

        var row = new Member(RunnerUp[deduction]);
        var (shown, paid) = row.IsReveal ? (row.Index, deduction) : (RevealOf[deduction], row.Index);
        return new RunnerUp(row, Timeline.CostTicks(Reveals[shown], Deductions[paid]));
    }

    public void SetRunnerUp(int deduction, Member row) => RunnerUp[deduction] = row.Code;

    /// <summary>What is left over when all that a key or the time ties together is settled, ascending.</summary>
    public int[] FreeReveals { get; set; } = [];

    /// <inheritdoc cref="FreeReveals"/>
    public int[] FreeDeductions { get; set; } = [];

    public void FindFree()
    {
        List<int> free = [];
        for (var reveal = 0; reveal < Reveals.Length; reveal++)
        {
            if (IsFreeReveal(reveal))
                free.Add(reveal);
        }

        FreeReveals = [.. free];
        free.Clear();
        for (var deduction = 0; deduction < Deductions.Length; deduction++)
        {
            if (Role[deduction] == Matching.Role.Unmatched && Deductions[deduction].Count > 0)
                free.Add(deduction);
        }

        FreeDeductions = [.. free];
    }

    /// <summary>Ends the part that is decided among rows which a key or the time ties together, and lets go of what only it needs.</summary>
    public void Settle()
    {
        SettledGroups = Groups.Count;
        DoubtfulLines.Clear();
        _timeline = null;
    }

    /// <summary>Lets go of what only the tiers need.</summary>
    public void LetGo() => (_buckets, _ofAccount) = (null, null);

    /// <summary>The rows by a key, as they are matched. The account's own are its reveals and the deductions that name no user, if there are any.</summary>
    public (Buckets Reveals, Buckets Deductions) By(RowKey key)
    {
        _buckets ??= Buckets.Of(Reveals, Deductions);
        return key == RowKey.Account ? _ofAccount ??= OfAccount(_buckets[RowKey.User].Deductions) : _buckets[key];
    }

    (Buckets Reveals, Buckets Deductions) OfAccount(Buckets named) => named.Rows == Deductions.Length
        ? (Buckets.None, Buckets.None)
        : (new(Array.ConvertAll(Reveals, _ => 1)), new(Array.ConvertAll(Deductions, row => row.User == Names.Absent ? 1 : 0)));

    static int[] Filled(int length, int value)
    {
        var rows = GC.AllocateUninitializedArray<int>(length);
        Array.Fill(rows, value);
        return rows;
    }
}
