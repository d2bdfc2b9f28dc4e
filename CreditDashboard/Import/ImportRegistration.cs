namespace CreditDashboard.Import;

public static class ImportRegistration
{
    public static IHostApplicationBuilder AddImport(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ImportOptions>()
            .BindConfiguration(ImportOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<Importer>();
        builder.Services.AddSingleton<RunningImports>();
        builder.Services.AddSingleton<RefusedDesk>();
        builder.Services.AddSingleton<WithdrawalDesk>();
        builder.Services.AddSingleton<SampleAccount>();
        return builder;
    }
}
