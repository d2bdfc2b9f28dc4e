using CreditDashboard.Auth;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Pages;

var builder = WebApplication.CreateBuilder(args);

// appsettings.json lies at the root of the repository and is copied beside the program.
builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: false);
builder.Configuration.AddEnvironmentVariables();
builder.Configuration.AddCommandLine(args);
builder.WebHost.UseStaticWebAssets();

builder.AddStore();
builder.AddAuth();
builder.AddImport();
builder.AddPages();

var app = builder.Build();
await app.Services.GetRequiredService<Store>().OpenForWritingAsync();

app.UsePages();
app.MapAuth();
app.MapPages();

await app.RunAsync();

public partial class Program;
