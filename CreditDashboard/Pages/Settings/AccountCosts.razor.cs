using System.Globalization;
using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Pins;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Pages.Settings;

/// <summary>What was ever stated of the cost of a credit; for the account's admins, the form that states one more and the way to withdraw one.</summary>
public sealed partial class AccountCosts(CostDesk desk, AccessScopes scopes, PinReader people) : ComponentBase
{
    IReadOnlyList<CostStatement> _said = [];
    HashSet<int> _standing = [];
    PinRights _names = PinRights.None;
    CostDraft _draft = new();
    string? _problem;
    string? _told;
    bool _isBusy;
    bool _focusStatus;
    ElementReference _status;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public required AccountFacts Facts { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        Begin();
    }

    /// <summary>Begins with the running cycle and what was last said of the currency, since that is what a new price mostly follows.</summary>
    void Begin() => _draft = new()
    {
        From = Facts.CycleStart.InZone(Facts.Zone).Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
        Currency = _said.LastOrDefault(row => row.Withdraws is null)?.Currency,
    };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusStatus)
            return;

        // The button that had the focus may be gone with its row.
        _focusStatus = false;
        await _status.FocusAsync();
    }

    async Task ReadAsync()
    {
        _said = await desk.ListAsync(await ScopeAsync(), Facts.Slug) ?? [];
        _standing = [.. CostStatement.Standing(_said).Select(row => row.Number)];
        _names = new PinRights(false, await people.NamesAsync(_said.Select(row => row.StatedBy)));
    }

    Task StateAsync() => _draft.Read() is not { } cost ? Task.CompletedTask : DoAsync(async scope =>
    {
        var isThere = await desk.StateAsync(scope, Facts.Slug, cost);
        _told = isThere ? $"Stated: {CostText.Of(cost)}." : "This account is not there any more, or you may not see it.";
        await ReadAsync();
        Begin();
    });

    Task WithdrawAsync(CostStatement row) => DoAsync(async scope =>
    {
        var isThere = await desk.WithdrawAsync(scope, Facts.Slug, row.Number);
        _told = isThere ? $"Withdrawn: {CostText.Of(row.Cost)}." : "This account is not there any more, or you may not see it.";
        await ReadAsync();
    });

    async Task DoAsync(Func<AccessScope, Task> work)
    {
        if (_isBusy)
            return;

        (_isBusy, _problem, _told) = (true, null, null);
        try
        {
            await work(await ScopeAsync());
            _focusStatus = true;
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
            await ReadAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }

    // What the person may do is asked of the database now, not of what was shown.
    async Task<AccessScope> ScopeAsync() => await scopes.ForPersonAsync((await SignedIn).User.Id());

    bool IsStanding(CostStatement row) => _standing.Contains(row.Number);

    string Said(CostStatement row)
    {
        var stated = $"{Times.Moment(row.StatedAt, Facts.Zone)} by {_names.By(row.StatedBy)}";
        return _said.FirstOrDefault(each => each.Withdraws == row.Number) is { } end
            ? $"{stated}; withdrawn {Times.Moment(end.StatedAt, Facts.Zone)} by {_names.By(end.StatedBy)}"
            : stated;
    }
}
