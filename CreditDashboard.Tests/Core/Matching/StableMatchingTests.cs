using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>The kernel's pairs are the one stable matching: whoever proposes, and however one looks for another.</summary>
public class StableMatchingTests
{
    static readonly LagWindow Window = LagWindow.Seconds(5, 30);

    /// <summary>One line of rows with what each pair that may be made ranks by; both ends rank alike.</summary>
    sealed class Line
    {
        public Line(AccountRows rows)
        {
            Reveals = rows.Reveals.Length;
            Deductions = rows.Deductions.Length;
            for (var reveal = 0; reveal < Reveals; reveal++)
            {
                for (var deduction = 0; deduction < Deductions; deduction++)
                {
                    if (Window.Holds(rows.Reveals[reveal].Ticks, rows.Deductions[deduction].Ticks))
                        Ranks[(reveal, deduction)] = (Timeline.Cost(rows.Reveals[reveal], rows.Deductions[deduction]), reveal, deduction);
                }
            }
        }

        public int Reveals { get; }
        public int Deductions { get; }
        public Dictionary<(int Reveal, int Deduction), (UInt128 Cost, int Reveal, int Deduction)> Ranks { get; } = [];

        /// <summary>True if no two that are not paired with each other would both rather be.</summary>
        public bool IsStable(Dictionary<int, int> deductionOf)
        {
            var revealOf = deductionOf.ToDictionary(pair => pair.Value, pair => pair.Key);
            return Ranks.All(each =>
                (deductionOf.TryGetValue(each.Key.Reveal, out var has) && Ranks[(each.Key.Reveal, has)].CompareTo(each.Value) <= 0)
                || (revealOf.TryGetValue(each.Key.Deduction, out var of) && Ranks[(of, each.Key.Deduction)].CompareTo(each.Value) <= 0));
        }
    }

    static Dictionary<int, int> Kernel(AccountRows rows)
    {
        Dictionary<int, int> deductionOf = [];
        var timeline = new Timeline(rows.Reveals, rows.Deductions);
        timeline.AddLine([.. Enumerable.Range(0, rows.Reveals.Length)], [.. Enumerable.Range(0, rows.Deductions.Length)]);
        timeline.Pair(Window, deductionOf.Add);
        return deductionOf;
    }

    /// <summary>Gale and Shapley: each proposer goes down its list, and whoever is asked keeps the best offer so far.</summary>
    static Dictionary<int, int> Deferred(Line line, bool revealsPropose)
    {
        var wishes = line.Ranks.OrderBy(each => each.Value)
            .GroupBy(each => revealsPropose ? each.Key.Reveal : each.Key.Deduction, each => revealsPropose ? each.Key.Deduction : each.Key.Reveal)
            .ToDictionary(each => each.Key, each => new Queue<int>(each));
        Dictionary<int, int> kept = [];
        var asking = new Stack<int>(wishes.Keys);
        while (asking.TryPop(out var proposer))
        {
            if (!wishes[proposer].TryDequeue(out var asked))
                continue;

            if (kept.TryGetValue(asked, out var rival) && Rank(rival, asked).CompareTo(Rank(proposer, asked)) < 0)
            {
                asking.Push(proposer);
                continue;
            }

            if (kept.ContainsKey(asked))
                asking.Push(rival);
            kept[asked] = proposer;
        }

        return revealsPropose ? kept.ToDictionary(pair => pair.Value, pair => pair.Key) : kept;

        (UInt128, int, int) Rank(int proposer, int asked) => line.Ranks[revealsPropose ? (proposer, asked) : (asked, proposer)];
    }

    /// <summary>Every way to pair the reveals from one on with deductions that are left, or with none.</summary>
    static IEnumerable<Dictionary<int, int>> AllMatchings(Line line, int from = 0)
    {
        if (from == line.Reveals)
        {
            yield return [];
            yield break;
        }

        foreach (var rest in AllMatchings(line, from + 1))
        {
            yield return rest;
            for (var deduction = 0; deduction < line.Deductions; deduction++)
            {
                if (line.Ranks.ContainsKey((from, deduction)) && !rest.ContainsValue(deduction))
                    yield return new Dictionary<int, int>(rest) { [from] = deduction };
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhoeverProposes_TheSamePairsComeOut(bool revealsPropose)
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var rows = TimelineTests.Rows(seed, 40);
            Assert.Equal(Kernel(rows).OrderBy(pair => pair.Key), Deferred(new Line(rows), revealsPropose).OrderBy(pair => pair.Key));
        }
    }

    [Fact]
    public void OfAllMatchings_ExactlyOneIsStable_AndItIsTheKernels()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            // At most five of each side: the first ones of a longer line.
            var rows = TimelineTests.Rows(seed, 26, ofEachSideMax: 5);
            var line = new Line(rows);
            var stable = Assert.Single(AllMatchings(line), line.IsStable);
            Assert.Equal(stable.OrderBy(pair => pair.Key), Kernel(rows).OrderBy(pair => pair.Key));
        }
    }

    [Fact]
    public void NoTwo_WouldBothRatherHaveEachOther()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var rows = TimelineTests.Rows(seed, 30);
            Assert.True(new Line(rows).IsStable(Kernel(rows)), $"Line {seed}");
        }
    }
}
