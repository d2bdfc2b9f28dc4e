using CreditDashboard.Auth;
using CreditDashboard.Commands;
using CreditDashboard.Data;
using CreditDashboard.Import;
using CreditDashboard.Pages;

if (CommandLine.IsGiven(args))
    return await CommandLine.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddProductSettings(args);
builder.WebHost.UseStaticWebAssets().UseKestrel(options => options.AddServerHeader = false);
builder.AddStore();
builder.AddAuth();
builder.AddImport();
builder.AddPages();

var app = builder.Build();
app.UsePages();
app.MapAuth();
app.MapPages();

return await app.ServeAsync();

public partial class Program;
