using System.Diagnostics;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using CreditDashboard.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CreditDashboard.Bench;

/// <summary>The product's own store and readers in a folder of their own, an hour after the made-up accounts end.</summary>
sealed class BenchHost : IAsyncDisposable
{
    readonly WebApplication _app;

    BenchHost(WebApplication app, string person) => (_app, Person) = (app, person);

    /// <summary>Who asks: a support agent.</summary>
    public string Person { get; }

    /// <summary>The ids of users in addresses, of the account that was added first.</summary>
    public IReadOnlyList<string> Users { get; private set; } = [];

    public static async Task<BenchHost> StartAsync(string folder)
    {
        var builder = WebApplication.CreateBuilder([$"--ConnectionStrings:Store=Data Source={Path.Combine(folder, "bench.db")}"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new FixedTime());
        builder.AddStore();
        builder.AddPages();
        var app = builder.Build();
        await app.Services.GetRequiredService<Store>().OpenForWritingAsync();
        var agent = new Person { UserName = "agent", IsAgent = true };
        await app.Services.GetRequiredService<Store>().WriteAsync(context => Task.FromResult(context.Users.Add(agent)));
        return new BenchHost(app, agent.Id);
    }

    public async Task AddAccountAsync(string name, AccountRowsBuilder arrived, Judgement judgement)
    {
        var slug = await _app.Services.GetRequiredService<AccountDesk>().CreateAsync(
            AccessScope.Operator, new NewAccount(name, BenchAccount.Zone.Id, BenchAccount.RenewsFrom) { CreditsPerCycle = 100_000 });
        using var turn = await _app.Services.GetRequiredService<AccountWriter>().EnterAsync(AccessScope.Operator, slug)
            ?? throw new InvalidOperationException("The account is gone.");
        var snapshot = await turn.LandAsync(new AccountChange { Judgement = judgement, Arrived = arrived, What = "bench" }, _ => { }, CancellationToken.None);
        if (Users.Count == 0)
            Users = [.. Enumerable.Range(1, judgement.Rows.Names.Users.Count - 1).Select(snapshot.UserId)];
    }

    /// <summary>What one reading takes on the clock, in milliseconds, by a reader of its own as a circuit has.</summary>
    public async Task<double> TimeAsync<TReader>(Func<TReader, Task> read)
        where TReader : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<TReader>();
        var watch = Stopwatch.StartNew();
        await read(reader);
        return watch.Elapsed.TotalMilliseconds;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => (BenchAccount.Until + Duration.FromHours(1)).ToDateTimeOffset();
    }
}
