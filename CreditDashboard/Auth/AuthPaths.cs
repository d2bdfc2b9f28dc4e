namespace CreditDashboard.Auth;

/// <summary>The addresses that the server itself has to know; every other one is made by <c>Components/Links</c>, which repeats these.</summary>
public static class AuthPaths
{
    public const string SetUp = "/set-up";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string ReturnParameter = "return";
}
