using System.Globalization;
using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Shell;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NodaTime;

namespace CreditDashboard.Pages.Settings;

/// <summary>
/// The cards of an account and the form that changes them. What would change is computed and shown before anything is saved, and the same
/// list stands there afterwards as the result.
/// </summary>
public sealed partial class AccountCards(CardDesk desk, AccessScopes scopes, TimeProvider time) : ComponentBase
{
    string _card = "";
    string? _from;
    Instant? _replaced;
    AssignmentPlan? _plan;
    JudgementChange? _preview;
    (JudgementChange Change, string What)? _saved;
    string? _problem;
    bool _isBusy;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public required AccountFacts Facts { get; set; }

    [CascadingParameter]
    MainLayout? Around { get; set; }

    /// <summary>The id of the card to begin with, null for the first.</summary>
    [Parameter]
    public string? Chosen { get; set; }

    /// <summary>The account's cards have changed.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    protected override void OnInitialized() => Begin();

    /// <summary>Begins with the running cycle, since a card is mostly asked for because of what stands in it.</summary>
    void Begin()
    {
        _card = Facts.Cards.Any(card => card.Id == Chosen) ? Chosen! : Facts.Cards[0].Id;
        _from = Facts.CycleStart.InZone(Facts.Zone).ToString("uuuu-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        _replaced = null;
        Changed();
    }

    void BeginReplace(Instant from)
    {
        (_replaced, _from) = (from, from.InZone(Facts.Zone).ToString("uuuu-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        _saved = null;
        Changed();
    }

    void Typed(ChangeEventArgs change)
    {
        _from = change.Value?.ToString();
        Changed();
    }

    // What was computed is no longer what stands in the form.
    void Changed() => (_plan, _preview, _problem) = (null, null, null);

    Task AskAsync()
    {
        if (_replaced is { } replaced)
            return PreviewAsync(AssignmentPlan.Replace(_card, replaced));
        if (Timestamp.TryParse(_from ?? "", Facts.Zone, out var from, out _, out var problem))
            return PreviewAsync(AssignmentPlan.Assign(_card, from));

        _problem = $"The time cannot be read. {problem}";
        return Task.CompletedTask;
    }

    Task PreviewAsync(AssignmentPlan plan) => DoAsync(async (scope, asOf) =>
    {
        _preview = await desk.PreviewAsync(scope, Facts.Slug, plan, asOf);
        _plan = plan;
    });

    Task SaveAsync() => DoAsync(async (scope, asOf) =>
    {
        if (_plan is { } plan && await desk.ChangeAsync(scope, Facts.Slug, plan, asOf) is { } change)
        {
            _saved = (change, Planned(plan));
            Begin();
            await Saved.InvokeAsync();
            if (Around is not null)
                await Around.ReadAgainAsync();
        }
    });

    async Task DoAsync(Func<AccessScope, Instant, Task> work)
    {
        if (_isBusy)
            return;

        (_isBusy, _problem, _saved) = (true, null, null);
        try
        {
            await work(await scopes.ForPersonAsync((await SignedIn).User.Id()), Instant.FromDateTimeOffset(time.GetUtcNow()));
        }
        catch (RefusedException refused)
        {
            Changed();
            _problem = refused.Message;
        }
        finally
        {
            _isBusy = false;
        }
    }

    string Planned(AssignmentPlan plan)
    {
        var from = $"from {Times.Moment(plan.From, Facts.Zone)} {Times.Abbreviation(plan.From, Facts.Zone)}";
        return plan.Card is { } card ? $"{NameOf(card)} {from}" : $"No card of its own {from}";
    }

    string Said(AssignmentPlan plan) => plan.Card is { } card ? $"Assign {NameOf(card)}" : "Remove the assignment";

    string NameOf(string card) => Facts.Cards.FirstOrDefault(each => each.Id == card)?.Name ?? card;
}
