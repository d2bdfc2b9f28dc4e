using CreditDashboard.Auth;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NodaTime;

namespace CreditDashboard.Components.Vendor;

/// <summary>What the last account snapshot offers, and the way to accept it.</summary>
public sealed partial class PlanOfferPanel(PlanOfferReader reader, TimeProvider time)
{
    PlanOffer? _offer;
    string? _shown;
    string? _said;
    bool _isBusy;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public required string Account { get; set; }

    [Parameter, EditorRequired]
    public required DateTimeZone Zone { get; set; }

    /// <summary>Something was accepted: what is set for the account has changed.</summary>
    [Parameter]
    public EventCallback Accepted { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Account)
            return;

        (_shown, _said) = (Account, null);
        await ReadAsync();
    }

    async Task ReadAsync() => _offer = await reader.ReadAsync(await PersonAsync(), Account);

    async Task<string> PersonAsync() => (await SignedIn).User.Id();

    Task AcceptAsync(Instant anchor) => DoAsync(async person => await reader.AcceptAsync(person, Account, anchor)
        ? $"Cycles are counted from {Moment(anchor)} on."
        : "Nothing was changed: the offer does not stand any more.");

    Task AddCardAsync() => DoAsync(async person => await reader.AddCardAsync(person, Account, Instant.FromDateTimeOffset(time.GetUtcNow()))
        ? "The price list is a card now."
        : "Nothing was changed: the card is there already.");

    async Task DoAsync(Func<string, Task<string>> work)
    {
        if (_isBusy)
            return;

        _isBusy = true;
        try
        {
            _said = await work(await PersonAsync());
            await ReadAsync();
            await Accepted.InvokeAsync();
        }
        catch (RefusedException refused)
        {
            _said = refused.Message;
        }
        finally
        {
            _isBusy = false;
        }
    }

    string Moment(Instant at) => $"{Times.Moment(at, Zone)} {Times.Abbreviation(at, Zone)}";
}
