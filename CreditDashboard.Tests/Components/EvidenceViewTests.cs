using CreditDashboard.Components.Evidences;
using CreditDashboard.Tests.Core;
using NodaTime;

namespace CreditDashboard.Tests.Components;

/// <summary>What the evidence says of the rows beside its own.</summary>
public class EvidenceViewTests
{
    [Theory]
    [InlineData("R1 10:00:00 ann reveals email of cid by web\nD1 10:00:30 ann pays 1 for bob by web", "D1", "Near miss R1 by ann, 2 Nov, 10:00:00: Fails at the contact: cid.")]
    [InlineData("R1 10:00:00 ann reveals email of bob by web\nD1 08T10:00:00 ann pays 1 for bob by web", "D1", "Near miss R1 by ann, 2 Nov, 10:00:00: Fails at the window: charged 6 d after the reveal, where 72 h is allowed.")]
    [InlineData("R1 10:00:00 ann reveals email of bob by web\nD1 08T10:00:00 ann pays 1 for bob by web", "R1", "Near miss D1 by ann, 8 Nov, 10:00:00: Fails at the window: charged 6 d after the reveal, where 72 h is allowed.")]
    [InlineData("R1 10:00:00 ann reveals email of - by web\nD1 10:00:30 ann pays 9 for - by web", "D1", "Near miss R1 by ann, 2 Nov, 10:00:00: Fails at the price: 9 charged, 1 expected.")]
    [InlineData("R1 10:00:00 - reveals email of cid by web action=search\nD1 10:00:30 ann pays 1 for bob by web", "D1", "Near miss R1 with no user named, 2 Nov, 10:00:00: Fails at the action: search.")]
    public void NearMiss_NamesTheGateThatItFailed_AndByHowMuch(string ledger, string row, string expected)
    {
        var judgement = LedgerText.Parse(ledger).Complete().Judged();
        var verdict = row[0] == 'R' ? judgement.OfReveal[judgement.Rows.FindReveal(row)] : judgement.OfDeduction[judgement.Rows.FindDeduction(row)];
        var view = EvidenceView.Of(judgement, verdict, null, Instant.FromUtc(2026, 12, 31, 0, 0));
        Assert.Contains(expected, view.Others.Select(other => $"{other.Kind} {other.Id} {other.Who}: {other.Why}"));
    }

    [Fact]
    public void RunnerUp_SaysWhoPaidForIt()
    {
        var judgement = LedgerText.Parse("""
            R1 10:00:00 ann reveals email of bob by web
            D1 10:00:02 ann pays 1 for bob by web
            R2 12:00:00 ann reveals email+phone of bob by web
            D2 12:00:02 ann pays 2 for bob by web
            """).Complete().Judged();
        var view = EvidenceView.Of(judgement, judgement.OfDeduction[judgement.Rows.FindDeduction("D2")], null, Instant.FromUtc(2026, 12, 31, 0, 0));
        var other = Assert.Single(view.Others, row => row.Kind == "Runner-up");
        Assert.Equal(("R1", "r.R1", "Paid by D1, 1 credit, 2 Nov, 10:00."), (other.Id, other.Row, other.Why));
    }
}
