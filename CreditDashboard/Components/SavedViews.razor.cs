using CreditDashboard.Auth;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Components;

/// <summary>The views that the reader has saved of an account, and the way to save what is shown.</summary>
public sealed partial class SavedViews(SavedViewDesk desk, AccessScopes scopes, HandOvers handOvers)
{
    // A window that is a word, such as "this cycle", is kept as the word.
    const string Note = "Seen by you alone. A window such as this cycle stays the running one.";

    const string Gone = "This account is not there any more, or you may not see it.";

    IReadOnlyList<SavedView> _views = [];
    string? _shown;
    string _name = "";
    string? _problem;
    long _renamed;
    string _newName = "";
    string? _renaming;
    string? _said;
    int _saves;
    ElementReference _input;
    ElementReference _save;
    bool _focusInput;
    bool _focusSave;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public required string Account { get; set; }

    /// <summary>The address of the page as it is shown.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }

    /// <summary>Names what was left by the page that the server rendered.</summary>
    [PersistentState]
    public string? HandedOver { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Account)
            return;

        _shown = Account;
        var person = (await SignedIn).User.Id();
        if (RendererInfo.IsInteractive && handOvers.TryTake<IReadOnlyList<SavedView>>(HandedOver, person, Account, out var taken))
        {
            _views = taken ?? [];
            return;
        }

        await ReadAsync(await ScopeAsync());
        if (!RendererInfo.IsInteractive)
            HandedOver = handOvers.Leave(person, Account, _views);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusInput)
            await _input.FocusAsync();
        else if (_focusSave)
            await _save.FocusAsync();
        (_focusInput, _focusSave) = (false, false);
    }

    async Task<AccessScope> ScopeAsync() => await scopes.ForPersonAsync((await SignedIn).User.Id());

    async Task ReadAsync(AccessScope scope) => _views = await desk.ListAsync(scope, Account) ?? [];

    async Task SaveAsync()
    {
        _problem = await TriedAsync(scope => desk.SaveAsync(scope, Account, _name, Links.WithoutAccount(Address)), view => $"Saved as {view.Name}.");
        if (_problem is null)
            (_name, _saves, _focusSave) = ("", _saves + 1, true);
    }

    void Ask(SavedView view) => (_renamed, _newName, _renaming, _focusInput) = (view.Number, view.Name, null, true);

    async Task RenameAsync()
    {
        _renaming = await TriedAsync(scope => desk.RenameAsync(scope, Account, _renamed, _newName), view => $"The view is called {view.Name} now.");
        if (_renaming is null)
            _renamed = 0;
    }

    async Task DeleteAsync(SavedView view) => _renaming = await TriedAsync(scope => desk.DeleteAsync(scope, Account, view.Number), gone => $"{gone.Name} is deleted.");

    /// <summary>Does it and reads the views again; gives what is in the way, in a sentence.</summary>
    async Task<string?> TriedAsync(Func<AccessScope, Task<SavedView?>> change, Func<SavedView, string> said)
    {
        try
        {
            var scope = await ScopeAsync();
            var changed = await change(scope);
            _said = changed is null ? Gone : said(changed);
            await ReadAsync(scope);
            return changed is null ? Gone : null;
        }
        catch (RefusedException refusal)
        {
            return refusal.Message;
        }
    }

    bool IsShown(SavedView view) => Links.View(Account, view.Address) == Address;

    static string PageOf(SavedView view) => view.Address.Split('?')[0] == Links.Activity ? "Activity" : "Credit Usage";
}
