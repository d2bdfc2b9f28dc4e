using CreditDashboard.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Components.Shell;

/// <summary>What stands around every page: the bar, the navigation, and what they know of the account.</summary>
public sealed partial class MainLayout(ShellReader reader, NavigationManager navigation) : LayoutComponentBase, IDisposable
{
    readonly CancellationTokenSource _leaving = new();
    Shell? _shell;
    string? _email;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "account")]
    string? Account { get; set; }

    [SupplyParameterFromQuery(Name = "window")]
    string? Window { get; set; }

    string Here => "/" + navigation.ToBaseRelativePath(navigation.Uri);

    protected override Task OnParametersSetAsync() => ReadAsync();

    /// <summary>A page has changed the account: what stands around it is read anew.</summary>
    public async Task ReadAgainAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    async Task ReadAsync()
    {
        var person = (await SignedIn).User;
        _email = person.Identity?.Name;
        _shell = await reader.ReadAsync(person.Id(), Account, _leaving.Token);
    }

    string Of(string page) => _shell?.Current is { } account
        ? Links.Of(page, LedgerFilter.Parse(account.Slug, page is Links.Imports or Links.Settings ? null : Window, null, null))
        : page;

    string? Current(string page) => Here.Split('?')[0].StartsWith(page, StringComparison.Ordinal) ? "page" : null;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
