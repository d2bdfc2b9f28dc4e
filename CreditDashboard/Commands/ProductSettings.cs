namespace CreditDashboard.Commands;

public static class ProductSettings
{
    /// <summary>
    /// Settings as everywhere in the product, the later the stronger: <c>appsettings.json</c>, which lies at the root of the repository and
    /// is copied beside the program; environment variables; <c>--Section:Key=value</c>.
    /// </summary>
    public static IConfigurationManager AddProductSettings(this IConfigurationManager configuration, string[] args)
    {
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: false);
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(args);
        return configuration;
    }
}
