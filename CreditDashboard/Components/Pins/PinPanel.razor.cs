using CreditDashboard.Auth;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Components.Pins;

/// <summary>What agents said of the rows of a verdict; for those who may, the buttons to say it.</summary>
public sealed partial class PinPanel(PinDesk desk, PinReader reader, AccessScopes scopes)
{
    const int RowsMax = 200;

    PinRights _rights = PinRights.None;
    Asked? _asked;
    string _reveal = "";
    string _deduction = "";
    string? _problem;
    string? _said;
    string _shownFor = "";
    string _saidFor = "";
    bool _isBusy;
    bool _focusStatus;
    ElementReference _status;

    /// <summary>A pin to be placed, or, without a kind, withdrawn; as soon as a reason is given.</summary>
    sealed record Asked(PinKind? Kind, string Reveal, string Deduction)
    {
        public string Action => Kind is { } kind ? PinText.Verb(kind) : "Withdraw";

        public string Title => Kind switch
        {
            null => $"Withdraw the pin on {Reveal} and {Deduction}, because",
            PinKind.Confirmed => $"{Deduction} pays for {Reveal}, because",
            PinKind.Forbidden => $"{Deduction} does not pay for {Reveal}, because",
            _ => $"What differs between {Reveal} and {Deduction} is accepted, because",
        };
    }

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public required Evidence Evidence { get; set; }

    [Parameter, EditorRequired]
    public required PinChoice Choice { get; set; }

    [Parameter, EditorRequired]
    public required string Account { get; set; }

    [Parameter, EditorRequired]
    public required NodaTime.DateTimeZone Zone { get; set; }

    /// <summary>A pin was placed or withdrawn; the id of the verdict in which its rows stand now, empty if they stand in none.</summary>
    [Parameter]
    public EventCallback<string> Changed { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Evidence.Verdict.Id != _shownFor)
        {
            _shownFor = Evidence.Verdict.Id;
            (_asked, _problem) = (null, null);
            if (_shownFor != _saidFor)
                _said = null;
        }

        if (!Choice.Reveals.Contains(_reveal))
            _reveal = Choice.Reveals is [var reveal, ..] ? reveal : "";
        if (!Choice.Deductions.Contains(_deduction))
            _deduction = Choice.Deductions is [var deduction, ..] ? deduction : "";
        _rights = await reader.RightsAsync((await SignedIn).User.Id(), Evidence.Pins);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusStatus)
            return;

        // The form that had the focus is gone: what came of it is where to go on reading.
        _focusStatus = false;
        await _status.FocusAsync();
    }

    void Ask(PinKind? kind, string reveal, string deduction) => (_asked, _problem, _said) = (new Asked(kind, reveal, deduction), null, null);

    async Task ActAsync(string reason)
    {
        if (_isBusy || _asked is not { } asked)
            return;

        _isBusy = true;
        try
        {
            // What the person may do is asked of the database now, not of what was shown.
            var scope = await scopes.ForPersonAsync((await SignedIn).User.Id());
            var outcome = asked.Kind is { } kind
                ? await desk.PlaceAsync(scope, Account, new PinRequest(kind, asked.Reveal, asked.Deduction, reason))
                : await desk.WithdrawAsync(scope, Account, asked.Reveal, asked.Deduction, reason);
            if (outcome is null)
            {
                _problem = "This account is not there any more, or you may not see it.";
                return;
            }

            (_asked, _problem, _said, _saidFor) = (null, null, PinText.Said(outcome), outcome.Verdict);
            _focusStatus = true;
            await Changed.InvokeAsync(outcome.Verdict);
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
