using CreditDashboard.Data;
using Microsoft.AspNetCore.Identity;

namespace CreditDashboard.Auth;

/// <summary>
/// A password is long and not a common one; no other rules. Length and a list of what people choose first stop guessing, rules about
/// digits and signs only make people write passwords down.
/// </summary>
public sealed class PasswordRules : IPasswordValidator<Person>
{
    public const int LengthMin = 15;

    /// <summary>Longer than anyone types; a bound so that a megabyte is never hashed.</summary>
    public const int LengthMax = 256;

    static readonly HashSet<string> Common = ReadCommon();

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password)
    {
        var folded = Fold(password ?? "");
        var why = (password?.Length ?? 0) > LengthMax ? $"At most {LengthMax} characters."
            : IsCommon(folded) ? "This is one of the passwords that are tried first. Take another."
            : user.Email is { } email && Fold(email) == folded ? "The e-mail address is no password. Take another."
            : null;
        return Task.FromResult(why is null
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = "PasswordRefused", Description = why }));
    }

    /// <summary>In the list, or a short piece said over and over: "abcabcabcabcabc".</summary>
    static bool IsCommon(string folded)
    {
        if (Common.Contains(folded))
            return true;

        for (var piece = 1; piece <= folded.Length / 3; piece++)
        {
            if (folded[piece..] == folded[..^piece])
                return true;
        }

        return false;
    }

    static string Fold(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).ToLowerInvariant();

    static HashSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("CreditDashboard.Auth.common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not in the program.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}

/// <summary>Identity's complaints in the product's sentences.</summary>
sealed class AuthSentences : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) =>
        new() { Code = nameof(PasswordTooShort), Description = $"At least {length} characters. A few words that only you would put together do well." };

    public override IdentityError InvalidEmail(string? email) =>
        new() { Code = nameof(InvalidEmail), Description = "An e-mail address is needed, such as ann@example.com." };

    public override IdentityError InvalidUserName(string? userName) => InvalidEmail(userName);

    public override IdentityError DuplicateEmail(string email) =>
        new() { Code = nameof(DuplicateEmail), Description = "Someone with this e-mail address is there already." };

    public override IdentityError DuplicateUserName(string userName) => DuplicateEmail(userName);
}
