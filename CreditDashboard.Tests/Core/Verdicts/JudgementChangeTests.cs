using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Verdicts;

/// <summary>What another card changes in the verdicts of the same rows.</summary>
public class JudgementChangeTests
{
    static readonly Instant Noon = Instant.FromUtc(2026, 11, 2, 12, 0);

    // A phone that cost 5 in the morning and in the afternoon, and an e-mail that nobody paid.
    const string PhonesAtFive =
        """
        R1 10:00:00 ann reveals phone of a by extension
        D1 10:00:02 ann pays 5 for a by extension
        R2 12:00:00 ann reveals phone of b by extension
        D2 12:00:02 ann pays 5 for b by extension
        R3 15:00:00 ann reveals email of c by extension
        """;

    static (Judgement Before, Judgement After) Judged(Instant from)
    {
        var ledger = LedgerText.Parse(PhonesAtFive).Complete();
        var rows = ledger.Rows();
        var cards = new CardSchedule([new CardAssignment { From = from, Card = "later-help-article" }]);
        return (Judge.Of(rows, ledger.Rules), Judge.Of(rows, ledger.Rules with { Cards = cards }));
    }

    static string[] Lines(JudgementChange change) =>
        [.. change.Changes.Select(each => $"{each.From.Slug()} {each.To.Slug()} {each.Verdicts} {each.Rows} {each.Before} {each.After}")];

    [Fact]
    public void ACardFromNoon_PricesAnewOnlyWhatWasRevealedFromNoonOn()
    {
        var (before, after) = Judged(Noon);
        var change = JudgementChange.Between(before, after, Instant.MaxValue);

        Assert.Equal(["overcharged ok 1 2 4 0"], Lines(change));
        Assert.Equal((9, 5, 1), (change.Before.Count, change.After.Count, change.Verdicts));
        Assert.Equal("R1 overcharged, R2 ok, R3 never_charged, D1 overcharged, D2 ok", LedgerText.Codes(after));
        Assert.Equal(before.Verdicts[before.OfDeduction[0]], after.Verdicts[after.OfDeduction[0]]);
    }

    [Fact]
    public void WhatKeepsItsCode_IsToldIfOtherCreditsAreInQuestion()
    {
        var ledger = LedgerText.Parse(PhonesAtFive).Complete();
        var two = PublishedCards.HelpArticle with { Id = "two", Phone = new Credits(2) };
        var cards = new CardSchedule([new CardAssignment { From = Noon, Card = "two", Number = 1 }], [two]);
        var rows = ledger.Rows();
        var change = JudgementChange.Between(Judge.Of(rows, ledger.Rules), Judge.Of(rows, ledger.Rules with { Cards = cards }), Instant.MaxValue);

        Assert.Equal(["overcharged overcharged 1 2 4 3"], Lines(change));
    }

    [Fact]
    public void WhatIsPending_DoesNotChangeYet()
    {
        var free = PublishedCards.HelpArticle with { Id = "free", Email = Credits.None };
        var ledger = LedgerText.Parse(PhonesAtFive).Complete();
        var rows = ledger.Rows();
        var cards = new CardSchedule([new CardAssignment { From = Noon + Duration.FromHours(2), Card = "free", Number = 1 }], [free]);
        var (before, after) = (Judge.Of(rows, ledger.Rules), Judge.Of(rows, ledger.Rules with { Cards = cards }));

        Assert.Equal(["never_charged free_as_ruled 1 1 1 0"], Lines(JudgementChange.Between(before, after, Instant.MaxValue)));
        Assert.Equal(["pending free_as_ruled 1 1 0 0"], Lines(JudgementChange.Between(before, after, Noon + Duration.FromHours(4))));
    }

    [Fact]
    public void TheSameRules_ChangeNothing_AndOtherRowsCannotBeCompared()
    {
        var (before, _) = Judged(Noon);
        Assert.Empty(JudgementChange.Between(before, before, Instant.MaxValue).Changes);
        Assert.Throws<ArgumentException>(() => JudgementChange.Between(before, new LedgerText().Judged(), Instant.MaxValue));
    }
}
