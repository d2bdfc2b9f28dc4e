using CreditDashboard.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CreditDashboard.Tests.Data;

/// <summary>A store in a directory of its own, which goes when the test is over.</summary>
sealed class TestStore : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly bool _ownsDirectory;

    TestStore(string directory, bool ownsDirectory)
    {
        Directory = directory;
        _ownsDirectory = ownsDirectory;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Store", $"Data Source={File}")]);
        builder.AddStore();
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
        await _app.DisposeAsync();
        if (_ownsDirectory)
            System.IO.Directory.Delete(Directory, recursive: true);
    }
}
