using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Components.Activities;

/// <summary>The rows that a timeline may show, where a text, a bar of the bridge, a finding or what came back picks them; indices, ascending.</summary>
sealed record PickedRows(int[] Reveals, int[] Deductions)
{
    /// <summary>Null if every row may be shown.</summary>
    public static PickedRows? Of(Judgement judgement, ActivityQuestion question)
    {
        List<PickedRows> picks = [];
        if (question.Bar is { } bar)
            picks.Add(new(bar.Reveals, bar.Deductions));
        if (question.Finding is { } finding)
            picks.Add(Of(judgement, finding));
        if (question.Found is { } found)
            picks.Add(Of(judgement, DataQuality.Counted(judgement, question.Window).Where(each => Completeness.Holds(found, each.Quality)).Select(each => each.Reveal)));
        if (question.Text.Length > 0 && new NamedRows(judgement, question.Text) is var named)
            picks.Add(new(named.Reveals, named.Deductions));
        return picks.Count == 0 ? null : picks.Aggregate((all, each) => all.And(each));
    }

    public bool Holds(Member row) => Array.BinarySearch(row.IsReveal ? Reveals : Deductions, row.Index) >= 0;

    PickedRows And(PickedRows other) => new(
        Array.FindAll(Reveals, row => other.Holds(Member.Reveal(row))), Array.FindAll(Deductions, row => other.Holds(Member.Deduction(row))));

    /// <summary>The rows of a finding, and the reveals that its charges are for.</summary>
    static PickedRows Of(Judgement judgement, FindingRows finding)
    {
        var reveals = finding.Deductions.SelectMany(row => With(judgement, judgement.OfDeduction[row], Side.Reveal)).Concat(finding.Reveals);
        return new([.. reveals.Distinct().Order()], [.. finding.Deductions]);
    }

    /// <summary>Some reveals, ascending, and the charges for them.</summary>
    static PickedRows Of(Judgement judgement, IEnumerable<int> reveals)
    {
        int[] picked = [.. reveals];
        return new(picked, [.. picked.SelectMany(row => With(judgement, judgement.OfReveal[row], Side.Deduction)).Distinct().Order()]);
    }

    static int[] With(Judgement judgement, int verdict, Side side) =>
        [.. judgement.MembersOf(verdict).ToArray().Where(member => member.IsReveal == (side == Side.Reveal)).Select(member => member.Index)];
}
