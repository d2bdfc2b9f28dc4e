using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CreditDashboard.Auth;

/// <summary>
/// Signing in and out. Whether an address is known, its password wrong or its tries used up, the answer is the same and takes as long:
/// who has an account here is nobody's to find out.
/// </summary>
public sealed class SignInDesk(SignInManager<Person> manager, UserManager<Person> people, IPasswordHasher<Person> hasher)
{
    public const int TriesMax = 10;
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    /// <summary>What a try against nobody is measured with, so that it costs what a try against somebody costs.</summary>
    static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Person>(Options.Create(
        new PasswordHasherOptions { IterationCount = HashIterations })).HashPassword(new Person(), Guid.NewGuid().ToString()));

    public const int HashIterations = 210_000;

    public async Task<bool> TryAsync(string email, string password)
    {
        if (password.Length > PasswordRules.LengthMax)
            return false;

        var person = Actor.Normalise(email) is { Length: > 0 } address ? await people.FindByEmailAsync(address) : null;
        if (person is null || await people.IsLockedOutAsync(person))
        {
            hasher.VerifyHashedPassword(new Person(), NobodysHash.Value, password);
            return false;
        }

        if (!(await manager.CheckPasswordSignInAsync(person, password, lockoutOnFailure: true)).Succeeded)
            return false;

        await EnterAsync(person);
        return true;
    }

    public Task EnterAsync(Person person) => manager.SignInAsync(person, isPersistent: false);

    public Task LeaveAsync() => manager.SignOutAsync();
}
