using System.Text;
using CreditDashboard.Import;
using CreditDashboard.Tests.Data;

namespace CreditDashboard.Tests.Import;

/// <summary>What bad input gets: the row or the file is named with what would be right, and nothing lands by halves.</summary>
public class BadInputTests
{
    const string Reveals = "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found,emails_requested,quantity,action,credit_type\n";
    const string Deductions = "deduction_id,posted_at,credits,user,channel,reverses\n";
    const string Grants = "grant_id,posted_at,credits,kind\n";
    const string Good = "R-1,2026-11-02T10:00:00Z,ann@acme.example,web,c-1,1,0,,,,\n";

    [Theory]
    [InlineData(",2026-11-02T10:00:00Z,,web,,1,0,,,,", "reveal_id", "It is empty, and every row needs its own.")]
    [InlineData("R-2,yesterday,,web,,1,0,,,,", "occurred_at", "'yesterday' is no timestamp that can be read. A timestamp reads like 2026-10-31T09:14:00Z")]
    [InlineData("R-2,,,web,,1,0,,,,", "occurred_at", "It is empty: a timestamp reads like 2026-10-31T09:14:00Z.")]
    [InlineData("R-2,2026-02-30T10:00:00Z,,web,,1,0,,,,", "occurred_at", "The month has no such day.")]
    [InlineData("R-2,1999-12-31T10:00:00Z,,web,,1,0,,,,", "occurred_at", "The year must lie between 2000 and 2199.")]
    [InlineData("R-2,2026-11-02T10:00:00Z,ann,web,,1,0,,,,", "user", "'ann' is no e-mail address: it must hold one @ and no blank.")]
    [InlineData("R-2,2026-11-02T10:00:00Z,a b@c,web,,1,0,,,,", "user", "'a b@c' is no e-mail address")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,,,1,0,,,,", "channel", "It is empty: say extension, web, bulk, csv, api, or the integration's name.")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,my crm,,1,0,,,,", "channel", "'my crm' is no channel: give 1 to 40 of a-z, 0-9, dot, dash and underscore.")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,,two,0,,,,", "emails_found", "'two' is not a whole number from 0 to 2147483647.")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,,1,-1,,,,", "phones_found", "'-1' is not a whole number from 0")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,,1,,,,,", "phones_found", "It is empty: give a whole number, 0 or more.")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,,1,0,perhaps,,,", "emails_requested", "'perhaps' is neither true nor false.")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,,1,0,,1.5,,", "quantity", "'1.5' is not a whole number")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,,1,0,,,se arch,", "action", "'se arch' is no action")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,,1,0,,,,gold", "credit_type", "'gold' is no credit type: say prospecting or conversation.")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,\"c\n2\",1,0,,,,", "contact_id", "It holds a line break, a tab or another control character.")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,1,0,,,,", null, "The row has more or fewer fields than the header")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,c\"2,1,0,,,,", null, "A quote stands inside a field that is not quoted")]
    [InlineData("R-2,2026-11-02T10:00:00Z,,web,\"c\"2,1,0,,,,", null, "Text follows a closing quote")]
    public async Task BadReveal_IsNamed_AndTheGoodOnesLand(string row, string? column, string reason) =>
        await AssertRefusedAsync(Reveals + Good + row + "\n" + Good.Replace("R-1", "R-3", StringComparison.Ordinal), 3, column, reason, imported: 2);

    [Theory]
    [InlineData("D-1,2026-11-02T10:00:00Z,five,,,", "credits", "'five' is not a whole number of credits.")]
    [InlineData("D-1,2026-11-02T10:00:00Z,0,,,", "credits", "0 credits are no row of the ledger: leave the row out.")]
    [InlineData("D-1,2026-11-02T10:00:00Z,,,,", "credits", "It is empty: give a whole number of credits.")]
    [InlineData("D-1,2026-11-02T10:00:00Z,99999999999999999999,,,", "credits", "is not a whole number of credits.")]
    [InlineData("D-1,2026-11-02T10:00:00Z,-1,,,", "credits", "'-1' gives credits back: name in reverses the deduction that it answers.")]
    [InlineData("D-1,2026-11-02T10:00:00Z,1,,,D-0", "reverses", "Only negative credits answer a deduction")]
    public async Task BadDeduction_IsNamed(string row, string column, string reason) =>
        await AssertRefusedAsync(Deductions + row, 2, column, reason, imported: 0);

    [Theory]
    [InlineData("G-1,2026-11-02T10:00:00Z,-5,top_up", "credits", "'-5' takes credits away, which only a row of kind expiry does.")]
    [InlineData("G-1,2026-11-02T10:00:00Z,5,expiry", "credits", "write -5.")]
    [InlineData("G-1,2026-11-02T10:00:00Z,5,gift", "kind", "'gift' is none of allocation, top_up, goodwill, expiry.")]
    public async Task BadGrant_IsNamed(string row, string column, string reason) =>
        await AssertRefusedAsync(Grants + row, 2, column, reason, imported: 0);

    [Theory]
    [InlineData("{\"reveal_id\":\"R-2\"}", "occurred_at", "It is empty: a timestamp reads like")]
    [InlineData("{\"reveal_id\":", null, "The line is not a whole JSON object")]
    [InlineData("[1]", null, "The line is not a JSON object: give one object a line.")]
    [InlineData("{\"reveal_id\":\"R-2\",\"reveal_id\":\"R-4\"}", "reveal_id", "It stands twice in the object.")]
    [InlineData("{\"reveal_id\":[1]}", "reveal_id", "A text, a number, true, false or null belongs here.")]
    [InlineData("{\"reveal_id\":\"\\ud800\"}", null, "The line holds half of a surrogate pair")]
    [InlineData("{\"reveal_id\":\"R-2\"} {}", null, "The line is not a whole JSON object")]
    public async Task BadLine_IsNamed(string line, string? column, string reason)
    {
        const string GoodLine = "{\"reveal_id\":\"R-1\",\"occurred_at\":\"2026-11-02T10:00:00Z\",\"channel\":\"web\",\"emails_found\":1,\"phones_found\":0}\n";
        await AssertRefusedAsync(GoodLine + line + "\n" + GoodLine.Replace("R-1", "R-3", StringComparison.Ordinal), 2, column, reason, imported: 2);
    }

    public static TheoryData<string, string> WholeFiles => new()
    {
        { "", "The file is empty." },
        { " \r\n\n", "The file is empty." },
        { "name,age\nann,3\n", "This is none of the files that can be imported" },
        { "hello", "This is none of the files that can be imported" },
        { "{\"name\":1}", "This is none of the files that can be imported" },
        { "PK\u0003\u0004rest", "This is a ZIP archive or a spreadsheet: extract it, or save the sheet as CSV UTF-8." },
        { "Rar!rest", "This is a RAR archive: extract it first." },
        { "reveal_id\0", "This is not text" },
        { Reveals + Good + "R-2,\"2026\nR-3,", "A quote is opened on line 3 and never closed." },
        { Reveals.Replace("phones_found", "phones", StringComparison.Ordinal) + Good, "The required column 'phones_found' is missing." },
        { Reveals.Replace("reveal_id", "id", StringComparison.Ordinal) + Good, "The required column 'reveal_id' is missing." },
        { Reveals.Replace("quantity", "User", StringComparison.Ordinal) + Good, "The column 'user' stands twice." },
        { Reveals + Good + Good.Replace("c-1", new string('c', 70_000), StringComparison.Ordinal), "The row on line 3 is longer than 64 KiB" },
        { Reveals + Good + "R-2,\"" + new string('x', 200_000), "64 KiB" },
        { "{\"reveal_id\":\"" + new string('c', 70_000) + "\"}", "Line 1 is longer than 64 KiB." },
        { "{\"reveal_id\":1}\n" + new string(' ', 70_000) + "\n", "Line 2 is longer than 64 KiB." },
        { "[{\"reveal_id\":1}]", "This is a JSON array: give one JSON object a line." },
    };

    [Theory, MemberData(nameof(WholeFiles))]
    public async Task FileThatCannotBeRead_IsRefusedWhole(string file, string message) =>
        await AssertRefusedWholeAsync(Encoding.UTF8.GetBytes(file), message);

    [Theory]
    [InlineData(new byte[] { 0x1F, 0x8B, 8 }, "This is a gzip archive: extract it first.")]
    [InlineData(new byte[] { 0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C }, "This is a 7z archive: extract it first.")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'r', 0 }, "This is UTF-16 text: save the file as UTF-8.")]
    public async Task Bytes_AreRefusedWhole(byte[] file, string message) => await AssertRefusedWholeAsync(file, message);

    [Fact]
    public async Task TextThatIsNotUtf8_IsRefusedWhole()
    {
        await AssertRefusedWholeAsync([.. Encoding.UTF8.GetBytes(Reveals + Good + "R-2,2026-11-02T10:00:00Z,"), 0xE4, .. ",web,,1,0,,,,\n"u8], "Line 3 is not UTF-8");
        await AssertRefusedWholeAsync([.. "{\"reveal_id\":1}\n{\""u8, 0xE4, .. "\":1}"u8], "Line 2 is not UTF-8");
    }

    [Fact]
    public async Task FileThatDoesNotExist_IsReported()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var missing = Path.Combine(store.Directory, "missing.csv");
        var report = await store.Get<Importer>().RunAsync(CreditDashboard.Data.AccessScope.Operator, "acme", [ImportFile.At(missing)], new ImportRequest());
        Assert.Equal("There is no such file.", Assert.Single(report!.Files).Message);
    }

    [Fact]
    public async Task Strict_LandsAllOfAFileOrNothing()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var report = await store.ImportAsync(
            new ImportRequest { Strict = true },
            Reveals + Good + "R-2,never,,web,,1,0,,,,\n",
            Deductions + "D-1,2026-11-02T10:00:00Z,1,,,\n");

        Assert.Equal((0, 2, true), (report.Files[0].Imported, report.Files[0].Refused, report.Files[0].IsRefused));
        Assert.Equal(1, report.Files[1].Imported);
        Assert.Equal(["0", "1"], store.Query("SELECT count(*) FROM reveals UNION ALL SELECT count(*) FROM deductions"));
    }

    [Fact]
    public async Task ProblemsBeyondTheLimit_AreCounted()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var file = Deductions + string.Concat(Enumerable.Range(0, 10_001).Select(row => $"D-{row},2026-11-02T10:00:00Z,0,,,\n"));
        var report = (await store.ImportAsync(file)).Files[0];
        Assert.Equal((10_001, 10_000), (report.Refused, report.Problems.Count));
        Assert.Equal("Only the first 10000 of 10001 problems are listed.", report.Message);
    }

    static async Task AssertRefusedAsync(string file, int line, string? column, string reason, int imported)
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var report = (await store.ImportAsync(file)).Files[0];
        var problem = Assert.Single(report.Problems);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        Assert.Equal((imported, 1, imported + 1), (report.Imported, report.Refused, report.Rows));
        await store.DigestAsync();
    }

    static async Task AssertRefusedWholeAsync(byte[] file, string message)
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var report = (await store.ImportAsync(new ImportRequest(), null, file)).Files[0];
        Assert.Contains(message, report.Message, StringComparison.Ordinal);
        Assert.Equal((true, 0L), (report.IsRefused, report.Rows));
        Assert.Equal(["0", "0"], store.Query("SELECT count(*) FROM reveals UNION ALL SELECT count(*) FROM imports"));
    }
}
