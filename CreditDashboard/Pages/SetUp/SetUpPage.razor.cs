using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Import;
using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Pages.SetUp;

/// <summary>The first start: shown with the printed token to a browser on the machine, until there is an administrator; then it is gone.</summary>
public sealed partial class SetUpPage(FirstAdministrator first, SignInDesk signIn, SampleAccount sample, NavigationManager navigation) : ComponentBase
{
    bool _isOpen;
    IReadOnlyList<FieldProblem> _problems = [];

    [CascadingParameter]
    public HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    [SupplyParameterFromForm(Name = "form", FormName = "set-up")]
    public SetUpForm? Form { get; set; }

    protected override void OnInitialized()
    {
        _isOpen = first.IsOpen(Token, HttpContext.Connection.RemoteIpAddress);
        if (!_isOpen)
            navigation.NotFound();
    }

    async Task CreateAsync()
    {
        if (!_isOpen)
            return;

        var aborted = HttpContext.RequestAborted;
        var result = await first.CreateAsync(
            Token, HttpContext.Connection.RemoteIpAddress, Form?.Email ?? "", Form?.Password ?? "", aborted);
        _problems = result.Problems;
        if (result.IsClosed)
        {
            _isOpen = false;
            navigation.NotFound();
        }
        else if (result.Person is { } person)
        {
            await signIn.EnterAsync(person);
            if (Form?.Sample == true)
                await sample.LoadAsync(person.Id, progress: null, aborted);
            navigation.NavigateTo(Links.Start);
        }
    }

    string? ProblemOf(string field) => _problems.FirstOrDefault(problem => problem.Field == field)?.Why;
}

/// <summary>What the set-up page asks for.</summary>
public sealed class SetUpForm
{
    public string? Email { get; set; }
    public string? Password { get; set; }
    public bool Sample { get; set; }
}
