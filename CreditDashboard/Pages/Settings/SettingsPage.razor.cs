using CreditDashboard.Auth;
using CreditDashboard.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Pages.Settings;

public sealed partial class SettingsPage(SettingsDesk desk, NavigationManager navigation, ILogger<SettingsPage> log) : ComponentBase, IDisposable
{
    readonly Reading<AccountFacts> _facts = new(log);
    string? _address;
    bool _isAsked;
    bool _isRemoving;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "account")]
    string? Account { get; set; }

    /// <summary>The id of the card that the form for assigning one begins with.</summary>
    [SupplyParameterFromQuery(Name = "card")]
    string? Card { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Links.Of(Links.Settings, Account) == _address)
            return;

        _address = Links.Of(Links.Settings, Account);
        _isAsked = false;
        await ReadAsync();
    }

    async Task ReadAsync()
    {
        var person = (await SignedIn).User.Id();
        if (!await _facts.ReadAsync(ct => desk.ReadAsync(person, Account?.Trim() ?? "", ct)) || !_facts.IsMissing)
            return;

        if (string.IsNullOrWhiteSpace(Account))
            navigation.NavigateTo(Links.Start);
        else
            navigation.NotFound();
    }

    async Task RemoveAsync(string slug)
    {
        if (_isRemoving)
            return;

        _isRemoving = true;
        await desk.RemoveSampleAsync((await SignedIn).User.Id(), slug, CancellationToken.None);
        navigation.NavigateTo(Links.Start);
    }

    public void Dispose() => _facts.Dispose();
}
