using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Cards;
using CreditDashboard.Components.Finding;
using CreditDashboard.Components.Pins;
using CreditDashboard.Components.Seals;
using CreditDashboard.Components.Shell;
using CreditDashboard.Components.Usage;
using CreditDashboard.Components.Vendor;
using CreditDashboard.Pages.Activity;
using CreditDashboard.Pages.Contacts;
using CreditDashboard.Pages.ControlTotals;
using CreditDashboard.Pages.CreditUsage;
using CreditDashboard.Pages.DataQuality;
using CreditDashboard.Pages.Discrepancies;
using CreditDashboard.Pages.Imports;
using CreditDashboard.Pages.Pins;
using CreditDashboard.Pages.Settings;
using CreditDashboard.Pages.Windows;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Connections;
using Radzen;

namespace CreditDashboard.Pages;

public static class PagesRegistration
{
    // Numbers are written as the browser's first language among these writes them; the words are English.
    static readonly string[] Cultures = ["en-GB", "en-US", "en", "da", "de", "es", "fi", "fr", "it", "nb", "nl", "pl", "pt", "sv"];

    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddSingleton<HandOvers>();
        services.AddSingleton<FindingCache>();
        services.AddScoped<FindingReader>();
        services.AddScoped<Titles>();
        services.AddScoped<LedgerReader>();
        services.AddScoped<PinReader>();
        services.AddScoped<SealReader>();
        services.AddScoped<ShellReader>();
        services.AddScoped<FindReader>();
        services.AddScoped<CreditUsageReader>();
        services.AddScoped<WindowsReader>();
        services.AddScoped<ActivityReader>();
        services.AddScoped<ContactReader>();
        services.AddScoped<ControlTotalsReader>();
        services.AddScoped<ReportedChargeReader>();
        services.AddScoped<PlanOfferReader>();
        services.AddScoped<DataQualityReader>();
        services.AddScoped<DiscrepancyReader>();
        services.AddScoped<PinsReader>();
        services.AddScoped<CardReader>();
        services.AddScoped<CardFitReader>();
        services.AddScoped<ImportsDesk>();
        services.AddScoped<ChangesReader>();
        services.AddScoped<SettingsDesk>();
        return builder;
    }

    /// <summary>What every request passes before it reaches a page.</summary>
    public static WebApplication UsePages(this WebApplication app)
    {
        app.UseExceptionHandler(Links.Failed, createScopeForErrors: true);
        app.UseSecurityHeaders();
        app.UseOwnOriginForCircuits();
        app.UseStatusCodePagesWithReExecute(Links.Status, createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            // What tells of a refused form is a page to read, and not the form once more.
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
                context.Request.Method = HttpMethods.Get;
            return next(context);
        });
        app.UseRequestLocalization(options =>
        {
            options.SetDefaultCulture(Cultures[0]).AddSupportedCultures(Cultures);
            options.ApplyCurrentCultureToResponseHeaders = false;
        });
        return app;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        DataQualityFile.Map(app);
        CreditUsageFiles.Map(app);
        ActivityFile.Map(app);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null) // SecurityHeaders says it
            .RequireAuthorization()
            .Add(endpoint =>
            {
                // Without this a circuit outlives the cookie that it was opened with.
                foreach (var connection in endpoint.Metadata.OfType<HttpConnectionDispatcherOptions>())
                    connection.CloseOnAuthenticationExpiration = true;
            });
        return app;
    }
}
