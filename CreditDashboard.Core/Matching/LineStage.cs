using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Rows of one stage that may all be paired with each other, ascending. A row that names no user (or channel, whichever the stage compares)
/// stands on several.
/// </summary>
/// <param name="Value">The user or channel that its rows name, or one of the two below.</param>
readonly record struct Line(int[] Reveals, int[] Deductions, int Value, long Min, long Max)
{
    /// <summary>All reveals, with the deductions that name no value; or nothing is compared.</summary>
    public const int AllReveals = -1;

    /// <summary>The reveals that name no value, with the deductions that name one.</summary>
    public const int UnnamedReveals = -2;
}

/// <summary>All lines that one pass of a stage paired at once.</summary>
sealed record StageLines(Stage Stage, IReadOnlyList<Line> Lines);

/// <summary>Runs the stages that pair rows on lines of time.</summary>
sealed class LineStage(MatchState state, Stage stage)
{
    readonly List<int> _reveals = [];
    readonly List<int> _deductions = [];
    readonly PlainStretch _plain = new(state, stage);

    public void Run()
    {
        // A pin binds rows however far apart: with one that forbids, all are looked at together.
        if (stage.ByTimeAlone && !state.Pins.ForbidsAny)
            new Stretches(state, stage).Each(PairStretch);
        else
            PairByKey();
    }

    void PairByKey()
    {
        var (reveals, deductions) = state.By(stage.Key);
        for (var key = 1; key < reveals.Keys; key++)
        {
            var shown = reveals[key];
            if (shown.IsEmpty || deductions[key] is not { IsEmpty: false } paid)
                continue;

            if (!stage.ByTimeAlone && shown.Length == 1 && paid.Length == 1)
                PairTheOnlyTwo(shown[0], paid[0]);
            else
                PairAll(shown, paid);
        }
    }

    void PairAll(ReadOnlySpan<int> reveals, ReadOnlySpan<int> deductions)
    {
        _deductions.Clear();
        foreach (var deduction in deductions)
        {
            if (state.IsFreeDeduction(deduction) && state.Enters(stage, deduction))
                _deductions.Add(deduction);
        }

        if (_deductions.Count == 0)
            return;

        _reveals.Clear();
        foreach (var reveal in reveals)
        {
            if (state.IsFreeReveal(reveal))
                _reveals.Add(reveal);
        }

        if (_reveals.Count == 1 && _deductions.Count == 1 && !stage.ByTimeAlone)
            PairTheOnlyTwo(_reveals[0], _deductions[0]);
        else if (_reveals.Count > 0)
            PairByActionAndType([.. _reveals], [.. _deductions]);
    }

    /// <summary>What the lines would give for one row a side, which is how nearly every contact stands.</summary>
    void PairTheOnlyTwo(int reveal, int deduction)
    {
        if (!state.IsFreeReveal(reveal) || !state.IsFreeDeduction(deduction))
            return;

        ref readonly var shown = ref state.Reveals[reveal];
        ref readonly var paid = ref state.Deductions[deduction];
        if (KindOfReveal(reveal) == KindOfDeduction(deduction)
            && (!stage.SameUser || shown.User == paid.User || shown.User == Names.Absent || paid.User == Names.Absent)
            && stage.Window.Holds(shown.Ticks, paid.Ticks)
            && !state.Pins.Forbids(reveal, deduction))
        {
            state.Pair(reveal, deduction, stage.Tier, Level.B);
        }
    }

    void PairStretch(ReadOnlySpan<StretchRow> reveals, ReadOnlySpan<StretchRow> deductions)
    {
        if (state.Faults.TimesDisagree || !_plain.TryPair(reveals, deductions))
            PairByActionAndType(StretchRow.Indices(reveals), StretchRow.Indices(deductions));
    }

