using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CreditDashboard.Tests.Pages;

/// <summary>Someone who asks for pages and sends forms as a browser without scripts would.</summary>
public sealed class Visitor(HttpClient http) : IDisposable
{
    public HttpClient Http => http;

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    /// <summary>The page, whatever its status.</summary>
    public async Task<IHtmlDocument> ReadAsync(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await ParseAsync(response);
    }

    /// <summary>The text that a person sees in the page's main part.</summary>
    public async Task<string> TextAsync(string path) => Text((await ReadAsync(path)).QuerySelector("main"));

    /// <summary>Fills in the form of a page and sends it with everything hidden that it holds.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await ReadAsync(path);
        var form = page.QuerySelector<IHtmlFormElement>("main form") ?? throw new InvalidOperationException($"{path} has no form.");
        var hidden = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(input => (input.Name ?? "", input.Value));
        return await http.PostAsync(
            new Uri(form.GetAttribute("action") ?? path, UriKind.Relative),
            new FormUrlEncodedContent(hidden.Concat(fields).Select(field => new KeyValuePair<string, string>(field.Item1, field.Item2))));
    }

    public Task<HttpResponseMessage> SignInAsync(string email = RunningApp.Email, string password = RunningApp.Password, string from = "/sign-in") =>
        SendAsync(from, ("form.email", email), ("form.password", password));

    public static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(), CancellationToken.None);

    /// <summary>An element's text with each run of blanks one.</summary>
    public static string Text(IElement? element) =>
        string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public void Dispose() => http.Dispose();
}
