using CreditDashboard.Components;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditDashboard.Tests.Components;

public class ReadingTests
{
    [Fact]
    public async Task NewReading_CancelsTheOneBefore_AndItsAnswerStands()
    {
        using var reading = new Reading<string>(NullLogger.Instance);
        var slow = new TaskCompletionSource<string?>();
        var cancelled = false;
        var first = reading.ReadAsync(ct =>
        {
            ct.Register(() => cancelled = true);
            return slow.Task;
        });
        Assert.True(await reading.ReadAsync(_ => Task.FromResult<string?>("second")));
        slow.SetResult("first");
        Assert.False(await first);
        Assert.True(cancelled);
        Assert.Equal("second", reading.Value);
    }

    [Fact]
    public async Task Failure_HasAReference_ThatStandsInTheLog_AndGoesWithTheNextReading()
    {
        var log = new Lines();
        using var reading = new Reading<string>(log);
        await reading.ReadAsync(_ => throw new InvalidOperationException("The disk is gone."));
        Assert.NotNull(reading.Failure);
        Assert.Contains(reading.Failure, Assert.Single(log.Said), StringComparison.Ordinal);
        Assert.False(reading.IsMissing);

        await reading.ReadAsync(_ => Task.FromResult<string?>("there"));
        Assert.Null(reading.Failure);
        Assert.Equal("there", reading.Value);
    }

    [Fact]
    public async Task NoAnswer_IsMissing()
    {
        using var reading = new Reading<string>(NullLogger.Instance);
        Assert.False(reading.IsMissing);
        Assert.True(await reading.ReadAsync(_ => Task.FromResult<string?>(null)));
        Assert.True(reading.IsMissing);
    }

    sealed class Lines : ILogger
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add(formatter(state, exception));
    }
}
