using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Components;

/// <summary>
/// What a page reads: not there yet, there, or failed. A new reading cancels the one before, and what was there stays on the screen until
/// the new is, so that nothing jumps.
/// </summary>
public sealed class Reading<T>(ILogger log) : IDisposable
    where T : class
{
    CancellationTokenSource? _running;

    public T? Value { get; private set; }

    /// <summary>The reference of a failure, which stands in the log as well; null if the last reading did not fail.</summary>
    public string? Failure { get; private set; }

    /// <summary>True once there is an answer, and it was that there is no such thing.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>Reads, and tells whether this reading was the last one asked for.</summary>
    public async Task<bool> ReadAsync(Func<CancellationToken, Task<T?>> read)
    {
        Cancel();
        var own = _running = new CancellationTokenSource();
        try
        {
            var value = await read(own.Token);
            if (own.IsCancellationRequested)
                return false;

            (Value, Failure, IsMissing) = (value, null, value is null);
        }
        catch (OperationCanceledException) when (own.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception problem) when (problem is not NavigationException)
        {
            Failure = Guid.NewGuid().ToString("N")[..4].ToUpperInvariant();
            log.LogError(problem, "A page could not be read. Reference {Reference}.", Failure);
        }

        return true;
    }

    public void Dispose() => Cancel();

    void Cancel()
    {
        _running?.Cancel();
        _running?.Dispose();
        _running = null;
    }
}
