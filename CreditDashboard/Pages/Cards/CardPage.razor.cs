using System.Globalization;
using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Cards;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Pages.Cards;

public sealed partial class CardPage(CardReader reader, CardDesk desk, AccessScopes scopes, NavigationManager navigation, ILogger<CardPage> log)
    : ComponentBase, IDisposable
{
    readonly Reading<CardReport> _report = new(log);
    string? _address;
    string? _problem;
    bool _isAsked;
    bool _isRemoving;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter]
    public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = "account")]
    string? Account { get; set; }

    [SupplyParameterFromQuery(Name = "version")]
    string? Version { get; set; }

    int? Number => int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected override async Task OnParametersSetAsync()
    {
        var address = Links.Card(Account, Id, Number);
        if (address == _address)
            return;

        (_address, _problem, _isAsked) = (address, null, false);
        await ReadAsync();
    }

    async Task ReadAsync()
    {
        var person = (await SignedIn).User.Id();
        if (await _report.ReadAsync(ct => reader.ReadCardAsync(person, Account?.Trim() ?? "", Id, Number, ct)) && _report.IsMissing)
            navigation.NotFound();
    }

    void Keep() => (_isAsked, _problem) = (false, null);

    async Task RemoveAsync()
    {
        if (_isRemoving)
            return;

        (_isRemoving, _problem) = (true, null);
        try
        {
            await desk.RemoveAsync(await scopes.ForPersonAsync((await SignedIn).User.Id()), Id);
            navigation.NavigateTo(Links.Of(Links.Cards, Account));
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
        }
        finally
        {
            _isRemoving = false;
        }
    }

    public void Dispose() => _report.Dispose();
}
