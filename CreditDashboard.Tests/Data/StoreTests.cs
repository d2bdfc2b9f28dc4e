using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Tests.Data;

public class StoreTests
{
    [Fact]
    public async Task MigratedSchema_IsTheModels()
    {
        await using var migrated = await TestStore.NewAsync();
        await using var created = TestStore.Elsewhere();
        var options = new DbContextOptionsBuilder<StoreContext>().UseSqlite($"Data Source={created.File};Pooling=False").Options;
        await using (var context = new StoreContext(options, new WriterGate()))
            await context.Database.EnsureCreatedAsync();

        const string Tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
        foreach (var table in created.Query(Tables))
        {
            foreach (var question in new[]
            {
                $"SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo('{table}') ORDER BY name",
                $"SELECT \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list('{table}') ORDER BY 1, 2",
                $"SELECT name, \"unique\", (SELECT group_concat(name) FROM pragma_index_info(list.name)) FROM pragma_index_list('{table}') AS list WHERE origin = 'c' ORDER BY 1",
            })
            {
                Assert.Equal(created.Query(question), migrated.Query(question));
            }
        }
    }

    [Fact]
    public async Task EveryKey_BeginsWithTheAccount()
    {
        await using var store = await TestStore.NewAsync();
        string[] withoutAccount = ["people", "person_claims", "person_logins", "person_tokens", "accounts", "__EFMigrationsHistory", "__EFMigrationsLock"];
        var keys = store.Query("""
            SELECT tables.name, (SELECT name FROM pragma_table_info(tables.name) WHERE pk = 1) FROM sqlite_schema AS tables
            WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
            UNION ALL
            SELECT tables.name, (SELECT name FROM pragma_index_info(list.name) WHERE seqno = 0)
            FROM sqlite_schema AS tables, pragma_index_list(tables.name) AS list WHERE tables.type = 'table' AND list."unique"
            """);
        Assert.All(keys.Where(key => !withoutAccount.Contains(key.Split('|')[0])), key => Assert.EndsWith("|account", key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondWriter_IsRefused_AndAReaderIsNot()
    {
        await using var store = await TestStore.NewAsync();
        await using var writer = store.Beside();
        await using var reader = store.Beside();
        await Assert.ThrowsAsync<StoreInUseException>(() => writer.Get<Store>().OpenForWritingAsync());
        await reader.Get<Store>().OpenForReadingAsync();
        await using var context = reader.Context();
        Assert.Empty(await context.Accounts.ToListAsync());
    }

    [Fact]
    public async Task File_IsItsOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
            return;

        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        foreach (var file in new[] { store.File, store.File + "-wal" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task StoreThatIsNotThere_IsNotOpenedForReading()
    {
        await using var elsewhere = TestStore.Elsewhere();
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => elsewhere.Get<Store>().OpenForReadingAsync());
        Assert.Contains("no store here yet", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM __EFMigrationsHistory", "An older version wrote this store")]
    [InlineData("INSERT INTO __EFMigrationsHistory VALUES ('9999_Later', '11')", "A newer version wrote this store")]
    public async Task SchemaOfAnotherVersion_IsNotRead(string change, string message)
    {
        await using var store = await TestStore.NewAsync();
        await using var other = store.AfterCrash();
        other.Query(change);
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => other.Get<Store>().OpenForReadingAsync());
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsNoStore_IsNotOpened()
    {
        await using var elsewhere = TestStore.Elsewhere();
        await System.IO.File.WriteAllTextAsync(elsewhere.File, string.Concat(Enumerable.Repeat("not a database ", 1000)));
        await using var reader = elsewhere.Beside();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => elsewhere.Get<Store>().OpenForWritingAsync());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => reader.Get<Store>().OpenForReadingAsync());
    }

    [Fact]
    public async Task WriteOutsideATurn_Throws()
    {
        await using var store = await TestStore.NewAsync();
        await using var context = store.Context();
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.Accounts.ExecuteDeleteAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.Database.BeginTransactionAsync());
    }

    [Fact]
    public async Task Audit_IsNumberedByAccount_AndOnlyGrows()
    {
        await using var store = await TestStore.NewAsync();
        foreach (var account in new long[] { 1, 2, 1 })
        {
            await using var context = store.Context();
            context.Audit.Add(new AuditRow { AccountId = account, At = default, Actor = "operator", What = "test" });
            await context.SaveChangesAsync();
        }

        Assert.Equal(["1|1", "1|2", "2|1"], store.Query("SELECT account, number FROM audit ORDER BY 1, 2"));
        Assert.ThrowsAny<Exception>(() => store.Query("DELETE FROM audit RETURNING number"));
    }
}
