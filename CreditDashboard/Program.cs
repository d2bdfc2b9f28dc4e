using CreditDashboard.Commands;
using CreditDashboard.Data;

if (CommandLine.IsGiven(args))
    return await CommandLine.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddProductSettings(args);
builder.AddStore();

var app = builder.Build();
await app.RunAsync();
return 0;

public partial class Program;
