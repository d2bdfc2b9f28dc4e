using System.IO.Compression;
using System.Text;
using CreditDashboard.Components;
using CreditDashboard.Components.Exports;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Tests.Components.Exports;

/// <summary>Files that leave the product: what stands in their cells, and what does not.</summary>
public class ExportsTests
{
    static readonly Instant At = Instant.FromUtc(2026, 11, 22, 12, 0);
    static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44 20", "'+44 20")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("c-63602", "c-63602")]
    [InlineData("−2", "−2")]
    [InlineData("", "")]
    [InlineData(" ", " ")]
    public void AText_NeverStartsAFormula(string text, string written) => Assert.Equal(written, CsvFile.Harmless(text));

    [Fact]
    public async Task Csv_KeepsNumbersAsNumbers_AndTextsWhole()
    {
        using var body = new MemoryStream();
        await CsvFile.WriteAsync(body, ["name", "=head"], [[Cell.Of("a \"b\", c"), -5L], ["=1+1", Cell.Share(1, 3)], [default(Cell), Cell.Of(At, London)], ["two\r\nlines", (long?)null]], default);
        Assert.Equal(
            "\uFEFFname,'=head\r\n\"a \"\"b\"\", c\",-5\r\n'=1+1,0.333333\r\n,2026-11-22 12:00:00\r\n\"two\r\nlines\",\r\n", Encoding.UTF8.GetString(body.ToArray()));
    }

    [Fact]
    public async Task Workbook_HoldsTextsAsTexts_AndNoFormula()
    {
        Sheet[] sheets = [new("One", ["=head", "n"], [["=1+1", -5L], ["@x\u0001", Cell.Share(1, 4)], ["+1", Cell.Of(At, London)]], ["Total", default]), new("Two", ["x"], [])];
        var book = await Workbook.WriteAsync(sheets, default);
        var read = ReadBook.Of(book);
        Assert.Equal(["One", "Two"], read.Keys);
        Assert.Equal<object?>(["=head", "n"], read["One"][0]);
        Assert.Equal<object?>(["=1+1", -5d], read["One"][1]);
        Assert.Equal<object?>(["@x\uFFFD", 0.25], read["One"][2]);
        Assert.Equal<object?>(["+1", new DateTime(2026, 11, 22, 12, 0, 0)], read["One"][3]);
        Assert.Equal("Total", read["One"][4][0]);

        await using var zip = new ZipArchive(new MemoryStream(book));
        foreach (var sheet in zip.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)))
        {
            using var xml = new StreamReader(await sheet.OpenAsync());
            Assert.DoesNotContain("<f>", await xml.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/analytics/credit-usage?account=acme&window=last-30-days&user=u1&user=u2&by=user", "/analytics/credit-usage?window=last-30-days&user=u1&user=u2&by=user")]
    [InlineData("/analytics/credit-usage?account=acme", "/analytics/credit-usage")]
    [InlineData("/analytics/activity?account=acme&job=J%2F7%26x", "/analytics/activity?job=J%2F7%26x")]
    public void ASavedAddress_LeavesOutTheAccount_AndComesBackTheSame(string page, string saved)
    {
        Assert.Equal(saved, Links.WithoutAccount(page));
        Assert.Equal(page, Links.View("acme", saved));
    }

    [Theory]
    [InlineData("this-cycle", "x_acme_2026-10-31_2026-11-30.csv")]
    [InlineData("2026-11-02..2026-11-02", "x_acme_2026-11-02_2026-11-02.csv")]
    [InlineData("all", "x_acme_all.csv")]
    public void NameOfAFile_SaysAccountAndDays(string window, string name)
    {
        var calendar = new CycleCalendar(London, RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 31, 9, 14)]);
        Assert.Equal(name, FileName.Of("x", "acme", WindowView.Read(window, calendar, At), "csv"));
    }

    [Fact]
    public void Filters_AreSaidInWords()
    {
        var options = new LedgerOptions([new("u1", "ann"), new("u2", "ben"), new("-", "Unattributed")], [new("bulk", "Bulk"), new("api", "API")]);
        var filter = LedgerFilter.Parse("acme", null, ["u1", "gone"], ["bulk"]);
        Assert.Equal([("Users", "2 of 3: ann, gone"), ("Channels", "1 of 2: Bulk")], FilterText.Of(filter, options));
        Assert.Empty(FilterText.Of(filter.Everyone(), options));
    }
}
