using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// What can still be said of rows without counterpart. An unmatched deduction and an earlier unmatched reveal that nothing tells apart may
/// be each other's late half. A row that some row of the other side could have answered, had another not taken it, is one too many,
/// undecided. What stays after this has no counterpart at any tier.
/// </summary>
sealed class Leftovers(MatchState state)
{
    static readonly LagWindow LateWindow = LagWindow.Seconds(0, 72 * 3600);

    /// <summary>Where the times of the two sides disagree, the deduction may as well come first.</summary>
    readonly LagWindow _lateWindow = state.Faults.TimesDisagree ? Tiers.ContactWindow : LateWindow;

    public void Run()
    {
        var reveals = Array.FindAll(state.FreeReveals, IsMissed);
        var deductions = Array.FindAll(
            state.FreeDeductions, row => state.IsFreeDeduction(row) && state.IsOfReveal(row) && state.Covers(Member.Deduction(row)));

        var late = FindLate(reveals, deductions);
        foreach (var deduction in deductions.Where(row => state.IsFreeDeduction(row) && (late.IsRefused(~row) || state.HasAdmissibleReveal[row])))
            state.Group(new RowGroup(GroupKind.Cluster, [], [deduction], 0, Level.None, 1));
        foreach (var reveal in reveals.Where(row => state.IsFreeReveal(row) && (late.IsRefused(row) || state.HasAdmissibleDeduction[row])))
            state.Group(new RowGroup(GroupKind.Cluster, [reveal], [], 0, Level.None, -1));
        FindLateBesideJudged(reveals, deductions);
    }

    /// <summary>True for a reveal that must be charged, and whose charge the ledger would hold.</summary>
    bool IsMissed(int reveal) => state.Min[reveal] > 0 && state.Covers(Member.Reveal(reveal));

    /// <summary>
    /// Same credit type and action, same user or one absent, credits in the price, the reveal up to 72 h earlier. Rows that both name a
    /// contact, a job or a request contradict each other in it, or a stronger tier would have matched them; so only rows that name
    /// different kinds of key are compared.
    /// </summary>
    Union LateHalves(int[] reveals, int[] deductions)
    {
        Union union = new(state.Pins);
        if (reveals.Length == 0 || deductions.Length == 0)
            return union;

        foreach (var kind in reveals.GroupBy(row => (state.Reveals[row].CreditType, state.Reveals[row].Action, Min: state.Min[row], Max: state.Max[row], Keys: KeysOfReveal(row))))
        {
            var fitting = Array.FindAll(deductions, row =>
                state.Deductions[row].CreditType == kind.Key.CreditType && state.Deductions[row].Action == kind.Key.Action
                && (KeysOfDeduction(row) & kind.Key.Keys) == 0
                && kind.Key.Min <= state.Takes(row) && state.Takes(row) <= kind.Key.Max);
            var unnamed = Array.FindAll(fitting, row => state.Deductions[row].User == Names.Absent);
            var byUser = fitting.Where(row => state.Deductions[row].User != Names.Absent).ToLookup(row => state.Deductions[row].User);
            foreach (var user in kind.GroupBy(row => state.Reveals[row].User))
                Join(user, user.Key == Names.Absent ? fitting : byUser[user.Key]);
            Join(kind, unnamed);
        }

        return union;

        void Join(IEnumerable<int> shown, IEnumerable<int> paid) => union.JoinStretches(
            [.. shown.Select(row => (row, state.Reveals[row].Ticks))],
            [.. paid.Select(row => (~row, state.Deductions[row].Ticks))],
            _lateWindow);
    }

    Union FindLate(int[] reveals, int[] deductions)
    {
        var union = LateHalves(reveals, deductions);
        var rows = reveals.Concat(deductions.Select(row => ~row)).ToLookup(union.Of);
        foreach (var set in rows.Where(set => set.Count() > 1).OrderBy(set => set.Key).ToArray())
        {
            int[] shown = [.. set.Where(row => row >= 0).Order()];
            int[] paid = [.. set.Where(row => row < 0).Select(row => ~row).Order()];
            state.Group(new RowGroup(GroupKind.LateOrMissing, shown, paid, 0, Level.None, paid.Length - shown.Length));
        }

        return union;
    }

    /// <summary>
    /// A row still without counterpart may have its late half in a row that has a verdict of its own: one that is not covered, a reveal that
    /// need not be charged, or one of a cluster in which some are left over. It stands alone in its verdict, undecided as well.
    /// </summary>
    void FindLateBesideJudged(int[] reveals, int[] deductions)
    {
        var (shown, paid) = (Array.FindAll(reveals, state.IsFreeReveal), Array.FindAll(deductions, state.IsFreeDeduction));
        if (shown.Length + paid.Length == 0)
            return;

        int[] judgedReveals =
        [
            .. state.Groups.Where(group => HasOver(group, Side.Reveal)).SelectMany(group => group.Reveals)
                .Concat(state.FreeReveals.Where(row => state.IsFreeReveal(row) && !IsMissed(row))).Order(),
        ];
        int[] judgedDeductions =
        [
            .. state.Groups.Where(group => HasOver(group, Side.Deduction)).SelectMany(group => group.Deductions)
                .Concat(state.FreeDeductions.Where(row => state.IsFreeDeduction(row) && !state.Covers(Member.Deduction(row)))).Order(),
        ];
        var late = LateHalves(shown, judgedDeductions);
        var roots = judgedDeductions.Select(row => late.Of(~row)).ToHashSet();
        foreach (var reveal in shown.Where(row => roots.Contains(late.Of(row))))
            state.Group(new RowGroup(GroupKind.LateOrMissing, [reveal], [], 0, Level.None, -1));

        late = LateHalves(judgedReveals, paid);
        roots = [.. judgedReveals.Select(late.Of)];
        foreach (var deduction in paid.Where(row => roots.Contains(late.Of(~row))))
            state.Group(new RowGroup(GroupKind.LateOrMissing, [], [deduction], 0, Level.None, 1));
    }

    /// <summary>True for a cluster that leaves rows of a side over, or for any if time decides nothing in this feed.</summary>
    bool HasOver(RowGroup group, Side side) =>
        group.Kind == GroupKind.Cluster && (state.Faults.TimesDisagree || (side == Side.Reveal ? group.Unpaired < 0 : group.Unpaired > 0));

    int KeysOfReveal(int reveal) => Keys(state.Reveals[reveal].Contact, state.Reveals[reveal].Job, state.Reveals[reveal].Request);

    int KeysOfDeduction(int deduction) =>
        Keys(state.Deductions[deduction].Contact, state.Deductions[deduction].Job, state.Deductions[deduction].Request);

    static int Keys(int contact, int job, int request) =>
        (contact == Names.Absent ? 0 : 1) | (job == Names.Absent ? 0 : 2) | (request == Names.Absent ? 0 : 4);
}
