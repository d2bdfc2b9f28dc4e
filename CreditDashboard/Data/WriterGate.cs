namespace CreditDashboard.Data;

/// <summary>
/// One writer at a time in the whole process. SQLite 3.50.4 can lose pages when two connections commit or checkpoint at one instant, so
/// every commit happens inside a turn: <see cref="StoreContext"/> takes one around each save, and bulk writing around each slice.
/// Turns are given in the order in which they were asked for.
/// </summary>
public sealed class WriterGate : IDisposable
{
    const int TurnsBetweenCheckpoints = 256;

    readonly SemaphoreSlim _free = new(1, 1);
    int _turns;

    /// <summary>What only the writer may do, now and then, with nobody else writing.</summary>
    internal Action? Checkpoint { get; set; }

    public async ValueTask<Turn> EnterAsync(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        return new Turn(this);
    }

    public Turn Enter()
    {
        _free.Wait();
        return new Turn(this);
    }

    public void Dispose() => _free.Dispose();

    void Leave()
    {
        try
        {
            if (++_turns % TurnsBetweenCheckpoints == 0)
                Checkpoint?.Invoke();
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>The right to write, until it is disposed.</summary>
    public sealed class Turn : IDisposable
    {
        WriterGate? _gate;

        internal Turn(WriterGate gate) => _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();
    }
}
