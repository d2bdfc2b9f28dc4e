using Microsoft.Data.Sqlite;

namespace CreditDashboard.Data.Sqlite;

/// <summary>
/// The store's file: where it lies, how it is opened, and the lock that makes a second writing process refuse it. Readers open it
/// read-only and need no lock.
/// </summary>
public sealed class SqliteFile : IDisposable
{
    const int BusySeconds = 5;
    const int CheckpointPages = 2000;

    readonly WriterGate _gate;
    FileStream? _lock;
    SqliteConnection? _writer;
    SqliteOpenMode? _mode;

    public SqliteFile(IConfiguration configuration, WriterGate gate)
    {
        _gate = gate;
        var named = new SqliteConnectionStringBuilder(configuration.GetConnectionString("Store") ?? StoreOptions.DefaultConnection);
        if (named.DataSource is "" or ":memory:")
            throw new StoreUnavailableException("ConnectionStrings:Store must name a file: Data Source=PATH.");
        Path = System.IO.Path.GetFullPath(named.DataSource);
    }

    public string Path { get; }

    public bool IsWriting => _mode == SqliteOpenMode.ReadWrite;

    /// <summary>How every connection but the writer's opens the file, once it was decided whether this process writes.</summary>
    internal string ConnectionString => Text(_mode ?? throw new InvalidOperationException("The store was not opened yet."));

    /// <summary>The file and no right to write, known before that is decided.</summary>
    internal string ReadOnlyConnectionString => Text(SqliteOpenMode.ReadOnly);

    /// <summary>The one connection that writes in bulk and checkpoints; used only inside a turn.</summary>
    internal SqliteConnection Writer => _writer ?? throw new InvalidOperationException("This process did not open the store for writing.");

    internal void OpenForReading()
    {
        if (_mode is not null)
            throw new InvalidOperationException("The store is open already.");
        if (!File.Exists(Path))
            throw new StoreUnavailableException("There is no store here yet. Start the server once, or create an account.");

        _mode = SqliteOpenMode.ReadOnly;
    }

    /// <summary>Takes the lock and opens the writer, which creates the file if there is none.</summary>
    internal void OpenForWriting()
    {
        if (_mode is not null)
            throw new InvalidOperationException("The store is open already.");

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            _lock = Locked();
            CreateForOwner();
            _writer = new SqliteConnection(Text(SqliteOpenMode.ReadWriteCreate, pooling: false));
            _writer.Open();
            Run(_writer, "PRAGMA journal_mode=WAL");
            Settle(_writer);
            Run(_writer, $"PRAGMA wal_autocheckpoint={CheckpointPages}; PRAGMA cache_size=-65536");
        }
        catch (Exception problem) when (problem is SqliteException or UnauthorizedAccessException or IOException)
        {
            Dispose();
            throw new StoreUnavailableException("The store cannot be opened for writing: check its directory and its rights.", problem);
        }

        _mode = SqliteOpenMode.ReadWrite;
        _gate.Checkpoint = () => Run(_writer, "PRAGMA wal_checkpoint(PASSIVE)");
    }

    /// <summary>What holds for every connection, the writer's included. Only the writer checkpoints.</summary>
    internal static void Settle(SqliteConnection connection) =>
        Run(connection, "PRAGMA synchronous=FULL; PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=0");

    public void Dispose()
    {
        _gate.Checkpoint = null;
        if (_mode is { } mode)
        {
            using var pooled = new SqliteConnection(Text(mode));
            SqliteConnection.ClearPool(pooled);
        }

        // Last, because closing the last connection checkpoints.
        _writer?.Dispose();
        _lock?.Dispose();
        _writer = null;
        _lock = null;
        _mode = null;
    }

    // It holds people's addresses: nobody else on the machine may read it. SQLite gives its side files the same rights.
    void CreateForOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(Path, options).Dispose();
    }

    FileStream Locked()
    {
        try
        {
            return new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem) when (problem.GetType() == typeof(IOException))
        {
            throw new StoreInUseException();
        }
    }

    string Text(SqliteOpenMode mode, bool pooling = true) => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = mode,
        Pooling = pooling,
        DefaultTimeout = BusySeconds,
    }.ToString();

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
