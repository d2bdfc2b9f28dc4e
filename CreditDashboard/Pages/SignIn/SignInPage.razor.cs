using CreditDashboard.Auth;
using CreditDashboard.Components;
using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Pages.SignIn;

public sealed partial class SignInPage(SignInDesk signIn, NavigationManager navigation) : ComponentBase
{
    bool _refused;

    [SupplyParameterFromQuery(Name = AuthPaths.ReturnParameter)]
    public string? Return { get; set; }

    [SupplyParameterFromForm(Name = "form", FormName = "sign-in")]
    public SignInForm? Form { get; set; }

    async Task EnterAsync()
    {
        if (await signIn.TryAsync(Form?.Email ?? "", Form?.Password ?? ""))
            navigation.NavigateTo(Links.Local(Return));
        else
            _refused = true;
    }
}

public sealed class SignInForm
{
    public string? Email { get; set; }
    public string? Password { get; set; }
}
