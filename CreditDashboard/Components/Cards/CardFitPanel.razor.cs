using CreditDashboard.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CreditDashboard.Components.Cards;

/// <summary>How well each card explains a window. It compares when its address says so, and costs a page nothing until then.</summary>
public sealed partial class CardFitPanel(CardFitReader reader, HandOvers handOvers, NavigationManager navigation, ILogger<CardFitPanel> log) : ComponentBase, IDisposable
{
    const string Parameter = "fit";
    const string Shown = "shown";

    readonly Reading<CardFitView> _fit = new(log);
    (string Account, string Window) _read;

    [CascadingParameter]
    Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public required string Account { get; set; }

    /// <summary>As it stands in the address.</summary>
    [Parameter, EditorRequired]
    public required string Window { get; set; }

    [SupplyParameterFromQuery(Name = Parameter)]
    string? Asked { get; set; }

    /// <summary>Names what was left by the page that the server rendered.</summary>
    [PersistentState]
    public string? HandedOver { get; set; }

    bool IsAsked => Asked == Shown;

    string Address => navigation.GetUriWithQueryParameter(Parameter, IsAsked ? null : Shown);

    string Sub => _fit.Value is { Judged: > 0 } view && IsAsked
        ? $"{Words.Many(view.Judged, "deduction")} of this window, priced under every card. Evidence only: nothing is applied by itself."
        : "Evidence only: nothing is applied by itself.";

    protected override async Task OnParametersSetAsync()
    {
        if (!IsAsked || _read == (Account, Window))
            return;

        _read = (Account, Window);
        await ReadAsync();
    }

    async Task ReadAsync()
    {
        var person = (await SignedIn).User.Id();
        await _fit.ReadAsync(async ct =>
        {
            if (RendererInfo.IsInteractive && handOvers.TryTake<CardFitView>(HandedOver, person, Address, out var taken))
                return taken;

            var view = await reader.ReadAsync(person, Account, Window, ct);
            if (!RendererInfo.IsInteractive)
                HandedOver = handOvers.Leave(person, Address, view);
            return view;
        });
    }

    static string Faint(long count) => count == 0 ? "faint" : "";

    public void Dispose() => _fit.Dispose();
}
