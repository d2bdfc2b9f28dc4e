using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>The kernel against slower ways that are plainly right.</summary>
public class TimelineTests
{
    static readonly LagWindow Window = LagWindow.Seconds(5, 30);

    /// <summary>Rows on one line: some at one instant, some far apart.</summary>
    internal static AccountRows Rows(int seed, int rowsMax, int ofEachSideMax = int.MaxValue)
    {
        var random = new Random(seed);
        var builder = new AccountRowsBuilder();
        var span = 1 + random.Next(120);
        for (var i = random.Next(rowsMax); i >= 0; i--)
        {
            var at = Instant.FromUtc(2026, 11, 2, 10, 0) + Duration.FromSeconds(random.Next(span));
            var isReveal = random.Next(2) == 0;
            if ((isReveal ? builder.RevealCount : builder.DeductionCount) == ofEachSideMax)
                isReveal = !isReveal;
            if ((isReveal ? builder.RevealCount : builder.DeductionCount) == ofEachSideMax)
                break;
            if (isReveal)
                builder.Add(new Reveal { Id = $"R{i}", OccurredAt = at, Channel = "web", EmailsFound = 1, PhonesFound = 0 });
            else
                builder.Add(new Deduction { Id = $"D{i}", PostedAt = at, Credits = new Credits(1) });
        }

        return builder.Build();
    }

    static HashSet<(int, int)> Paired(AccountRows rows, IEnumerable<(int[] Reveals, int[] Deductions)> lines)
    {
        var timeline = new Timeline(rows.Reveals, rows.Deductions);
        HashSet<(int, int)> pairs = [];
        foreach (var (reveals, deductions) in lines)
            timeline.AddLine(reveals, deductions);
        timeline.Pair(Window, (reveal, deduction) => pairs.Add((reveal, deduction)));
        return pairs;
    }

    /// <summary>All admissible pairs in the order of their cost, each taken if both its ends are free.</summary>
    static HashSet<(int, int)> Greedy(AccountRows rows, Func<int, int, bool> mayPair)
    {
        var all = from reveal in Enumerable.Range(0, rows.Reveals.Length)
                  from deduction in Enumerable.Range(0, rows.Deductions.Length)
                  where mayPair(reveal, deduction) && Window.Holds(rows.Reveals[reveal].Ticks, rows.Deductions[deduction].Ticks)
                  orderby Timeline.Cost(rows.Reveals[reveal], rows.Deductions[deduction]), reveal, deduction
                  select (reveal, deduction);
        HashSet<int> shown = [];
        HashSet<int> paid = [];
        return [.. all.Where(pair => !shown.Contains(pair.reveal) && !paid.Contains(pair.deduction) && shown.Add(pair.reveal) && paid.Add(pair.deduction))];
    }

    static int[] All(int length) => [.. Enumerable.Range(0, length)];

    [Fact]
    public void OneLine_EqualsAllPairsGreedy()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var rows = Rows(seed, 40);
            Assert.Equal(Greedy(rows, (_, _) => true), Paired(rows, [(All(rows.Reveals.Length), All(rows.Deductions.Length))]));
        }
    }

    [Fact]
    public void SeveralLines_EqualAllPairsGreedy_OverPairsOnACommonLine()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var rows = Rows(seed, 40);
            var random = new Random(seed);
            var ofReveal = rows.Reveals.Select(_ => random.Next(3)).ToArray();
            var ofDeduction = rows.Deductions.Select(_ => random.Next(3)).ToArray();

            // Class 0 names nothing and may be paired with every class.
            var lines = new[] { 1, 2 }.Select(name => (All(ofReveal.Length).Where(row => ofReveal[row] == name).ToArray(), All(ofDeduction.Length).Where(row => ofDeduction[row] == name).ToArray()))
                .Append((All(ofReveal.Length), All(ofDeduction.Length).Where(row => ofDeduction[row] == 0).ToArray()))
                .Append((All(ofReveal.Length).Where(row => ofReveal[row] == 0).ToArray(), All(ofDeduction.Length).Where(row => ofDeduction[row] != 0).ToArray()));
            Assert.Equal(
                Greedy(rows, (reveal, deduction) => ofReveal[reveal] == ofDeduction[deduction] || ofReveal[reveal] == 0 || ofDeduction[deduction] == 0),
                Paired(rows, lines));
        }
    }

    [Fact]
    public void ForbiddenPairs_AreSkipped_AsAllPairsGreedyWould()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var rows = Rows(seed, 40);
            var random = new Random(seed);
            var forbidden = (from reveal in All(rows.Reveals.Length) from deduction in All(rows.Deductions.Length) where random.Next(6) == 0 select (reveal, deduction)).ToHashSet();
            var pins = new PinnedRows([], forbidden);
            var lines = pins.Lines(
                All(rows.Reveals.Length), All(rows.Deductions.Length), (reveal, deduction) => Window.Holds(rows.Reveals[reveal].Ticks, rows.Deductions[deduction].Ticks));
            Assert.Equal(Greedy(rows, (reveal, deduction) => !forbidden.Contains((reveal, deduction))), Paired(rows, lines));
        }
    }
}
