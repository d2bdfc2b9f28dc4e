using System.Globalization;
using CreditDashboard.Components;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Tests.Components;

public class WordsTests
{
    [Theory]
    [InlineData("en-GB", "7,282", "28.1%")]
    [InlineData("de", "7.282", "28,1%")]
    public void Numbers_AreWrittenAsTheViewerWritesThem(string culture, string count, string share)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.Equal(count, Words.Count(7282));
            Assert.Equal(share, Words.Share(281, 1000));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void WhatIsNotKnown_IsADash()
    {
        Assert.Equal("–", Words.Share(1, 0));
        Assert.Equal("–", Words.Range(null, null));
        Assert.Equal("1", Words.Range(1, 1));
        Assert.Equal("2–6", Words.Range(2, 6));
    }

    [Theory]
    [InlineData("North Ridge", "NR")]
    [InlineData("ann.lindqvist", "AL")]
    [InlineData("Acme", "AC")]
    [InlineData("é", "É")]
    [InlineData("", "")]
    [InlineData("...", "..")]
    public void Initials_StandForAName(string name, string expected) => Assert.Equal(expected, Words.Initials(name));

    [Fact]
    public void TypesOfCredits_AreNeverAdded()
    {
        var sum = TypedCredits.Sum([TypedCredits.Of(CreditType.Prospecting, new(3)), TypedCredits.Of(CreditType.Conversation, new(4))]);
        Assert.Equal("3 credits, 4 conversation credits", sum.ToString());
        Assert.Equal("1 credit", TypedCredits.Of(CreditType.Prospecting, new(1)).ToString());
    }

    [Theory]
    [InlineData(2_090, "2.1 s")]
    [InlineData(59_949, "59.9 s")]
    [InlineData(252_000, "4 min 12 s")]
    [InlineData(-7_200_000, "2 h")]
    [InlineData(248_880_000, "2 d 21 h")]
    public void Stretches_HaveTheirTwoLargestUnits(long milliseconds, string expected) =>
        Assert.Equal(expected, Times.Stretch(Duration.FromMilliseconds(milliseconds)));

    [Fact]
    public void Filter_KeepsWhatItUnderstands_AndMakesTheSameAddressAgain()
    {
        var filter = LedgerFilter.Parse(" acme ", "", ["u7f3k", "u7f3k", " "], ["salesforce"]);
        Assert.Equal("/discrepancies?account=acme&user=u7f3k&channel=salesforce&code=no_reveal", Links.Of(Links.Discrepancies, filter, new KeyValuePair<string, string?>("code", "no_reveal")));
        Assert.Equal(["salesforce", "web"], filter.Toggle("web").Channels.AsEnumerable());
        Assert.Empty(filter.Toggle("salesforce").Channels);
        Assert.False(filter.Everyone().IsNarrowed);
    }
}
