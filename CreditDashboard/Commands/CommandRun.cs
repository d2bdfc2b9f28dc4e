using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Data;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Commands;

/// <summary>The arguments cannot be meant; the message says what can be.</summary>
public sealed class WrongArgumentsException(string message) : Exception(message);

/// <summary>One command while it runs: the store it opened, where it answers, and how what goes wrong becomes an exit code.</summary>
public sealed class CommandRun : IAsyncDisposable
{
    readonly IHost _host;

    CommandRun(IHost host, bool asJson, CancellationToken cancellation)
    {
        _host = host;
        AsJson = asJson;
        Cancellation = cancellation;
    }

    public bool AsJson { get; }
    public CancellationToken Cancellation { get; }
    public IServiceProvider Services => _host.Services;
    public Instant Now => Instant.FromDateTimeOffset(Services.GetRequiredService<TimeProvider>().GetUtcNow());

    /// <summary>Runs a verb that only reads: it works beside a running server.</summary>
    public static Task<int> ReadAsync(string[] settings, bool asJson, Func<CommandRun, Task<ExitCode>> work, CancellationToken cancellation) =>
        RunAsync(settings, asJson, store => store.OpenForReadingAsync(cancellation), work, cancellation);

    /// <summary>Runs a verb that reads the store if there is one, and has an answer without.</summary>
    public static Task<int> ReadIfThereAsync(string[] settings, bool asJson, Func<CommandRun, Task<ExitCode>> work, CancellationToken cancellation) =>
        RunAsync(settings, asJson, store => store.IsThere ? store.OpenForReadingAsync(cancellation) : Task.CompletedTask, work, cancellation);

    /// <summary>Runs a verb that writes: no other process may have the store open for writing.</summary>
    public static Task<int> WriteAsync(string[] settings, bool asJson, Func<CommandRun, Task<ExitCode>> work, CancellationToken cancellation) =>
        RunAsync(settings, asJson, store => store.OpenForWritingAsync(cancellation), work, cancellation);

    static async Task<int> RunAsync(
        string[] settings, bool asJson, Func<Store, Task> open, Func<CommandRun, Task<ExitCode>> work, CancellationToken cancellation)
    {
        await using var run = new CommandRun(BuildHost(settings), asJson, cancellation);
        try
        {
            await open(run.Services.GetRequiredService<Store>());
            return (int)await work(run);
        }
        catch (WrongArgumentsException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return (int)ExitCode.WrongArguments;
        }
        catch (RefusedException problem)
        {
            return run.Refuse(problem.Message);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. What had not landed whole has left nothing.");
            return (int)ExitCode.Refused;
        }
        catch (Exception problem) when (problem is StoreInUseException or StoreUnavailableException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return (int)ExitCode.StoreTrouble;
        }
    }

    static IHost BuildHost(string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddProductSettings(settings);
        builder.AddStore();
        builder.AddImport();
        return builder.Build();
    }

    /// <summary>Says why nothing was done; with <c>--json</c> also as the one document on standard output.</summary>
    int Refuse(string why)
    {
        if (AsJson)
            WriteJson(json => WriteError(json, why));
        Console.Error.WriteLine(why);
        return (int)ExitCode.Refused;
    }

    static void WriteError(Utf8JsonWriter json, string why)
    {
        json.WriteStartObject();
        json.WriteString("error", why);
        json.WriteEndObject();
    }

    public async Task<AccountSnapshot> AccountAsync(string slug) =>
        await Services.GetRequiredService<AccountSnapshots>().ReadAsync(AccessScope.Operator, slug, Cancellation)
            ?? throw new RefusedException($"There is no account '{slug}'.");

    /// <summary>The instant that counts as now: as given, without an offset in the account's zone, or the clock's.</summary>
    public Instant AsOf(string? given, DateTimeZone zone)
    {
        if (given is null)
            return Now;

        return Timestamp.TryParse(given, zone, out var instant, out _, out var problem)
            ? instant
            : throw new WrongArgumentsException($"--as-of '{given}' cannot be read. {problem}");
    }

    public static Window WindowOf(string text, CycleCalendar calendar, Instant asOf) =>
        Window.TryParse(text, calendar, asOf, out var window, out var problem) ? window : throw new WrongArgumentsException(problem);

    /// <summary>Writes the command's one JSON document, with a line break at its end.</summary>
    public static void WriteJson(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(AnswerJson.Document(write).Span);
        output.WriteByte((byte)'\n');
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }
}
