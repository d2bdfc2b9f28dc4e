using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CreditDashboard.Auth;

/// <summary>The one line that the program prints when it serves: where to open it, and on the first start the key of the set-up page.</summary>
sealed class OpeningLine(IServer server, IHostApplicationLifetime lifetime, IServiceScopeFactory scopes, SetUpToken token) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Console.WriteLine(Line()));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    string Line()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? "";
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetRequiredService<FirstAdministrator>().IsMissing
            ? $"CreditDashboard is ready. Create its administrator within the hour: {address}{AuthPaths.SetUp}?token={token.Issue()}"
            : $"CreditDashboard is ready: {address}";
    }
}
