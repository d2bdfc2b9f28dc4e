using System.Text;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Tests.Core.Ledger;

public class IdsTests
{
    [Theory]
    [InlineData("-1", "R-1 R-10 D-11")]
    [InlineData("R", "R-1 R-10 R-2")]
    [InlineData("1R", "")]
    [InlineData("0D-1", "")]
    [InlineData("2", "R-2")]
    [InlineData("R-1", "R-1 R-10")]
    [InlineData("", "")]
    [InlineData("none", "")]
    public void Holding_FindsATextWithinIds_AndNeverAcrossTwo(string text, string expected)
    {
        var ids = new Ids();
        foreach (var id in new[] { "R-1", "R-10", "D-11", "R-2" })
            ids.Add(id);

        Assert.Equal(expected, string.Join(' ', ids.Holding(Encoding.UTF8.GetBytes(text)).Select(number => ids[number])));
    }

    [Fact]
    public void Holding_FindsThemAcrossPieces()
    {
        var ids = new Ids();
        var length = 0L;
        for (var number = 0; length < 70 << 20; number++, length += 1 << 16)
            ids.Add(number % 100 == 0 ? $"x-{number}".PadRight(1 << 16) : new string('.', 1 << 16));

        Assert.Equal(Enumerable.Range(0, ids.Count).Where(number => number % 100 == 0), ids.Holding("x-"u8.ToArray()));
    }
}
