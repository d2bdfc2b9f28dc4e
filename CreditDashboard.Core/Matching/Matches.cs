using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Which deductions pay for which reveals of an account, by which evidence. A pure function of the rows, their prices and the coverage: no
/// clock, no floating point, and nothing in it depends on the order in which the rows arrived.
/// </summary>
public sealed class Matches
{
    readonly MatchState _state;

    Matches(MatchState state, FeedFaults faults, KeyIndex keys)
    {
        _state = state;
        Faults = faults;
        Keys = keys;
    }

    /// <summary>The rows by their keys, as they came; of use only without faults.</summary>
    internal KeyIndex Keys { get; }

    /// <summary>What no key and no time ties to another, by the indices of the rows, ascending; reversals are not among them.</summary>
    internal int[] FreeReveals => _state.FreeReveals;

    /// <inheritdoc cref="FreeReveals"/>
    internal int[] FreeDeductions => _state.FreeDeductions;

    /// <summary>Groups of rows that time alone cannot tell apart.</summary>
    internal IEnumerable<RowGroup> Clusters => Groups.Take(_state.SettledGroups).Where(group => group.Kind == GroupKind.Cluster);

    /// <summary>What is wrong with a feed as a whole; the pairs are made as if it were mended.</summary>
    public FeedFaults Faults { get; }

    /// <summary>Per reveal: the index of the deduction that pays for it alone or first; -1 if none does.</summary>
    public ReadOnlySpan<int> PayerOf => _state.PayerOf;

    /// <summary>Per reveal and per deduction: the number of its group in <see cref="Groups"/>; -1 if it stands in none.</summary>
    public ReadOnlySpan<int> GroupOfReveal => _state.GroupOfReveal;
    public ReadOnlySpan<int> GroupOfDeduction => _state.GroupOfDeduction;

    /// <summary>Per deduction: the reveal it pays for, joins in paying for, or repeats; -1 if none.</summary>
    public ReadOnlySpan<int> RevealOf => _state.RevealOf;

    /// <summary>Per deduction: the paired deduction it looks like; -1 if none.</summary>
    public ReadOnlySpan<int> TwinOf => _state.TwinOf;

    public ReadOnlySpan<Role> RoleOf => _state.Role;
    public ReadOnlySpan<byte> TierOf => _state.Tier;
    public ReadOnlySpan<Level> LevelOf => _state.Level;
    public IReadOnlyList<RowGroup> Groups => _state.Groups;

    /// <summary>The next best reading of a pair made by time alone; null if it has none, or was made by a strong key.</summary>
    public RunnerUp? RunnerUpOf(int deduction) => _state.RunnerUpOf(deduction);

    /// <param name="rows">All landed rows of the account.</param>
    /// <param name="reversals">Their reversals.</param>
    /// <param name="min">Per reveal: the least it may cost, 0 if no card prices it.</param>
    /// <param name="max">Per reveal: the most it may cost, <see cref="long.MaxValue"/> if no card prices it.</param>
    /// <param name="coverage">What each side can be relied on to hold.</param>
    /// <param name="lastTier">The weakest tier to run. A tier's pairs do not depend on the weaker ones.</param>
    /// <param name="pins">What agents said; those of rows that are not here wait. None if null.</param>
    /// <param name="faults">What is wrong with the feeds, if the caller knows.</param>
    public static Matches Of(
        AccountRows rows, Reversals reversals, long[] min, long[] max, Coverage coverage, int lastTier = Tiers.Last, IReadOnlyList<Pin>? pins = null,
        FeedFaults? faults = null)
    {
        var keys = new KeyIndex(rows);
        return Of(rows, keys, faults ?? FeedFaults.Of(rows, keys), reversals, min, max, coverage, pins ?? [], lastTier);
    }

    /// <summary>The same, of rows whose keys and faults are known.</summary>
    internal static Matches Of(
        AccountRows rows, KeyIndex keys, FeedFaults faults, Reversals reversals, long[] min, long[] max, Coverage coverage, IReadOnlyList<Pin> pins,
        int lastTier = Tiers.Last)
    {
        var state = new MatchState(rows, reversals.Net, min, max, coverage, faults, PinnedRows.Of(rows, pins), faults == FeedFaults.None ? keys : null);
        Settle(state, lastTier);
        state.LetGo();
        if (lastTier >= Tiers.Attached)
        {
            state.FindFree();
            FinishLeftovers(state);
        }

        return new Matches(state, faults, keys);
    }

    /// <summary>
    /// The same as a full run, from what was matched before some rows came or went. Only the neighbourhood of those is matched anew, as
    /// if it were an account of its own; then what is left over of all rows is looked at together.
    /// </summary>
    internal static Matches After(
        Matches before, RowMap kept, Neighbourhood touched, KeyIndex keys, AccountRows rows, Reversals reversals, long[] min, long[] max, Coverage coverage, IReadOnlyList<Pin> pins)
    {
        var state = new MatchState(rows, reversals.Net, min, max, coverage, FeedFaults.None, PinnedRows.Of(rows, pins));
        new SettledRows(state, before._state, kept).TakeAllBut(touched);

        var part = touched.Rows;
        var nearRows = touched.Part();
        var near = new MatchState(
            nearRows, Pick(reversals.Net, part.Deductions), Pick(min, part.Reveals), Pick(max, part.Reveals), coverage, FeedFaults.None,
            PinnedRows.Of(nearRows, pins));
        Settle(near, Tiers.Last);
        near.FindFree();
        new SettledRows(state, near, part).TakePart();

        FinishLeftovers(state);
        return new Matches(state, FeedFaults.None, keys);
    }

    /// <summary>Everything that is decided among rows which a key or the time ties together.</summary>
    static void Settle(MatchState state, int lastTier)
    {
        RunTiers(state, lastTier);
        if (lastTier >= Tiers.Attached)
            new Attach(state).AttachRepeats();
        if (Array.Exists(state.Deductions, row => row.Count < 0))
            MatchGivenBack(state, lastTier);
        if (lastTier >= Tiers.Attached)
        {
            new Clusters(state).Run();
            new Admissible(state).Run();
        }

        state.Settle();
    }

    /// <summary>What rows without counterpart may be, wherever in the account they stand.</summary>
    static void FinishLeftovers(MatchState state)
    {
        new Attach(state).FindTwins();
        new Leftovers(state).Run();
    }

    static long[] Pick(long[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);

    /// <summary>What was given back whole answers, if anything, a reveal that nothing else does; a doubtful pair is not made.</summary>
    static void MatchGivenBack(MatchState state, int lastTier)
    {
        var ofLiveRound = state.DoubtfulLines.Count;
        state.IsLiveRound = false;
        RunTiers(state, lastTier);
        for (var deduction = 0; deduction < state.Deductions.Length; deduction++)
        {
            if (state.Net[deduction] == 0 && state.Level[deduction] == Level.E)
                state.Part(deduction);
        }

        state.IsLiveRound = true;
        state.DoubtfulLines.RemoveRange(ofLiveRound, state.DoubtfulLines.Count - ofLiveRound);
    }

    static void RunTiers(MatchState state, int lastTier)
    {
        new Confirmations(state).Run();
        foreach (var (tier, key, level) in Tiers.Bundles.Where(each => each.Tier <= lastTier))
            new Bundle(state, tier, key, level).Run();

        foreach (var stage in Tiers.Lines.Where(each => each.Tier <= lastTier))
            new LineStage(state, stage).Run();
    }
}
