using CreditDashboard.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Components;

/// <summary>
/// A page that shows one reading of an account. The address is its only state: another address is another reading, and while the address
/// stays nothing is read again, nor when a circuit takes up what the server rendered.
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
public abstract class AccountPage<T> : ComponentBase, IDisposable
    where T : class
{
    Reading<T>? _report;
    string? _address;

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    protected HandOvers HandOvers { get; set; } = default!;

    [Inject]
    protected ILoggerFactory Logs { get; set; } = default!;

    [CascadingParameter]
    protected Task<AuthenticationState> SignedIn { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "account")]
    protected string? Account { get; set; }

    /// <summary>Names what was left by the page that the server rendered.</summary>
    [PersistentState]
    public string? HandedOver { get; set; }

    protected Reading<T> Report => _report ??= new(Logs.CreateLogger(GetType()));

    /// <summary>Takes in what the address says, and gives the address of the reading that it asks for.</summary>
    protected abstract string Ask();

    /// <summary>What was asked for; null if there is no such thing for this person.</summary>
    protected abstract Task<T?> ReadAsync(string personId, CancellationToken ct);

    /// <summary>True if what is missing is an account to show, of which the start page says what to do.</summary>
    protected virtual bool LeadsToStart => string.IsNullOrWhiteSpace(Account);

    /// <summary>A new reading is there.</summary>
    protected virtual void Take(T report)
    {
    }

    // Not OnInitialized: a new query string keeps this component alive.
    protected override async Task OnParametersSetAsync()
    {
        var address = Ask();
        if (address == _address)
            return;

        _address = address;
        await ReadAsync();
    }

    protected async Task ReadAsync()
    {
        var person = (await SignedIn).User.Id();
        if (!await Report.ReadAsync(ct => TakeOrReadAsync(person, _address ?? "", ct)))
            return;

        if (Report.Value is { } report)
            Take(report);
        if (!Report.IsMissing)
            return;

        if (LeadsToStart)
            Navigation.NavigateTo(Links.Start);
        else
            Navigation.NotFound();
    }

    async Task<T?> TakeOrReadAsync(string person, string address, CancellationToken ct)
    {
        if (RendererInfo.IsInteractive && HandOvers.TryTake<T>(HandedOver, person, address, out var taken))
            return taken;

        var report = await ReadAsync(person, ct);
        if (!RendererInfo.IsInteractive)
            HandedOver = HandOvers.Leave(person, address, report);
        return report;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _report?.Dispose();
    }
}
