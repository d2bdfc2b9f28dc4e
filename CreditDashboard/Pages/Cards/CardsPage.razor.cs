using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Cards;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Pages.Cards;

public sealed partial class CardsPage(CardReader reader, NavigationManager navigation, ILogger<CardsPage> log) : ComponentBase, IDisposable
{
    readonly Reading<CardList> _list = new(log);
    string? _address;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "account")]
    string? Account { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Links.Of(Links.Cards, Account) == _address)
            return;

        _address = Links.Of(Links.Cards, Account);
        await ReadAsync();
    }

    async Task ReadAsync()
    {
        var person = (await SignedIn).User.Id();
        if (await _list.ReadAsync(ct => reader.ReadAsync(person, Account?.Trim() ?? "", ct)) && _list.IsMissing)
            navigation.NotFound();
    }

    public void Dispose() => _list.Dispose();
}
