using System.Net;
using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Tests.Pages;

namespace CreditDashboard.Tests.Auth;

public sealed class SignInTests : IDisposable
{
    readonly RunningApp _app = new();

    [Fact]
    public async Task Stranger_IsAskedToSignIn_AndComesBackToWhereTheyWanted()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        using var visitor = _app.Visitor();
        using var refused = await visitor.Http.GetAsync(new Uri("/discrepancies?account=acme&code=no_reveal", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        var signIn = refused.Headers.Location!.ToString();
        Assert.Contains("/sign-in?return=", signIn, StringComparison.Ordinal);

        using var entered = await visitor.SignInAsync(from: new Uri(_app.Address, signIn).PathAndQuery);
        Assert.Equal("/discrepancies?account=acme&code=no_reveal", entered.Headers.Location?.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync("/discrepancies?account=acme&code=no_reveal"));
    }

    [Theory]
    [InlineData(RunningApp.Email, "not the password at all")]
    [InlineData("nobody@acme.example", RunningApp.Password)]
    [InlineData("", "")]
    public async Task WrongPasswordAndUnknownAddress_AreRefusedAlike(string email, string password)
    {
        await _app.AddPersonAsync();
        using var visitor = _app.Visitor();
        using var answer = await visitor.SignInAsync(email, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("The e-mail or the password is not right.", Visitor.Text((await Visitor.ParseAsync(answer)).QuerySelector(".field.error small")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await visitor.StatusAsync("/"));
    }

    [Fact]
    public async Task AfterManyTries_TheRightPasswordHasToWait()
    {
        await _app.AddPersonAsync();
        using var visitor = _app.Visitor();
        for (var attempt = 0; attempt < SignInDesk.TriesMax; attempt++)
            (await visitor.SignInAsync(password: "not the password at all")).Dispose();

        using var answer = await visitor.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task SigningOut_NeedsTheFormOfThePage()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        using var visitor = _app.Visitor();
        (await visitor.SignInAsync()).Dispose();
        using (var forged = await visitor.Http.PostAsync(new Uri("/sign-out", UriKind.Relative), null))
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync("/imports"));

        var page = await visitor.ReadAsync("/imports");
        var token = page.QuerySelector("form[action='/sign-out'] input")!;
        using var left = await visitor.Http.PostAsync(
            new Uri("/sign-out", UriKind.Relative),
            new FormUrlEncodedContent([new(token.GetAttribute("name")!, token.GetAttribute("value"))]));
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await visitor.StatusAsync("/imports"));
    }

    [Theory]
    [InlineData("/discrepancies?account=acme", "/discrepancies?account=acme")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\nb", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void ReturnAddress_IsOfThisSite(string? given, string expected) => Assert.Equal(expected, Links.Local(given));

    public void Dispose() => _app.Dispose();
}
