using System.Threading.RateLimiting;
using CreditDashboard.Data;
using CreditDashboard.Data.Sqlite;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;

namespace CreditDashboard.Auth;

public static class AuthRegistration
{
    /// <summary>The policy of pages that take a password.</summary>
    public const string TriesPolicy = "tries";

    const int TriesPerMinute = 30;
    const string KeysFolder = "keys";

    public static WebApplicationBuilder AddAuth(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<Person>(options =>
            {
                options.Password.RequiredLength = PasswordRules.LengthMin;
                options.Password.RequireDigit = options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = "";
                options.Lockout.MaxFailedAccessAttempts = SignInDesk.TriesMax;
                options.Lockout.DefaultLockoutTimeSpan = SignInDesk.Wait;
            })
            .AddEntityFrameworkStores<StoreContext>()
            .AddSignInManager()
            .AddPasswordValidator<PasswordRules>()
            .AddErrorDescriber<AuthSentences>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = SignInDesk.HashIterations);
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = Revalidation.Interval);

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "creditdashboard";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = TimeSpan.FromHours(12);
            options.SlidingExpiration = true;
            options.LoginPath = AuthPaths.SignIn;
            options.ReturnUrlParameter = AuthPaths.ReturnParameter;
        });
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, Revalidation>();

        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "creditdashboard-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(TriesPolicy, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesPerMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter("reading"));
        });

        // The keys that cookies are sealed with lie beside the store: a restart keeps everyone signed in, wherever it runs.
        services.AddDataProtection().SetApplicationName("CreditDashboard");
        services.AddOptions<KeyManagementOptions>().Configure<SqliteFile, ILoggerFactory>((options, store, logs) =>
            options.XmlRepository = new FileSystemXmlRepository(Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(store.Path)!, KeysFolder)), logs));

        services.AddSingleton<SetUpToken>();
        services.AddScoped<FirstAdministrator>();
        services.AddScoped<SignInDesk>();
        services.AddHostedService<OpeningLine>();
        return builder;
    }

    public static WebApplication MapAuth(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapPost(AuthPaths.SignOut, async (HttpContext context, IAntiforgery antiforgery, SignInDesk signIn) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            await signIn.LeaveAsync();
            return Results.LocalRedirect(AuthPaths.SignIn);
        });
        return app;
    }
}
