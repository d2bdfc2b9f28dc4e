using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Pages.Start;

/// <summary>Leads to the first account of whoever signed in, and without one to the two ways to begin.</summary>
public sealed partial class StartPage(ShellReader reader, NavigationManager navigation) : ComponentBase
{
    bool _isNew;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var shell = await reader.ReadAsync((await SignedIn).User.Id(), slug: null, CancellationToken.None);
        if (shell.Current is { } account)
            navigation.NavigateTo(Links.Of(Links.CreditUsage, account.Slug));
        else
            _isNew = true;
    }
}
