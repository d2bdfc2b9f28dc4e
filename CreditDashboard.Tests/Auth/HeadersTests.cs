using System.Net;
using System.Net.WebSockets;
using CreditDashboard.Tests.Pages;

namespace CreditDashboard.Tests.Auth;

public sealed class HeadersTests : IDisposable
{
    readonly RunningApp _app = new();

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/app.css")]
    public async Task EveryAnswer_SaysWhatABrowserMayDo(string path)
    {
        using var visitor = _app.Visitor();
        using var answer = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Page_HasNoScriptOfItsOwnInside()
    {
        using var visitor = _app.Visitor();
        var page = await visitor.ReadAsync("/sign-in");
        Assert.All(page.QuerySelectorAll("script"), script => Assert.False(string.IsNullOrEmpty(script.GetAttribute("src"))));
        Assert.All(page.QuerySelectorAll("[src], link[href]"), element => Assert.DoesNotContain("//", element.GetAttribute("src") ?? element.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Circuit_IsNotOpenedForAForeignPage()
    {
        await _app.AddPersonAsync();
        using var visitor = _app.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await visitor.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://evil.example");
        var refused = await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new UriBuilder(_app.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _app.Dispose();
}
