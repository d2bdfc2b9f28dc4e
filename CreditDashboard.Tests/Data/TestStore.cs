using System.Buffers;
using System.Globalization;
using System.Text;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using CreditDashboard.Import;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace CreditDashboard.Tests.Data;

/// <summary>A store in a directory of its own, which goes when the test is over.</summary>
sealed class TestStore : IAsyncDisposable
{
    readonly IHost _app;
    readonly bool _ownsDirectory;

    TestStore(string directory, bool ownsDirectory)
    {
        Directory = directory;
        _ownsDirectory = ownsDirectory;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Store", $"Data Source={File}")]);
        builder.AddStore();
        builder.AddImport();
        _app = builder.Build();
    }

    public string Directory { get; }
    public string File => Path.Combine(Directory, "store.db");

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public StoreContext Context() => Get<IDbContextFactory<StoreContext>>().CreateDbContext();

    /// <summary>A new store, open for writing.</summary>
    public static async Task<TestStore> NewAsync()
    {
        var store = Elsewhere();
        await store.Get<Store>().OpenForWritingAsync();
        return store;
    }

    /// <summary>The account of the article's sample, without rows.</summary>
    public Task<string> CreateAccountAsync(string name = "Acme", bool isSample = false) => Get<AccountDesk>().CreateAsync(
        AccessScope.Operator,
        new NewAccount(name, "Europe/London", Instant.FromUtc(2026, 1, 31, 9, 14)) { IsSample = isSample });

    /// <summary>Imports files that are given as text, or as bytes; the first's name is <c>file1</c>.</summary>
    public Task<ImportReport> ImportAsync(params string[] files) => ImportAsync(new ImportRequest(), files);

    public Task<ImportReport> ImportAsync(ImportRequest request, params string[] files) =>
        ImportAsync(request, null, [.. files.Select(Encoding.UTF8.GetBytes)]);

    public async Task<ImportReport> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress, params byte[][] files)
    {
        var given = files.Select((bytes, index) => new ImportFile($"file{index + 1}", bytes.Length, _ => new(new MemoryStream(bytes))));
        return (await Get<Importer>().RunAsync(AccessScope.Operator, "acme", [.. given], request, progress))!;
    }

    public async Task<AccountSnapshot> SnapshotAsync(string slug = "acme") =>
        (await Get<AccountSnapshots>().ReadAsync(AccessScope.Operator, slug))!;

    /// <summary>Checks the store, which must be sound, and returns its digest.</summary>
    public async Task<string> DigestAsync()
    {
        var report = await CheckAsync();
        Assert.Null(report.Broken);
        return report.Digest;
    }

    public Task<StoreCheckReport> CheckAsync() => Get<StoreCheck>().RunAsync(WriteVerdicts);

    static void WriteVerdicts(Judgement judgement, IBufferWriter<byte> output)
    {
        foreach (var verdict in judgement.Verdicts)
            output.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{verdict.IdText} {verdict.Code} {verdict.Discrepancy}\n")));
    }

    /// <summary>A file of the samples.</summary>
    public static string Sample(string name) => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    /// <summary>The same file as another process would hold it, not opened yet.</summary>
    public TestStore Beside() => new(Directory, ownsDirectory: false);

    /// <summary>A directory without a store.</summary>
    public static TestStore Elsewhere() => new(System.IO.Directory.CreateTempSubdirectory("credits-").FullName, ownsDirectory: true);

    /// <summary>The file as it lies on the disk at this moment, as after the machine lost its power.</summary>
    public TestStore AfterCrash()
    {
        var crashed = Elsewhere();
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory, "store.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            System.IO.File.Copy(file, Path.Combine(crashed.Directory, Path.GetFileName(file)));
        return crashed;
    }

    public List<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : reader.GetString(column))));
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_app).DisposeAsync();
        if (_ownsDirectory)
            System.IO.Directory.Delete(Directory, recursive: true);
    }
}
