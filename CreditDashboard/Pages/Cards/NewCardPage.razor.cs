using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NodaTime;

namespace CreditDashboard.Pages.Cards;

/// <summary>The form of a new card, or of the next version of one. What a version changes is shown before it is saved, and again as the result.</summary>
public sealed partial class NewCardPage(
    RateCards cards, CardDesk desk, AccessScopes scopes, NavigationManager navigation, TimeProvider time, ILogger<NewCardPage> log) : ComponentBase, IDisposable
{
    readonly Reading<CardDraft> _draft = new(log);
    string? _address;
    IReadOnlyList<CardProblem> _problems = [];
    CardAddition? _preview;
    CardAddition? _result;
    bool _isBusy;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "account")]
    string? Account { get; set; }

    /// <summary>The id of the card to begin with.</summary>
    [SupplyParameterFromQuery(Name = "of")]
    string? Given { get; set; }

    bool IsNewVersion => !string.IsNullOrWhiteSpace(Given) && PublishedCards.Find(Given) is null;

    string Heading => IsNewVersion ? "New version of a card" : "New card";

    protected override async Task OnParametersSetAsync()
    {
        var address = Links.NewCardOf(Account, Given);
        if (address == _address)
            return;

        (_address, _problems, _preview, _result) = (address, [], null, null);
        await ReadAsync();
    }

    async Task ReadAsync()
    {
        if (await _draft.ReadAsync(async ct => (await ScopeAsync()).IsAdministrator ? await BeginAsync(ct) : null) && _draft.IsMissing)
            navigation.NotFound();
    }

    async Task<CardDraft?> BeginAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Given))
            return new CardDraft();

        return await cards.VersionsAsync(Given, ct) is [var newest, ..] ? CardDraft.Of(newest.Card) : null;
    }

    // What was checked is no longer what stands in the form.
    void Typed()
    {
        _preview = null;
        if (_problems.Count > 0)
            _problems = _draft.Value?.Read().Problems ?? [];
    }

    Task CheckAsync() => DoAsync(async (scope, card, asOf) =>
    {
        if (IsNewVersion)
            _preview = await desk.PreviewAsync(scope, card, asOf);
        else
            _result = await desk.AddAsync(scope, card, asOf);
    });

    Task AddAsync() => DoAsync(async (scope, card, asOf) => _result = await desk.AddAsync(scope, card, asOf));

    async Task DoAsync(Func<AccessScope, RateCard, Instant, Task> work)
    {
        if (_isBusy || _draft.Value is not { } draft)
            return;

        _isBusy = true;
        try
        {
            (var card, _problems) = draft.Read();
            if (card is not null)
                await work(await ScopeAsync(), card, Instant.FromDateTimeOffset(time.GetUtcNow()));
        }
        catch (RefusedException refused)
        {
            (_problems, _preview) = ([new CardProblem("", refused.Message)], null);
        }
        finally
        {
            _isBusy = false;
        }
    }

    string? ProblemOf(string key) => _problems.FirstOrDefault(problem => problem.Key == key)?.Why;

    async Task<AccessScope> ScopeAsync() => await scopes.ForPersonAsync((await SignedIn).User.Id());

    public void Dispose() => _draft.Dispose();
}
