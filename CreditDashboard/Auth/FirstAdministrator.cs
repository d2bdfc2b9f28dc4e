using System.Net;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Identity;

namespace CreditDashboard.Auth;

/// <summary>What is wrong with a field of a form, in a sentence; the field is empty when it is about the whole form.</summary>
public sealed record FieldProblem(string Field, string Why);

/// <summary>What came of a set-up: a person, or problems to mend, or neither when set-up is closed.</summary>
public sealed record SetUpResult(Person? Person, IReadOnlyList<FieldProblem> Problems)
{
    public static readonly SetUpResult Closed = new(null, []);

    public bool IsClosed => Person is null && Problems.Count == 0;
}

/// <summary>Set-up: while the store has no person, whoever stands at the machine and holds the printed token makes the first one.</summary>
public sealed class FirstAdministrator(SetUpToken token, UserManager<Person> people)
{
    public const string EmailField = "email";
    public const string PasswordField = "password";

    public bool IsMissing => !people.Users.Any();

    /// <summary>True if the set-up page may be shown; otherwise it answers like a page that does not exist.</summary>
    public bool IsOpen(string? given, IPAddress? from) =>
        from is not null && IPAddress.IsLoopback(from) && token.Opens(given) && IsMissing;

    public async Task<SetUpResult> CreateAsync(string? given, IPAddress? from, string email, string password, CancellationToken ct)
    {
        await token.OneAtATime.WaitAsync(ct);
        try
        {
            if (!IsOpen(given, from))
                return SetUpResult.Closed;

            var (person, problems) = await AddAsync(email, password);
            if (person is not null)
                token.Close();
            return new SetUpResult(person, problems);
        }
        finally
        {
            token.OneAtATime.Release();
        }
    }

    /// <summary>Adds an administrator, without asking who wants it: for set-up and for the command on the machine.</summary>
    public async Task<(Person? Person, IReadOnlyList<FieldProblem> Problems)> AddAsync(string email, string password)
    {
        if (Actor.Normalise(email) is not { Length: > 0 } address)
            return (null, [new(EmailField, "An e-mail address is needed, such as ann@example.com.")]);

        var person = new Person { UserName = address, Email = address, IsAdministrator = true };
        var result = await people.CreateAsync(person, password);
        return result.Succeeded ? (person, []) : (null, ProblemsOf(result));
    }

    static List<FieldProblem> ProblemsOf(IdentityResult result) =>
        [.. result.Errors
            .Select(error => new FieldProblem(error.Code.StartsWith("Password", StringComparison.Ordinal) ? PasswordField : EmailField, error.Description))
            .DistinctBy(problem => problem.Why)];
}
