using System.Collections.Concurrent;
using CreditDashboard.Data;

namespace CreditDashboard.Import;

/// <summary>
/// The imports that people began on a page. Once its files are here an import goes on whether or not the page stays open, and whoever began
/// it finds it again.
/// </summary>
public sealed class RunningImports(Importer importer, IHostApplicationLifetime life, ILogger<RunningImports> log)
{
    readonly ConcurrentDictionary<(string Actor, string Slug), RunningImport> _running = [];

    /// <summary>The one that runs for someone in an account; null if none does.</summary>
    public RunningImport? Of(AccessScope scope, string slug) => _running.GetValueOrDefault((scope.Actor, slug));

    /// <param name="files">Opened when their turn comes.</param>
    /// <param name="copies">What holds the files until then; disposed when the import is over.</param>
    public RunningImport Start(AccessScope scope, string slug, IReadOnlyList<ImportFile> files, ImportRequest request, IReadOnlyList<IAsyncDisposable> copies)
    {
        var stop = new CancellationTokenSource();
        var import = new RunningImport(stop);
        _running[(scope.Actor, slug)] = import;
        import.Done = RunAsync();
        return import;

        async Task<ImportReport?> RunAsync()
        {
            using var stopping = life.ApplicationStopping.Register(import.Stop);
            try
            {
                return await importer.RunAsync(scope, slug, files, request, import, stop.Token);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // Whoever began it may have left, and then nobody else tells of it.
                log.LogError(problem, "An import failed. Nothing of it landed.");
                throw;
            }
            finally
            {
                _running.TryRemove(new((scope.Actor, slug), import));
                foreach (var copy in copies)
                    await copy.DisposeAsync();
            }
        }
    }
}

/// <summary>An import that runs.</summary>
public sealed class RunningImport : IProgress<ImportProgress>
{
    readonly CancellationTokenSource _stop;

    internal RunningImport(CancellationTokenSource stop) => _stop = stop;

    /// <summary>How far it is, null before the first word of it.</summary>
    public ImportProgress? Progress { get; private set; }

    /// <summary>Raised with each word of it, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Its end: the report, null if the account is gone, cancelled if it was stopped.</summary>
    public Task<ImportReport?> Done { get; internal set; } = Task.FromResult<ImportReport?>(null);

    /// <summary>Stops it; nothing of it lands if it has not landed yet.</summary>
    public void Stop() => _stop.Cancel();

    void IProgress<ImportProgress>.Report(ImportProgress value)
    {
        Progress = value;
        Changed?.Invoke();
    }
}
