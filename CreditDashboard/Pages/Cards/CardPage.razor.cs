using System.Globalization;
using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Cards;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Pages.Cards;

public sealed partial class CardPage(CardReader reader, CardDesk desk, AccessScopes scopes) : AccountPage<CardReport>
{
    string _asked = "";
    string? _problem;
    bool _isAsked;
    bool _isRemoving;

    [Parameter]
    public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = "version")]
    string? Version { get; set; }

    int? Number => int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected override bool LeadsToStart => false;

    protected override string Ask()
    {
        var address = Links.Card(Account, Id, Number);
        if (address != _asked)
            Keep();
        return _asked = address;
    }

    protected override Task<CardReport?> ReadAsync(string personId, CancellationToken ct) =>
        reader.ReadCardAsync(personId, Account?.Trim() ?? "", Id, Number, ct);

    void Keep() => (_isAsked, _problem) = (false, null);

    async Task RemoveAsync()
    {
        if (_isRemoving)
            return;

        (_isRemoving, _problem) = (true, null);
        try
        {
            await desk.RemoveAsync(await scopes.ForPersonAsync((await SignedIn).User.Id()), Id);
            Navigation.NavigateTo(Links.Of(Links.Cards, Account));
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
}
