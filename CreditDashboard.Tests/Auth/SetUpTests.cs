using System.Net;
using CreditDashboard.Auth;
using CreditDashboard.Data;
using CreditDashboard.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditDashboard.Tests.Auth;

/// <summary>The first start: one person, with the printed token, once.</summary>
public sealed class SetUpTests : IDisposable
{
    readonly RunningApp _app = new();

    [Theory]
    [InlineData("/set-up")]
    [InlineData("/set-up?token=")]
    [InlineData("/set-up?token=AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task WithoutTheToken_ThePageIsNotThere(string path)
    {
        _app.SetUpToken();
        using var visitor = _app.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusAsync(path));
        Assert.Equal("There is no such page", Visitor.Text((await visitor.ReadAsync(path)).QuerySelector("h1")));
    }

    [Fact]
    public async Task Token_IsGoodForAnHour()
    {
        var path = $"/set-up?token={_app.SetUpToken()}";
        using var visitor = _app.Visitor();
        _app.Time.Now += TimeSpan.FromMinutes(59);
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync(path));
        _app.Time.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusAsync(path));
    }

    [Fact]
    public void Token_HasAtLeast128Bits_AndAnotherMakesItUseless()
    {
        var token = new SetUpToken(TimeProvider.System);
        var first = token.Issue();
        Assert.Equal(22, first.Length);
        var second = token.Issue();
        Assert.NotEqual(first, second);
        Assert.False(token.Opens(first));
        Assert.True(token.Opens(second));
    }

    [Fact]
    public async Task FromAnotherMachine_ThePageIsNotThere()
    {
        var token = _app.SetUpToken();
        await using var scope = _app.Services.CreateAsyncScope();
        var first = scope.ServiceProvider.GetRequiredService<FirstAdministrator>();
        Assert.False(first.IsOpen(token, IPAddress.Parse("192.0.2.7")));
        Assert.False(first.IsOpen(token, null));
        Assert.True(first.IsOpen(token, IPAddress.Loopback));
        Assert.True(first.IsOpen(token, IPAddress.IPv6Loopback));
        Assert.True((await first.CreateAsync(token, IPAddress.Parse("192.0.2.7"), RunningApp.Email, RunningApp.Password, default)).IsClosed);
    }

    [Fact]
    public async Task Administrator_IsSignedInAtOnce_AndThePageIsGoneForGood()
    {
        var path = $"/set-up?token={_app.SetUpToken()}";
        using var visitor = _app.Visitor();
        using (var created = await visitor.SendAsync(path, ("form.email", RunningApp.Email), ("form.password", RunningApp.Password)))
        {
            Assert.Equal(HttpStatusCode.Redirect, created.StatusCode);
            Assert.Equal("/", created.Headers.Location?.PathAndQuery);
        }

        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync("/"));
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusAsync(path));
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusAsync($"/set-up?token={_app.SetUpToken()}"));
    }

    [Theory]
    [InlineData("ann@acme.example", "short", "At least 15 characters")]
    [InlineData("ann@acme.example", "passwordpassword", "tried first")]
    [InlineData("ann@acme.example", "Correct Horse Battery Staple", "tried first")]
    [InlineData("ann@acme.example", "abcabcabcabcabcabc", "tried first")]
    [InlineData("ann.lindqvist@acme.example", "Ann.Lindqvist@acme.example", "no password")]
    [InlineData("ann", "a few words of my own", "An e-mail address is needed")]
    public async Task WhatIsRefused_IsSaidInASentence(string email, string password, string expected)
    {
        using var visitor = _app.Visitor();
        using var answer = await visitor.SendAsync($"/set-up?token={_app.SetUpToken()}", ("form.email", email), ("form.password", password));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await Visitor.ParseAsync(answer);
        Assert.Contains(expected, Visitor.Text(page.QuerySelector(".field.error small")), StringComparison.Ordinal);
        Assert.Equal(0, await PeopleAsync());
    }

    [Fact]
    public async Task ManyAtOnce_MakeOneAdministrator()
    {
        const int Visitors = 8;
        var path = $"/set-up?token={_app.SetUpToken()}";
        var statuses = await Task.WhenAll(Enumerable.Range(0, Visitors).Select(async number =>
        {
            using var visitor = _app.Visitor();
            using var answer = await visitor.SendAsync(path, ("form.email", $"person{number}@acme.example"), ("form.password", RunningApp.Password));
            return answer.StatusCode;
        }));

        // Who came when it was over found no form to fill in: what they send then is a bad request, as to any page that is not there.
        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.Redirect));
        Assert.Equal(Visitors - 1, statuses.Count(status => status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest));
        Assert.Equal(1, await PeopleAsync());
    }

    async Task<int> PeopleAsync()
    {
        await using var store = await _app.Get<IDbContextFactory<StoreContext>>().CreateDbContextAsync();
        return await store.Users.CountAsync();
    }

    public void Dispose() => _app.Dispose();
}
