using CreditDashboard.Auth;
using CreditDashboard.Components.Pins;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NodaTime;

namespace CreditDashboard.Components.Seals;

/// <summary>The sealed cycles of an account; for its admins, the way to seal one more.</summary>
public sealed partial class SealPanel(SealDesk desk, AccessScopes scopes, AccountSnapshots snapshots, PinReader people, TimeProvider time)
{
    const int CyclesMax = 24;

    IReadOnlyList<SealFacts> _seals = [];
    IReadOnlyList<Cycle> _cycles = [];
    PinRights _names = PinRights.None;
    int _chosen;
    bool _maySeal;
    bool _isAsked;
    bool _isBusy;
    bool _focusStatus;
    string? _problem;
    string? _said;
    string? _shown;
    ElementReference _status;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public required string Account { get; set; }

    [Parameter, EditorRequired]
    public required DateTimeZone Zone { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Account)
            return;

        (_shown, _isAsked, _said) = (Account, false, null);
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusStatus)
            return;

        _focusStatus = false;
        await _status.FocusAsync();
    }

    async Task ReadAsync()
    {
        var scope = await scopes.ForPersonAsync((await SignedIn).User.Id());
        if (await snapshots.ReadAsync(scope, Account) is not { } snapshot)
        {
            (_seals, _cycles, _maySeal) = ([], [], false);
            return;
        }

        _maySeal = scope.SealsCyclesOf(snapshot.Account.Id);
        _seals = (await desk.ListAsync(scope, Account))?.OrderByDescending(seal => seal.Cycle.Start).ThenByDescending(seal => seal.Number).ToList() ?? [];
        _names = new PinRights(false, await people.NamesAsync(_seals.Select(seal => seal.SealedBy)));
        _cycles = [.. Ended(snapshot)];
    }

    /// <summary>The cycles that have ended, the last first, as far back as there are rows.</summary>
    IEnumerable<Cycle> Ended(AccountSnapshot snapshot)
    {
        var rows = snapshot.Rows;
        var first = new[] { rows.Reveals is [var shown, ..] ? shown.OccurredAt : Instant.MaxValue, rows.Deductions is [var paid, ..] ? paid.PostedAt : Instant.MaxValue }.Min();
        var cycle = snapshot.Cycles.Before(snapshot.Cycles.Holding(Instant.FromDateTimeOffset(time.GetUtcNow())));
        for (var count = 0; count < CyclesMax && cycle.End > first; count++, cycle = snapshot.Cycles.Before(cycle))
            yield return cycle;
    }

    async Task SealAsync(string reason)
    {
        if (_isBusy)
            return;

        _isBusy = true;
        try
        {
            var cycle = _cycles[_chosen];
            var seal = await desk.SealAsync(await scopes.ForPersonAsync((await SignedIn).User.Id()), Account, cycle.Start, reason);
            (_isAsked, _problem, _focusStatus) = (false, null, true);
            _said = seal is null ? "This account is not there any more, or you may not see it." : $"Sealed: {NameOf(cycle)}, {new TypedCredits(seal.Prospecting.Count, seal.Conversation.Count)}.";
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

    bool IsLast(SealFacts seal) => _seals.First(each => each.Cycle.Start == seal.Cycle.Start) == seal;

    string By(SealFacts seal) => _names.By(seal.SealedBy);

    string NameOf(Cycle cycle) => $"{Times.Moment(cycle.Start, Zone)} to {Times.Moment(cycle.End, Zone)}";
}
