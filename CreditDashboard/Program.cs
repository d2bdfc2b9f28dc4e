using CreditDashboard.Auth;
using CreditDashboard.Commands;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Pages;

if (CommandLine.IsGiven(args))
    return await CommandLine.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddProductSettings(args);
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
return 0;

public partial class Program;
