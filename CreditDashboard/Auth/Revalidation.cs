using System.Security.Claims;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace CreditDashboard.Auth;

/// <summary>
/// Asks again, while a circuit lives, whether its person still is who signed in: a changed password ends the sessions opened with the old
/// one. What the person may see is asked at each read besides.
/// </summary>
sealed class Revalidation(ILoggerFactory logs, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(logs)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override TimeSpan RevalidationInterval => Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState state, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        return await people.GetUserAsync(state.User) is { } person
            && state.User.FindFirstValue(people.Options.ClaimsIdentity.SecurityStampClaimType) == await people.GetSecurityStampAsync(person);
    }
}
