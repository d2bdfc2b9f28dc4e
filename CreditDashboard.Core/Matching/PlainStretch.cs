using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// Pairs by time a stretch in which nothing is in doubt, which is how nearly all stand, and gives what the lines would give: of the readings
/// that the stage allows, the cheapest again and again, those of narrower prices first. It needs no lines, because few readings can be
/// looked at one by one. What it cannot say for certain it leaves as it was, for the lines: a pair of level E, two runner-ups as near, rows
/// left over on both sides (<see cref="OtherReadings"/>), or too many readings.
/// </summary>
sealed class PlainStretch(MatchState state, Stage stage)
{
    const int ReadingsMax = 256;
    const int RoundsMax = 8;

    readonly Reading[] _readings = new Reading[ReadingsMax];
    readonly Made[] _pairs = new Made[ReadingsMax];
    Place[] _reveals = [];
    Place[] _deductions = [];
    int _readingCount;
    int _pairCount;

    /// <summary>A pair that the stage allows, by the places of its rows. Those of one deduction follow each other; those of one reveal are linked.</summary>
    struct Reading
    {
        public UInt128 Cost;
        public int Reveal;
        public int Deduction;
        public int NextOfReveal;

        public readonly long Ticks => (long)(ulong)(Cost >> 64);
    }

    /// <summary>What is known of a row of the stretch: its last reading, the best one that is open, and whether it is paired.</summary>
    struct Place
    {
        public int Last;
        public int Best;
        public bool IsPaired;
    }

    /// <summary>A reading that was taken, with what the other readings make of it.</summary>
    struct Made
    {
        public int Reading;
        public Level Level;
        public Member? RunnerUp;
    }

    /// <summary>Pairs the rows of a stretch, of which no pin forbids any. Both sides ascend.</summary>
    /// <returns>False if the lines must; then nothing is paired.</returns>
    public bool TryPair(ReadOnlySpan<StretchRow> reveals, ReadOnlySpan<StretchRow> deductions)
    {
        if (!TryRead(reveals, deductions) || !TryChoose(reveals, deductions))
            return false;

        // Rows left over on both sides are another reading of the pairs between them, if there are any.
        if (_pairCount < reveals.Length && _pairCount < deductions.Length)
            return _pairCount == 0;

        for (var pair = 0; pair < _pairCount; pair++)
        {
            if (!TryWeigh(ref _pairs[pair], reveals, deductions))
                return false;
        }

        for (var pair = 0; pair < _pairCount; pair++)
        {
            ref readonly var made = ref _pairs[pair];
            ref readonly var reading = ref _readings[made.Reading];
            var deduction = deductions[reading.Deduction].Row;
            state.Pair(reveals[reading.Reveal].Row, deduction, stage.Tier, made.Level);
            if (made.RunnerUp is { } runnerUp)
                state.SetRunnerUp(deduction, runnerUp);
        }

        return true;
    }

    /// <summary>Lists the readings, and the best of each row; false if there are too many.</summary>
    bool TryRead(ReadOnlySpan<StretchRow> reveals, ReadOnlySpan<StretchRow> deductions)
    {
        Clear(ref _reveals, reveals.Length);
        Clear(ref _deductions, deductions.Length);
        _readingCount = 0;
        var first = 0;
        for (var d = 0; d < deductions.Length; d++)
        {
            ref readonly var paid = ref deductions[d];
            while (first < reveals.Length && paid.Ticks - reveals[first].Ticks > stage.Window.LateMax)
                first++;

            for (var r = first; r < reveals.Length && reveals[r].Ticks - paid.Ticks <= stage.Window.EarlyMax; r++)
            {
                if (!StretchRow.MayPair(reveals[r], paid))
                    continue;
                if (_readingCount == ReadingsMax)
                    return false;

                var reading = _readingCount++;
                _readings[reading] = new Reading { Cost = StretchRow.Cost(reveals[r], paid), Reveal = r, Deduction = d, NextOfReveal = _reveals[r].Last };
                _reveals[r].Last = _deductions[d].Last = reading;
                Open(reading, reveals);
            }
        }

        return true;
    }

    static void Clear(ref Place[] places, int count)
    {
        if (places.Length < count)
            places = new Place[Math.Max(count, 2 * places.Length)];
        Array.Fill(places, new Place { Last = -1, Best = -1 }, 0, count);
    }

