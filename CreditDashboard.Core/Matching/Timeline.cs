using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>How far a deduction may be posted from its reveal, in 100 ns units, both ends included.</summary>
/// <param name="EarlyMax">How much earlier than the reveal.</param>
/// <param name="LateMax">How much later than the reveal.</param>
public readonly record struct LagWindow(long EarlyMax, long LateMax)
{
    /// <summary>No limit: the key alone decides.</summary>
    public static readonly LagWindow Any = new(long.MaxValue, long.MaxValue);

    public static LagWindow Seconds(long early, long late) => new(early * Position.TicksPerSecond, late * Position.TicksPerSecond);

    public bool Holds(long revealTicks, long deductionTicks) =>
        deductionTicks >= revealTicks ? deductionTicks - revealTicks <= LateMax : revealTicks - deductionTicks <= EarlyMax;
}

/// <summary>
/// The kernel: rows on lines of time, paired by mutual best. Every reveal and deduction on one line may be paired with each other, and the
/// cost of a pair is the distance of their positions, twice that if the deduction comes first. Both ends rank by that same strict cost, so
/// taking the cheapest free pair again and again gives the unique stable matching (Gale and Shapley 1962; with one common ranking it has
/// one solution). The cheapest free pair of a line is always adjacent on it: a row between its ends would make a cheaper pair with one of
/// them. So a linked list of the line and a heap of adjacent pairs find it in O(n log n) at any density.
/// A row may stand on several lines, one for each way in which it can be paired; it leaves all of them when it is taken.
/// </summary>
sealed class Timeline(RevealRow[] reveals, DeductionRow[] deductions)
{
    readonly int[] _nodeOfReveal = Filled(reveals.Length);
    readonly int[] _nodeOfDeduction = Filled(deductions.Length);
    readonly PriorityQueue<(int Left, int Right), PairRank> _adjacent = new();
    Node[] _nodes = new Node[64];
    int _count;

    /// <summary>A row's place on one line; deductions are the complement of their index.</summary>
    struct Node
    {
        public int Row;
        public int Left;
        public int Right;
        public int OtherLine;
        public bool IsTaken;
    }

    /// <summary>Cost first; rows are indexed in the order of their positions, so the indices break the ties that hashes leave.</summary>
    readonly record struct PairRank(UInt128 Cost, int Reveal, int Deduction) : IComparable<PairRank>
    {
        public int CompareTo(PairRank other)
        {
            var byCost = Cost.CompareTo(other.Cost);
            return byCost != 0 ? byCost : Reveal != other.Reveal ? Reveal.CompareTo(other.Reveal) : Deduction.CompareTo(other.Deduction);
        }
    }

    public static UInt128 Cost(in RevealRow reveal, in DeductionRow deduction) =>
        Cost(new UInt128((ulong)reveal.Ticks, reveal.Tie), new UInt128((ulong)deduction.Ticks, deduction.Tie));

    /// <summary>What a reveal at one position and a deduction at another cost.</summary>
    public static UInt128 Cost(UInt128 shown, UInt128 paid)
    {
        return paid >= shown ? paid - shown : (shown - paid) << 1;
    }

    /// <summary>The cost in whole 100 ns units.</summary>
    public static long CostTicks(in RevealRow reveal, in DeductionRow deduction) => (long)(ulong)(Cost(reveal, deduction) >> 64);

    /// <summary>Puts rows on a line of their own. Both lists ascend; nothing is paired until <see cref="Pair"/>.</summary>
    public void AddLine(ReadOnlySpan<int> lineReveals, ReadOnlySpan<int> lineDeductions)
    {
        if (lineReveals.IsEmpty || lineDeductions.IsEmpty)
            return;

        var length = lineReveals.Length + lineDeductions.Length;
        if (_nodes.Length < _count + length)
            Array.Resize(ref _nodes, Math.Max(_count + length, 2 * _nodes.Length));

        var first = _count;
        for (int r = 0, d = 0; r + d < length;)
        {
            var revealIsNext = d == lineDeductions.Length
                || (r < lineReveals.Length && reveals[lineReveals[r]].Position <= deductions[lineDeductions[d]].Position);
            var row = revealIsNext ? lineReveals[r++] : ~lineDeductions[d++];
            ref var head = ref HeadOf(row);
            _nodes[_count] = new Node
            {
                Row = row,
                Left = _count == first ? -1 : _count - 1,
                Right = _count == first + length - 1 ? -1 : _count + 1,
                OtherLine = head,
            };
            head = _count++;
        }
    }

    /// <summary>Pairs the rows on all lines added so far, cheapest first, and clears the lines.</summary>
    public void Pair(LagWindow window, Action<int, int> paired)
    {
        for (var node = 0; node < _count; node++)
            Offer(node, _nodes[node].Right, window);

        while (_adjacent.TryDequeue(out var pair, out var rank))
        {
            ref readonly var left = ref _nodes[pair.Left];
            if (left.IsTaken || _nodes[pair.Right].IsTaken || left.Right != pair.Right)
                continue;

            paired(rank.Reveal, rank.Deduction);
            Take(rank.Reveal, window);
            Take(~rank.Deduction, window);
        }

        for (var node = 0; node < _count; node++)
            HeadOf(_nodes[node].Row) = -1;
        _count = 0;
    }

    void Take(int row, LagWindow window)
    {
        for (var node = HeadOf(row); node >= 0; node = _nodes[node].OtherLine)
        {
            ref var taken = ref _nodes[node];
            taken.IsTaken = true;
            if (taken.Left >= 0)
                _nodes[taken.Left].Right = taken.Right;
            if (taken.Right >= 0)
                _nodes[taken.Right].Left = taken.Left;
            Offer(taken.Left, taken.Right, window);
        }
    }

    void Offer(int left, int right, LagWindow window)
    {
        if (left < 0 || right < 0)
            return;

        var (one, two) = (_nodes[left].Row, _nodes[right].Row);
        if (one >= 0 == two >= 0)
            return;

        var (reveal, deduction) = one >= 0 ? (one, ~two) : (two, ~one);
        if (window.Holds(reveals[reveal].Ticks, deductions[deduction].Ticks))
            _adjacent.Enqueue((left, right), new PairRank(Cost(reveals[reveal], deductions[deduction]), reveal, deduction));
    }

    ref int HeadOf(int row) => ref row >= 0 ? ref _nodeOfReveal[row] : ref _nodeOfDeduction[~row];

    static int[] Filled(int length)
    {
        var nodes = new int[length];
        Array.Fill(nodes, -1);
        return nodes;
    }
}
