using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Import;
using CreditDashboard.Tests.Data;
using NodaTime;

namespace CreditDashboard.Tests.Import;

/// <summary>One table in all the shapes that spreadsheets and scripts give it.</summary>
public class ShapeTests
{
    const string Plain = "reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found\n"
        + "R-1,2026-11-02T10:00:00Z,ann@acme.example,web,\"Zoë, the \"\"first\"\"\",1,0\n"
        + "R-2,2026-11-02T10:00:00.1234567Z,müller@acme.example,web,名前,0,2\n";

    public static TheoryData<string, string> Shapes => new()
    {
        { "byte order mark", "\uFEFF" + Plain },
        { "CRLF", Plain.Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "no last line break", Plain.TrimEnd() },
        { "empty lines", Plain.Replace("\n", "\n\n", StringComparison.Ordinal) },
        { "semicolons", Separated(';') },
        { "tabs", Separated('\t') },
        { "capitals and blanks in the header", "Reveal_ID, OCCURRED_AT ,User,Channel,contact_id,emails_found,phones_found\n" + Body(Plain) },
        { "quoted header", "\"reveal_id\",\"occurred_at\",\"user\",\"channel\",\"contact_id\",\"emails_found\",\"phones_found\"\n" + Body(Plain) },
        { "everything about a value that does not matter", Plain
            .Replace("ann@acme.example", "  Ann@ACME.example ", StringComparison.Ordinal)
            .Replace("müller", "mu\u0308ller", StringComparison.Ordinal)
            .Replace(",web,", ", WEB ,", StringComparison.Ordinal)
            .Replace("2026-11-02T10:00:00Z", "2026-11-02 11:00+01:00", StringComparison.Ordinal) },
        { "JSON lines", """
            {"reveal_id":"R-1","occurred_at":"2026-11-02T10:00:00Z","user":"ann@acme.example","channel":"web","contact_id":"Zo\u00eb, the \"first\"","emails_found":1,"phones_found":"0","emails_requested":true}

            {"PHONES_FOUND":2,"reveal_id":"R-2","occurred_at":"2026-11-02T10:00:00.1234567Z","user":"müller@acme.example","channel":"web","contact_id":"名前","emails_found":0,"job_id":null,"more":{"a":[1]}}
            """ },
        { "JSON lines with a byte order mark and CRLF", "\uFEFF{\"reveal_id\":\"R-1\",\"occurred_at\":\"2026-11-02T10:00:00Z\",\"user\":\"ann@acme.example\",\"channel\":\"web\",\"contact_id\":\"Zoë, the \\\"first\\\"\",\"emails_found\":1,\"phones_found\":0}\r\n"
            + "{\"reveal_id\":\"R-2\",\"occurred_at\":\"2026-11-02T10:00:00.1234567Z\",\"user\":\"müller@acme.example\",\"channel\":\"web\",\"contact_id\":\"名前\",\"emails_found\":0,\"phones_found\":2}\r\n" },
    };

    [Theory, MemberData(nameof(Shapes))]
    public async Task SameTable_InAnotherShape_IsThereAlready(string shape, string file)
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Plain);
        var report = (await store.ImportAsync(file)).Files[0];
        Assert.True(report is { Already: 2, Rows: 2 }, $"{shape}: {report.Message} {string.Join(' ', report.Problems)}");

        var row = (await store.SnapshotAsync()).Rows.Reveal(1);
        Assert.Equal(("R-2", "müller@acme.example", "名前", 2), (row.Id, row.User, row.Contact, row.PhonesFound));
        Assert.Equal(Instant.FromUtc(2026, 11, 2, 10, 0).PlusTicks(1234567), row.OccurredAt);
    }

    [Fact]
    public async Task UnknownColumns_AreListed_AndTimesWithoutOffsetCounted()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var report = (await store.ImportAsync("deduction_id,mood,posted_at,credits,,Team\nD-1,good,2026-07-01T10:00,1,,x\nD-2,bad,2026-07-01T10:00Z,1,,y\n")).Files[0];
        Assert.Equal(["Team", "mood"], report.IgnoredColumns);
        Assert.Equal(1, report.ZoneAssumed);
        Assert.Equal(["2026-07-01T09:00:00Z"], store.Query("SELECT posted_at FROM deduction_rows WHERE deduction_id = 'D-1'"));
    }

    [Fact]
    public async Task HeaderAlone_IsNoRefusal()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var report = await store.ImportAsync("deduction_id,posted_at,credits\n");
        Assert.False(report.HasRefusals);
        Assert.Equal((FileKind.Deductions, 0, "The file has no rows."), (report.Files[0].Kind, report.Files[0].Rows, report.Files[0].Message));
    }

    [Fact]
    public async Task DeclaredCoverage_IsKeptOnce_AndJudgedBy()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var november = Window.OfDays(new LocalDate(2026, 11, 1), new LocalDate(2026, 11, 30), DateTimeZone.Utc, "november");
        var request = new ImportRequest { Covers = november };
        for (var time = 0; time < 2; time++)
        {
            var report = await store.ImportAsync(request, Plain);
            Assert.Equal(new FileCoverage(Instant.FromUtc(2026, 11, 1, 0, 0), Instant.FromUtc(2026, 12, 1, 0, 0), Declared: true), report.Files[0].Coverage);
        }

        var declared = Assert.Single((await store.SnapshotAsync()).Coverages);
        Assert.Equal((Side.Reveal, november.From, november.To), (declared.Side, declared.From, declared.To));
        await store.DigestAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => store.ImportAsync(new ImportRequest { Covers = Window.All }, Plain));
    }

    [Fact]
    public async Task Import_IsRecorded_WithoutAPath()
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(Plain, "nothing");
        Assert.Equal(
            ["1|file1|reveals|2|2|", "2|file2|unknown|0|0|This is none of the files that can be imported: the first line or object names no reveal_id, deduction_id or grant_id, and it is none of the vendor's own."],
            store.Query("SELECT number, name, kind, rows, imported, message FROM import_files ORDER BY number"));
        Assert.Equal(["1|operator|account.create", "2|operator|import"], store.Query("SELECT number, actor, what FROM audit ORDER BY number"));
        Assert.NotNull((await store.SnapshotAsync()).LastImportAt);
    }

    static string Body(string csv) => csv[(csv.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    // The one comma that belongs to a value stands in quotes, and is put back.
    static string Separated(char separator) =>
        Plain.Replace(',', separator).Replace($"Zoë{separator}", "Zoë,", StringComparison.Ordinal);
}
