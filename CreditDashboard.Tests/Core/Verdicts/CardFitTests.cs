using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Verdicts;

public class CardFitTests
{
    static string[] Fits(string ledger, Window? window = null) =>
    [
        .. CardFit.Of(LedgerText.Parse(ledger).Complete().Judged(), window ?? Window.All, Instant.FromUtc(2027, 1, 1, 0, 0), PublishedCards.All)
            .Select(fit => $"{fit.Card.Id} {fit.Explained} {fit.Unexplained} {fit.UnexplainedCredits}"),
    ];

    const string PhonesAtFive =
        """
        R1 10:00:00 ann reveals phone of a by extension
        D1 10:00:02 ann pays 5 for a by extension
        R2 11:00:00 ann reveals phone of b by extension
        D2 11:00:02 ann pays 5 for b by extension
        R3 12:00:00 ann reveals email+phone of c by extension
        D3 12:00:02 ann pays 6 for c by extension
        R4 12:10:00 ann reveals email of d by bulk job=J1 only=email
        R5 12:10:00 ann reveals email of e by bulk job=J1 only=email
        D4 12:10:02 ann pays 2 for - by bulk job=J1
        D5 13:00:00 ann pays 1 for nobody by extension
        """;

    [Fact]
    public void TheCardThatExplainsMost_StandsFirst() => Assert.Equal(
        ["later-help-article 4 0 0", "help-article 2 2 8", "per-data-point 1 3 12"], Fits(PhonesAtFive));

    [Fact]
    public void OnlyDeductionsOfTheWindow_Count() => Assert.Equal(
        ["later-help-article 1 0 0", "help-article 0 1 4", "per-data-point 0 1 4"],
        Fits(PhonesAtFive, new Window(Instant.FromUtc(2026, 11, 2, 9, 0), Instant.FromUtc(2026, 11, 2, 10, 30), "morning")));
}
