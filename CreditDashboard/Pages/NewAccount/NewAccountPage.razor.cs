using System.Globalization;
using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NodaTime;

namespace CreditDashboard.Pages.NewAccount;

public sealed partial class NewAccountPage(AccountDesk accounts, AccessScopes scopes, NavigationManager navigation, TimeProvider time) : ComponentBase
{
    string? _name;
    string _zone = "Europe/London";
    string? _renews;
    RenewalPeriod _period = RenewalPeriod.Month;
    string? _credits;
    string? _problem;
    bool _isCreating;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    protected override void OnInitialized() => _renews = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-01'T'00:00", CultureInfo.InvariantCulture);

    async Task CreateAsync()
    {
        if (_isCreating)
            return;

        (_isCreating, _problem) = (true, null);
        try
        {
            var person = (await SignedIn).User;
            var scope = await scopes.ForPersonAsync(person.Id());
            var slug = await accounts.CreateAsync(scope, Wanted() with { AdminEmail = person.Identity?.Name });
            navigation.NavigateTo(Links.Of(Links.CreditUsage, slug));
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
        }
        finally
        {
            _isCreating = false;
        }
    }

    Data.NewAccount Wanted()
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(_zone) is not { } zone)
            throw new RefusedException("Choose a time zone.");
        if (!Timestamp.TryParse(_renews ?? "", zone, out var from, out _, out var why))
            throw new RefusedException($"The renewal cannot be read. {why}");
        long? credits = string.IsNullOrWhiteSpace(_credits) ? null
            : long.TryParse(_credits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
            : throw new RefusedException("The credits at each renewal must be a whole number, or empty.");
        return new Data.NewAccount(_name ?? "", _zone, from) { Period = _period, CreditsPerCycle = credits };
    }
}
