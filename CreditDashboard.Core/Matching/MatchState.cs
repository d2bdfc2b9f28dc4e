using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>What all tiers work on: the rows, what each costs and takes, and who is matched so far.</summary>
sealed class MatchState
{
    readonly Dictionary<RowKey, (Buckets Reveals, Buckets Deductions)> _buckets = [];

    public MatchState(AccountRows rows, Reversals reversals, long[] min, long[] max, Coverage coverage, FeedFaults faults, PinnedRows pins)
    {
        Rows = rows;
        Faults = faults;
        Reveals = faults.Mend(rows.Reveals);
        Deductions = faults.Mend(rows.Deductions, rows.Names.Users);
        Net = reversals.Net;
        Min = min;
        Max = max;
        Coverage = coverage;
        Pins = pins;
        Timeline = new Timeline(Reveals, Deductions);
        PayerOf = Filled(rows.Reveals.Length);
        GroupOfReveal = Filled(rows.Reveals.Length);
        RevealOf = Filled(rows.Deductions.Length);
        TwinOf = Filled(rows.Deductions.Length);
        GroupOfDeduction = Filled(rows.Deductions.Length);
        Role = new Role[rows.Deductions.Length];
        Tier = new byte[rows.Deductions.Length];
        Level = new Level[rows.Deductions.Length];
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
    public Coverage Coverage { get; }
    public PinnedRows Pins { get; }
    public Timeline Timeline { get; }

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
    public List<RowGroup> Groups { get; } = [];
    public Dictionary<int, RunnerUp> RunnerUps { get; } = [];

    /// <summary>The lines on which a pair of level E was made, for <see cref="Clusters"/>.</summary>
    public List<StageLines> DoubtfulLines { get; } = [];

    public bool IsFreeReveal(int reveal) => PayerOf[reveal] < 0 && GroupOfReveal[reveal] < 0;

    /// <summary>True for a deduction that this round matches and that nothing has taken.</summary>
    public bool IsFreeDeduction(int deduction) =>
        Role[deduction] == Matching.Role.Unmatched && Deductions[deduction].Count > 0 && Net[deduction] > 0 == IsLiveRound;

    /// <summary>What a deduction takes: net of what was given back, and what it took first if all of it was.</summary>
    public long Takes(int deduction) => Net[deduction] > 0 ? Net[deduction] : Deductions[deduction].Count;

    /// <summary>
    /// True if time may decide about a deduction: it names no contact, and no job or request that stands on no row of the other side. A
    /// contradicted strong key forbids weaker evidence.
    /// </summary>
    public bool MayGoByTime(int deduction)
    {
        ref readonly var row = ref Deductions[deduction];
        return row.Contact == Names.Absent && IsShown(RowKey.Job, row.Job, row.Action) && IsShown(RowKey.Request, row.Request, row.Action);
    }

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
        RunnerUps.Remove(deduction);
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

    public (Buckets Reveals, Buckets Deductions) By(RowKey key)
    {
        if (_buckets.TryGetValue(key, out var found))
            return found;

        var (reveals, deductions, names) = (Reveals, Deductions, Rows.Names);
        return _buckets[key] = key switch
        {
            RowKey.Request => Both(names.Requests.Count, row => reveals[row].Request, row => deductions[row].Request),
            RowKey.Job => Both(names.Jobs.Count, row => reveals[row].Job, row => deductions[row].Job),
            RowKey.Contact => Both(names.Contacts.Count, row => reveals[row].Contact, row => deductions[row].Contact),
            RowKey.User => Both(names.Users.Count, row => reveals[row].User, row => deductions[row].User),
            RowKey.Account => Both(2, _ => 1, _ => 1),
            _ => throw new ArgumentOutOfRangeException(nameof(key)),
        };
    }

    (Buckets Reveals, Buckets Deductions) Both(int keys, Func<int, int> ofReveal, Func<int, int> ofDeduction) =>
        (new Buckets(Reveals.Length, keys, ofReveal), new Buckets(Deductions.Length, keys, ofDeduction));

    static int[] Filled(int length)
    {
        var rows = new int[length];
        Array.Fill(rows, -1);
        return rows;
    }
}
