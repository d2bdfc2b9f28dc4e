using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Pins;
using CreditDashboard.Components.Shell;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Pages.Pins;

public sealed partial class PinsPage(PinsReader reader, PinDesk desk, AccessScopes scopes) : AccountPage<PinsReport>
{
    Pin? _asked;
    string? _problem;
    string? _said;
    bool _isBusy;
    bool _focusStatus;
    ElementReference _status;

    [CascadingParameter]
    MainLayout? Around { get; set; }

    protected override string Ask() => Links.Of(Links.Pins, Account?.Trim());

    protected override Task<PinsReport?> ReadAsync(string personId, CancellationToken ct) => reader.ReadAsync(personId, Account?.Trim(), ct);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusStatus)
            return;

        _focusStatus = false;
        await _status.FocusAsync();
    }

    void Ask(Pin pin) => (_asked, _problem, _said) = (pin, null, null);

    async Task WithdrawAsync(string reason)
    {
        if (_isBusy || _asked is not { } asked || Report.Value is not { } report)
            return;

        _isBusy = true;
        try
        {
            var scope = await scopes.ForPersonAsync((await SignedIn).User.Id());
            var outcome = await desk.WithdrawAsync(scope, report.Account, asked.Reveal, asked.Deduction, reason);
            (_asked, _problem, _said) = (null, null, outcome is null ? "This account is not there any more, or you may not see it." : PinText.Said(outcome));
            _focusStatus = true;
            await ReadAsync();
            if (Around is not null)
                await Around.ReadAgainAsync();
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
}
