using System.Net;
using CreditDashboard.Auth;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using CreditDashboard.Import;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace CreditDashboard.Tests.Pages;

/// <summary>
/// The real program on a port of its own of the loopback, over a store in a directory of its own. Its clock stands at the instant that the
/// article's sample is read at, until a test moves it.
/// </summary>
public sealed class RunningApp : WebApplicationFactory<Program>
{
    public const string Email = "ann.lindqvist@acme.example";
    public const string Password = "a few words of my own";

    readonly string _directory = System.IO.Directory.CreateTempSubdirectory("creditdashboard").FullName;

    public RunningApp()
    {
        UseKestrel(0);
        StartServer();
    }

    public SettableTime Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public Uri Address => ClientOptions.BaseAddress;

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A token that opens the set-up page, as the program prints it.</summary>
    public string SetUpToken() => Get<SetUpToken>().Issue();

    /// <summary>A visitor of the pages with cookies of their own.</summary>
    public Visitor Visitor() => new(new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address });

    /// <summary>Someone who can sign in, and their id.</summary>
    public async Task<string> AddPersonAsync(string email = Email)
    {
        await using var scope = Services.CreateAsyncScope();
        var (person, problems) = await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().AddAsync(email, Password);
        return person?.Id ?? throw new InvalidOperationException(string.Join(' ', problems.Select(problem => problem.Why)));
    }

    /// <summary>The account of the article's sample, with or without its rows; whoever has the address is its admin.</summary>
    public async Task<string> AddAccountAsync(string name = "Acme", string admin = Email, bool withRows = true)
    {
        var slug = await Get<AccountDesk>().CreateAsync(
            AccessScope.Operator, new NewAccount(name, "Europe/London", Instant.FromUtc(2026, 1, 31, 9, 14)) { AdminEmail = admin, CreditsPerCycle = 100 });
        if (withRows)
            await Get<Importer>().RunAsync(AccessScope.Operator, slug, [ImportFile.At(Sample("reveals")), ImportFile.At(Sample("deductions"))], new ImportRequest());
        return slug;
    }

    /// <summary>A card of two versions, assigned to the account from 3 November 2026 on.</summary>
    public async Task AddCardAsync(string account = "acme")
    {
        var desk = Get<CardDesk>();
        var card = PublishedCards.LaterHelpArticle with
        {
            Id = "acme-2026",
            Name = "Acme order form",
            Source = new CardSource("Order form, page 2", "https://example.com/order", new LocalDate(2026, 1, 5)),
            Effective = new EffectiveDays(new LocalDate(2026, 1, 1), null),
            Actions = [new ActionPrice("search", new Credits(1), 25)],
        };
        await desk.AddAsync(AccessScope.Operator, card, Instant.MaxValue);
        await desk.AddAsync(AccessScope.Operator, card with { Version = "2", Phone = new Credits(4) }, Instant.MaxValue);
        await desk.ChangeAsync(AccessScope.Operator, account, AssignmentPlan.Assign(card.Id, Instant.FromUtc(2026, 11, 3, 0, 0)), Instant.MaxValue);
    }

    /// <summary>The vendor's own files of the sample.</summary>
    public Task AddVendorFilesAsync(string account, params string[] names) => Get<Importer>().RunAsync(
        AccessScope.Operator,
        account,
        [.. (names is [] ? ["usage-report.csv", "api-responses.jsonl", "account-usage.json"] : names).Select(name => ImportFile.At(Path.Combine(AppContext.BaseDirectory, "Samples", name)))],
        new ImportRequest());

    /// <summary>The path of a file of the article's sample.</summary>
    public static string Sample(string side) => Path.Combine(AppContext.BaseDirectory, "Samples", $"article.{side}.csv");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Store", $"Data Source={Path.Combine(_directory, "store.db")}");
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));

            // A circuit ends when its cookie does, and that is told by the machine's clock.
            services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, options => options.TimeProvider = TimeProvider.System);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && System.IO.Directory.Exists(_directory))
            System.IO.Directory.Delete(_directory, recursive: true);
    }
}

/// <summary>A clock that stands still until it is set.</summary>
public sealed class SettableTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
