using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Components.Shell;

/// <summary>The title of the page that is open, of one request or circuit.</summary>
public sealed class Titles
{
    public string Current { get; private set; } = "";

    public event Action? Changed;

    public void Show(string title)
    {
        if (Current == title)
            return;

        Current = title;
        Changed?.Invoke();
    }
}

/// <summary>Gives the page its title. The framework's own leaves none between the server's rendering and the circuit's.</summary>
public sealed class Title(Titles titles) : ComponentBase
{
    /// <summary>What the page shows; the product's name follows by itself.</summary>
    [Parameter, EditorRequired]
    public required string Of { get; set; }

    protected override void OnParametersSet() => titles.Show($"{Of} · CreditDashboard");
}
