namespace CreditDashboard.Data.Sqlite;

/// <summary>
/// Long writing in short transactions, so that whoever signs in or saves a page waits for a quarter of a second at most. What the slices
/// write must not be visible until the last of them.
/// </summary>
public sealed class SqliteSlices(SqliteFile file, WriterGate gate, TimeProvider time)
{
    const int StepsBetweenLooks = 32;

    static readonly TimeSpan SliceMax = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan WritingMin = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan WritingMax = TimeSpan.FromMilliseconds(100);

    /// <summary>Takes the steps one after the other, as many in a turn as fit into it. Each step writes when it is taken.</summary>
    /// <param name="steps">Enumerated inside the writer's turns.</param>
    /// <param name="taken">Told after each slice how many steps were taken in all; outside of the turn.</param>
    internal async Task RunAsync(IEnumerable<bool> steps, Action<long>? taken = null, CancellationToken cancellation = default)
    {
        using var next = steps.GetEnumerator();
        var commit = TimeSpan.Zero;
        var count = 0L;
        for (var more = true; more;)
        {
            cancellation.ThrowIfCancellationRequested();
            using (await gate.EnterAsync(cancellation))
            {
                // A commit takes its time, more if a checkpoint falls into it: what the last took is kept free, twice.
                var writing = TimeSpan.FromTicks(Math.Clamp((SliceMax - (2 * commit)).Ticks, WritingMin.Ticks, WritingMax.Ticks));
                (more, var written, commit) = OneSlice(next, writing);
                count += written;
            }

            taken?.Invoke(count);
        }
    }

    (bool More, long Steps, TimeSpan Commit) OneSlice(IEnumerator<bool> next, TimeSpan writing)
    {
        using var transaction = file.Writer.BeginTransaction();
        var start = time.GetTimestamp();
        var steps = 0L;
        bool more;
        do
        {
            more = next.MoveNext();
            steps += more ? 1 : 0;
        }
        while (more && (steps % StepsBetweenLooks != 0 || time.GetElapsedTime(start) < writing));

        var end = time.GetTimestamp();
        transaction.Commit();
        return (more, steps, time.GetElapsedTime(end));
    }
}
