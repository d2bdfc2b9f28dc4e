using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace CreditDashboard.Pages.Cards;

/// <summary>The form of a new card, or of the next version of one. What a version changes is shown before it is saved, and again as the result.</summary>
public sealed partial class NewCardPage(RateCards cards, CardDesk desk, AccessScopes scopes, TimeProvider time) : AccountPage<CardDraft>
{
    string _asked = "";
    IReadOnlyList<CardProblem> _problems = [];
    CardAddition? _preview;
    CardAddition? _result;
    bool _isBusy;

    /// <summary>The id of the card to begin with.</summary>
    [SupplyParameterFromQuery(Name = "of")]
    string? Given { get; set; }

    bool IsNewVersion => !string.IsNullOrWhiteSpace(Given) && PublishedCards.Find(Given) is null;

    string Heading => IsNewVersion ? "New version of a card" : "New card";

    protected override bool LeadsToStart => false;

    protected override string Ask()
    {
        var address = Links.NewCardOf(Account, Given);
        if (address != _asked)
            (_problems, _preview, _result) = ([], null, null);
        return _asked = address;
    }

    protected override async Task<CardDraft?> ReadAsync(string personId, CancellationToken ct)
    {
        if (!(await scopes.ForPersonAsync(personId, ct)).IsAdministrator)
            return null;
        if (string.IsNullOrWhiteSpace(Given))
            return new CardDraft();

        return await cards.VersionsAsync(Given, ct) is [var newest, ..] ? CardDraft.Of(newest.Card) : null;
    }

    // What was checked is no longer what stands in the form.
    void Typed()
    {
        _preview = null;
        if (_problems.Count > 0)
            _problems = Report.Value?.Read().Problems ?? [];
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
        if (_isBusy || Report.Value is not { } draft)
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
}
