using CreditDashboard.Auth;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Components.Usage;

/// <summary>What is worth a look in a window of an account, to be opened, or dismissed with a reason.</summary>
public sealed partial class WorthALook(FindingReader reader, FindingDesk desk, AccessScopes scopes, HandOvers handOvers, ILogger<WorthALook> log) : IDisposable
{
    const int ShownMax = 7;

    readonly Reading<IReadOnlyList<FindingView>> _reading = new(log);
    IReadOnlyList<FindingView>? _findings;
    (string Account, Window Window, bool InMoney)? _shown;
    string? _asked;
    string? _problem;
    string? _said;
    bool _isBusy;
    bool _showsAll;
    bool _showsDismissed;
    bool _focusStatus;
    ElementReference _status;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <summary>Names what was left by the panel that the server rendered.</summary>
    [PersistentState]
    public string? HandedOver { get; set; }

    [Parameter, EditorRequired]
    public required string Account { get; set; }

    [Parameter, EditorRequired]
    public required WindowView Window { get; set; }

    /// <summary>Amounts are told in money.</summary>
    [Parameter]
    public bool InMoney { get; set; }

    IReadOnlyList<FindingView> Open => [.. (_findings ?? []).Where(finding => finding.Dismissed is null)];

    IReadOnlyList<FindingView> Aside => [.. (_findings ?? []).Where(finding => finding.Dismissed is not null)];

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Account, Window.Window, InMoney))
            return;

        (_shown, _asked, _said, _showsAll) = ((Account, Window.Window, InMoney), null, null, false);
        var (person, address) = ((await SignedIn).User.Id(), $"findings of {Account} in {Window.Window}{(InMoney ? ", in money" : "")}");
        if (RendererInfo.IsInteractive && handOvers.TryTake<IReadOnlyList<FindingView>>(HandedOver, person, address, out var taken) && taken is not null)
        {
            _findings = taken;
            return;
        }

        await ReadAsync();
        if (!RendererInfo.IsInteractive && _reading.Failure is null)
            HandedOver = handOvers.Leave(person, address, _findings);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusStatus)
            return;

        // The button that had the focus is gone with its finding.
        _focusStatus = false;
        await _status.FocusAsync();
    }

    async Task ReadAsync()
    {
        var person = (await SignedIn).User.Id();
        if (await _reading.ReadAsync(async ct => await reader.ReadAsync(person, Account, Window, ct, InMoney) ?? []) && _reading.Failure is null)
            _findings = _reading.Value;
    }

    void Ask(string finding) => (_asked, _problem) = (_asked == finding ? null : finding, null);

    async Task DismissAsync(string reason)
    {
        if (_isBusy || _asked is not { } finding)
            return;

        _isBusy = true;
        try
        {
            if (await desk.DismissAsync(await ScopeAsync(), Account, finding, reason))
                (_asked, _problem, _said, _focusStatus) = (null, null, "Dismissed. It can be brought back below.", true);
            else
                _problem = "This account is not there any more, or you may not see it.";
            await ReadAsync();
        }
        catch (RefusedException refusal)
        {
            _problem = refusal.Message;
        }
        finally
        {
            _isBusy = false;
        }
    }

    async Task BringBackAsync(string finding)
    {
        await desk.BringBackAsync(await ScopeAsync(), Account, finding);
        (_said, _focusStatus) = ("Brought back.", true);
        await ReadAsync();
    }

    // What the person may do is asked of the database now, not of what was shown.
    async Task<AccessScope> ScopeAsync() => await scopes.ForPersonAsync((await SignedIn).User.Id());

    static string Name(FindingRule rule) => rule switch
    {
        FindingRule.UnusualDay => "Unusual days",
        FindingRule.AfterDisabled => "Charged after being disabled",
        FindingRule.IncompleteJob => "Selections with poor data",
        FindingRule.SameContact => "One contact, two users",
        FindingRule.Pace => "Pace of a user",
        FindingRule.NightBurst => "Reveals at night",
        FindingRule.ChargedRepeats => "Avoidable: shown before",
        FindingRule.EmptyBulk => "Avoidable: nothing found",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    public void Dispose() => _reading.Dispose();
}
