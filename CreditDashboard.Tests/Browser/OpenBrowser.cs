using System.Collections.Concurrent;
using CreditDashboard.Tests.Pages;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CreditDashboard.Tests.Browser;

/// <summary>One Chromium for all tests that need one.</summary>
public sealed class OpenBrowser : IAsyncLifetime
{
    static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    const float ExpectTimeoutMs = 30_000;

    IPlaywright? _playwright;
    IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is not { } path)
            return;

        // A busy machine may take its time; what comes sooner is not waited for.
        Assertions.SetDefaultExpectTimeout(ExpectTimeoutMs);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Flags });
    }

    /// <summary>A window of its own, with cookies of its own.</summary>
    public async Task<Window> OpenAsync(RunningApp app, int width = 1440, bool dark = false, string? culture = "en-GB", string? zone = null)
    {
        var browser = _browser ?? throw new InvalidOperationException(Chromium.Why);
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = app.Address.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = culture,
            TimezoneId = zone,
        });
        return new Window(context, await context.NewPageAsync(), app.Address);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<OpenBrowser>
{
    public const string Name = "Browser";
}

/// <summary>A window of the browser, which hears of everything that goes wrong in it.</summary>
public sealed class Window : IAsyncDisposable
{
    readonly IBrowserContext _context;
    readonly ConcurrentQueue<string> _troubles = [];

    internal Window(IBrowserContext context, IPage page, Uri own)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _troubles.Enqueue($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _troubles.Enqueue($"script: {error}");
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob") } asked && asked.Authority != own.Authority)
                _troubles.Enqueue($"request to {request.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>What the console said of errors, and which requests left the machine.</summary>
    public IReadOnlyCollection<string> Troubles => _troubles;

    public ILocator Find(string selector) => Page.Locator(selector);

    public async Task SignInAsync(string email = RunningApp.Email)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(RunningApp.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToHaveTextAsync("Sign in");
    }

    /// <summary>Opens a page and waits until its circuit answers: what was rendered before would not hear a click.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await WhenLiveAsync();
    }

    /// <summary>Chooses files, once the page takes them.</summary>
    public async Task ChooseAsync(params FilePayload[] files)
    {
        await Assertions.Expect(Find("input[type=file]")).ToBeEnabledAsync();
        await Find("input[type=file]").SetInputFilesAsync(files);
    }

    /// <inheritdoc cref="ChooseAsync(FilePayload[])"/>
    public Task ChooseAsync(params string[] paths) => ChooseAsync(
        [.. paths.Select(path => new FilePayload { Name = System.IO.Path.GetFileName(path), MimeType = "text/csv", Buffer = File.ReadAllBytes(path) })]);

    public async Task WhenLiveAsync() => await Assertions.Expect(Find("[data-live=true]")).ToHaveCountAsync(1);

    /// <summary>What hinders people from using the page, of what axe calls serious or critical.</summary>
    public async Task<IReadOnlyList<string>> HindrancesAsync()
    {
        var result = await Page.RunAxe();
        return
        [
            .. result.Violations
                .Where(violation => violation.Impact is "serious" or "critical")
                .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")),
        ];
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
