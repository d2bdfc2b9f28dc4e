using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Exports;
using CreditDashboard.Components.Usage;

namespace CreditDashboard.Pages.CreditUsage;

/// <summary>
/// What the Credit Usage page shows, as a workbook or as CSV files in a zip. The address is the page's own, and so is who may see it:
/// an account of others answers like one that does not exist.
/// </summary>
static class CreditUsageFiles
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Links.CreditUsageWorkbook, WorkbookAsync).RequireAuthorization();
        endpoints.MapGet(Links.CreditUsageCsv, CsvAsync).RequireAuthorization();
    }

    static Task<IResult> WorkbookAsync(HttpContext context, CreditUsageReader reader, CancellationToken ct) => AnswerAsync(
        context, reader, "xlsx", Workbook.Type, about => Workbook.WriteAsync(UsageSheets.Of(about), ct), ct);

    static Task<IResult> CsvAsync(HttpContext context, CreditUsageReader reader, CancellationToken ct) => AnswerAsync(
        context, reader, "zip", CsvFile.ZipType, about => CsvFile.ZipAsync(UsageSheets.Of(about), about.Report.ReadAt, ct), ct);

    static async Task<IResult> AnswerAsync(
        HttpContext context, CreditUsageReader reader, string ending, string type, Func<UsageAbout, Task<byte[]>> write, CancellationToken ct)
    {
        var query = CreditUsageQuery.Parse(name => context.Request.Query[name].OfType<string>().ToArray());
        if (await reader.ReadAsync(context.User.Id(), query, ct) is not { } report)
            return Results.NotFound();

        context.Response.Headers.CacheControl = "no-store";
        var link = query.To(query.Filter with { Account = report.Account, Window = report.Window.Fixed });
        return Results.File(await write(new(report, query.Filter, query.Counting, link)), type, FileName.Of("credit-usage", report.Account, report.Window, ending));
    }
}
