using System.Security.Claims;

namespace CreditDashboard.Auth;

public static class Claims
{
    /// <summary>The id of whoever is signed in; empty for nobody, whose scope holds nothing.</summary>
    public static string Id(this ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
}
