using CreditDashboard.Auth;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Components.Shell;

/// <summary>What stands around every page: the bar, the navigation, and what they know of the account.</summary>
public sealed partial class MainLayout(ShellReader reader, ChangeDesk changes, AccessScopes scopes, HandOvers handOvers, AccountSnapshots snapshots, NavigationManager navigation, ILogger<MainLayout> log) : LayoutComponentBase, IDisposable
{
    readonly Reading<Shell> _reading = new(log);
    string? _email;
    (string Address, long Version) _opened;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "account")]
    string? Account { get; set; }

    [SupplyParameterFromQuery(Name = "window")]
    string? Window { get; set; }

    /// <summary>Names what was left by the page that the server rendered.</summary>
    [PersistentState]
    public string? HandedOver { get; set; }

    Shell? Shell => _reading.Value;

    string Here => "/" + navigation.ToBaseRelativePath(navigation.Uri);

    protected override void OnInitialized()
    {
        // An import lands whether or not its page is still open, and others change the account as well.
        if (RendererInfo.IsInteractive)
            snapshots.Changed += ReadAgain;
    }

    protected override Task OnParametersSetAsync() => ReadAsync();

    void ReadAgain(string account)
    {
        if (account == Shell?.Current?.Slug)
            _ = InvokeAsync(ReadAndShowAsync);
    }

    /// <summary>True if more has come in since the page in front was read.</summary>
    bool IsOpenPageOld => _opened.Address == navigation.Uri && Shell?.Version > _opened.Version;

    async Task SeenAsync()
    {
        if (Shell?.Current is not { } current)
            return;

        await changes.SeenAsync(await scopes.ForPersonAsync((await SignedIn).User.Id()), current.Slug);
        if (IsOpenPageOld)
            navigation.Refresh();
        else
            await ReadAgainAsync();
    }

    /// <summary>A page has changed the account, and shows it: what stands around it is read anew.</summary>
    public async Task ReadAgainAsync()
    {
        // What one has just done oneself is no news, unless others changed something before.
        if (Shell is { Current: { } current, Changes: null })
            await changes.SeenAsync(await scopes.ForPersonAsync((await SignedIn).User.Id()), current.Slug);
        _opened = default;
        await ReadAndShowAsync();
    }

    async Task ReadAndShowAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    async Task ReadAsync()
    {
        var person = (await SignedIn).User;
        _email = person.Identity?.Name;
        var account = Account ?? "";
        await _reading.ReadAsync(async ct =>
        {
            if (RendererInfo.IsInteractive && handOvers.TryTake<Shell>(HandedOver, person.Id(), account, out var taken))
                return taken;

            var shell = await reader.ReadAsync(person.Id(), account, ct);
            if (!RendererInfo.IsInteractive)
                HandedOver = handOvers.Leave(person.Id(), account, shell);
            return shell;
        });
        Opened();
    }

    void Opened()
    {
        if (_opened.Address != navigation.Uri)
            _opened = (navigation.Uri, Shell?.Version ?? 0);
    }

    string Of(string page) => Shell?.Current is { } account
        ? Links.Of(page, LedgerFilter.Parse(account.Slug, page is Links.Imports or Links.Settings or Links.ControlTotals ? null : Window, null, null))
        : page;

    string? Current(string page) => Here.Split('?')[0].StartsWith(page, StringComparison.Ordinal) ? "page" : null;

    public void Dispose()
    {
        snapshots.Changed -= ReadAgain;
        _reading.Dispose();
    }
}
