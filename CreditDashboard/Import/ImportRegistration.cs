namespace CreditDashboard.Import;

public static class ImportRegistration
{
    public static IHostApplicationBuilder AddImport(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SampleAccount>();
        return builder;
    }
}