    void PairByActionAndType(int[] reveals, int[] deductions)
    {
        foreach (var kind in reveals.Select(KindOfReveal).Distinct().ToArray())
        {
            var ofKind = Array.FindAll(deductions, row => KindOfDeduction(row) == kind);
            if (ofKind.Length == 0)
                continue;

            var shown = Array.FindAll(reveals, row => KindOfReveal(row) == kind);
            if (!stage.ByTimeAlone)
                PairOnLines(shown, ofKind);
            else
                PairByPrice(shown, ofKind);
        }
    }

    int KindOfReveal(int reveal) => stage.KindOf(state.Reveals[reveal]);

    int KindOfDeduction(int deduction) => stage.KindOf(state.Deductions[deduction]);

    void PairOnLines(int[] reveals, int[] deductions)
    {
        foreach (var (reveal, deduction) in PairsOn(Lines(reveals, deductions, 0, long.MaxValue)))
            state.Pair(reveal, deduction, stage.Tier, Level.B);
    }

    /// <summary>
    /// One pass per distinct range, narrowest first, then lowest. How sure a pair is depends on all rows that entered the stage, whichever
    /// pass they were paired in.
    /// </summary>
    void PairByPrice(int[] reveals, int[] deductions)
    {
        List<Line> entered = [];
        List<(int Reveal, int Deduction)> pairs = [];
        foreach (var range in reveals.GroupBy(row => (Min: state.Min[row], Max: state.Max[row]))
            .OrderBy(range => range.Key.Max - range.Key.Min).ThenBy(range => range.Key.Min))
        {
            var lines = Lines([.. range], Array.FindAll(deductions, row => range.Key.Min <= state.Takes(row) && state.Takes(row) <= range.Key.Max), range.Key.Min, range.Key.Max);
            entered.AddRange(lines);
            foreach (var (reveal, deduction) in PairsOn(lines.Select(line => line with { Deductions = Array.FindAll(line.Deductions, state.IsFreeDeduction) })))
            {
                state.Pair(reveal, deduction, stage.Tier, Level.None);
                pairs.Add((reveal, deduction));
            }
        }

        var margin = new Margin(state, stage, entered);
        foreach (var (reveal, deduction) in pairs)
            state.Level[deduction] = margin.LevelOf(reveal, deduction);

        new OtherReadings(state, pairs).Doubt(entered);
        if (pairs.Exists(pair => state.Level[pair.Deduction] == Level.E))
            state.DoubtfulLines.Add(new StageLines(stage, entered));
    }

    List<(int Reveal, int Deduction)> PairsOn(IEnumerable<Line> lines)
    {
        foreach (var line in lines)
            state.AddLine(line.Reveals, line.Deductions, stage.Window);

        List<(int Reveal, int Deduction)> pairs = [];
        state.Timeline.Pair(stage.Window, (reveal, deduction) => pairs.Add((reveal, deduction)));
        return pairs;
    }

    /// <summary>
    /// One line if nothing more must be equal. Else a line for each value that both sides name, and one for the rows that name none with
    /// all of the other side: what is absent never differs.
    /// </summary>
    List<Line> Lines(int[] reveals, int[] deductions, long min, long max)
    {
        if (!stage.ComparesUser && !stage.SameChannel)
            return [new Line(reveals, deductions, Line.AllReveals, min, max)];

        var named = deductions.ToLookup(row => stage.ValueOf(state.Deductions[row]));
        List<Line> lines = [];
        foreach (var group in reveals.GroupBy(row => stage.ValueOf(state.Reveals[row])))
        {
            if (group.Key == Names.Absent)
                lines.Add(new Line([.. group], Array.FindAll(deductions, row => stage.ValueOf(state.Deductions[row]) != Names.Absent), Line.UnnamedReveals, min, max));
            else if (named.Contains(group.Key))
                lines.Add(new Line([.. group], [.. named[group.Key]], group.Key, min, max));
        }

        if (named.Contains(Names.Absent))
            lines.Add(new Line(reveals, [.. named[Names.Absent]], Line.AllReveals, min, max));
        return lines;
    }
}