    void Open(int reading, ReadOnlySpan<StretchRow> reveals)
    {
        ref var ofReveal = ref _reveals[_readings[reading].Reveal].Best;
        ref var ofDeduction = ref _deductions[_readings[reading].Deduction].Best;
        if (IsBetter(reading, ofReveal, reveals))
            ofReveal = reading;
        if (IsBetter(reading, ofDeduction, reveals))
            ofDeduction = reading;
    }

    /// <summary>
    /// Takes the readings that are the best of both their rows, until none is open. The cheapest of all that are open always is one; with
    /// nothing dense it takes a round or two, and false says that it would take many.
    /// </summary>
    bool TryChoose(ReadOnlySpan<StretchRow> reveals, ReadOnlySpan<StretchRow> deductions)
    {
        _pairCount = 0;
        for (var round = 0; round < RoundsMax; round++)
        {
            for (var d = 0; d < deductions.Length; d++)
            {
                if (_deductions[d].Best is >= 0 and var best && _reveals[_readings[best].Reveal].Best == best)
                {
                    _pairs[_pairCount++].Reading = best;
                    _deductions[d].IsPaired = _reveals[_readings[best].Reveal].IsPaired = true;
                }
            }

            if (!TryReopen(reveals))
                return true;
        }

        return false;
    }

    /// <summary>Finds the best readings anew among those of which neither row is paired; false if there is none.</summary>
    bool TryReopen(ReadOnlySpan<StretchRow> reveals)
    {
        var any = false;
        for (var reading = 0; reading < _readingCount; reading++)
            _reveals[_readings[reading].Reveal].Best = _deductions[_readings[reading].Deduction].Best = -1;

        for (var reading = 0; reading < _readingCount; reading++)
        {
            if (_reveals[_readings[reading].Reveal].IsPaired || _deductions[_readings[reading].Deduction].IsPaired)
                continue;

            any = true;
            Open(reading, reveals);
        }

        return any;
    }

    /// <summary>The order in which the lines pair: by the range of prices, narrowest and then lowest first, and then by cost.</summary>
    bool IsBetter(int reading, int than, ReadOnlySpan<StretchRow> reveals)
    {
        if (than < 0)
            return true;

        ref readonly var one = ref _readings[reading];
        ref readonly var two = ref _readings[than];
        ref readonly var a = ref reveals[one.Reveal];
        ref readonly var b = ref reveals[two.Reveal];
        var byRange = (a.Max - a.Min).CompareTo(b.Max - b.Min) is not 0 and var byWidth ? byWidth : a.Min.CompareTo(b.Min);
        if (byRange != 0)
            return byRange < 0;
        if (one.Cost != two.Cost)
            return one.Cost < two.Cost;
        return one.Reveal != two.Reveal ? one.Reveal < two.Reveal : one.Deduction < two.Deduction;
    }

    /// <summary>Sets a pair's level by the cheapest other reading of its rows; false if two are as cheap, or the pair would be in doubt.</summary>
    bool TryWeigh(ref Made made, ReadOnlySpan<StretchRow> reveals, ReadOnlySpan<StretchRow> deductions)
    {
        ref readonly var pair = ref _readings[made.Reading];
        var (best, isTied) = (-1, false);
        for (var other = _deductions[pair.Deduction].Last; other >= 0 && _readings[other].Deduction == pair.Deduction; other--)
            Consider(other, made.Reading, ref best, ref isTied);
        for (var other = _reveals[pair.Reveal].Last; other >= 0; other = _readings[other].NextOfReveal)
            Consider(other, made.Reading, ref best, ref isTied);

        made.RunnerUp = best < 0 ? null
            : _readings[best].Deduction == pair.Deduction ? Member.Reveal(reveals[_readings[best].Reveal].Row)
            : Member.Deduction(deductions[_readings[best].Deduction].Row);
        made.Level = Margin.LevelOf(stage, pair.Ticks, best < 0 ? null : _readings[best].Ticks);
        return !isTied && made.Level != Level.E;
    }

    void Consider(int other, int pair, ref int best, ref bool isTied)
    {
        if (other == pair || (best >= 0 && _readings[other].Ticks > _readings[best].Ticks))
            return;

        isTied = best >= 0 && _readings[other].Ticks == _readings[best].Ticks;
        best = other;
    }
}
