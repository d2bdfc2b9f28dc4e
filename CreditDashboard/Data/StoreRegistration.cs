using CreditDashboard.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CreditDashboard.Data;

public static class StoreRegistration
{
    /// <summary>The store and what is read from it. Open it with <see cref="Store.OpenForWritingAsync"/> or <see cref="Store.OpenForReadingAsync"/>.</summary>
    public static IHostApplicationBuilder AddStore(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<StoreOptions>()
            .BindConfiguration(StoreOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<WriterGate>();
        builder.Services.AddSingleton<SqliteFile>();
        builder.Services.AddSingleton<SqliteSlices>();
        builder.Services.AddSingleton<SqliteSweep>();
        builder.Services.AddSingleton<Store>();
        builder.Services.AddSingleton<AccessScopes>();
        builder.Services.AddSingleton<AccountReader>();
        builder.Services.AddSingleton<AccountHistory>();
        builder.Services.AddSingleton<AccountSnapshots>();
        builder.Services.AddSingleton<AccountWriter>();
        builder.Services.AddSingleton<AccountDesk>();
        builder.Services.AddSingleton<PinDesk>();
        builder.Services.AddSingleton<SealDesk>();
        builder.Services.AddSingleton<FindingDesk>();
        builder.Services.AddSingleton<SavedViewDesk>();
        builder.Services.AddSingleton<ChangeDesk>();
        builder.Services.AddSingleton<ReportedCharges>();
        builder.Services.AddSingleton<CostDesk>();
        builder.Services.AddSingleton<RateCards>();
        builder.Services.AddSingleton<CardDesk>();
        builder.Services.AddHostedService<OldVerdicts>();
        builder.Services.AddSingleton<StoreCheck>();
        builder.Services.AddDbContextFactory<StoreContext>((services, options) =>
        {
            var file = services.GetRequiredService<SqliteFile>();
            options
                .UseSqlite(file.ReadOnlyConnectionString)
                .AddInterceptors(new SettledConnections(file), WritesInTurn.One)
                // Migrations are written by hand and have no snapshot to compare with; a test compares the schema itself.
                .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        });
        return builder;
    }
}
