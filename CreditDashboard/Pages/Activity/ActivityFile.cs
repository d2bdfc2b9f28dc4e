using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Activities;
using CreditDashboard.Components.Exports;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Pages.Activity;

/// <summary>Every row by the filters of the Activity page as CSV, in the page's order. Rows are written as they are read, not gathered first.</summary>
static class ActivityFile
{
    static readonly string[] Head =
        ["at", "at_utc", "row", "id", "user", "channel", "contact", "job_or_action", "shown", "credit_type", "charged", "price", "in_bar", "verdict", "verdict_in_words"];

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(Links.ActivityCsv, AnswerAsync).RequireAuthorization();

    static async Task<IResult> AnswerAsync(HttpContext context, ActivityReader reader, CancellationToken ct)
    {
        var query = ActivityQuery.Parse(name => context.Request.Query[name].OfType<string>().ToArray());
        if (await reader.RowsAsync(context.User.Id(), query, ct) is not var (account, window, amounts, rows))
            return Results.NotFound();

        context.Response.Headers.CacheControl = "no-store";
        return Results.Stream(
            body => CsvFile.WriteAsync(body, amounts.IsMoney ? [.. Head, "currency"] : Head, rows.Select(row => Cells(row, window.Zone, amounts)), ct), CsvFile.Type, FileName.Of("activity", account, window, "csv"));
    }

    static IReadOnlyList<Cell> Cells(ActivityRow row, DateTimeZone zone, Amounts amounts) =>
    [
        Cell.Of(row.At, zone), Timestamp.Format(row.At), row.IsReveal ? "reveal" : "deduction", row.Id, row.User, row.Channel, row.Contact, row.Instead, row.Shown,
        row.CreditType == CreditType.Conversation ? "conversation" : "prospecting", Cell.Of(row.Charged, amounts), row.Price == Words.Unknown ? "" : row.Price, Cell.Of(row.InBar, amounts), row.Code.Slug(), row.Code.Title(),
        .. amounts.IsMoney ? (Cell[])[amounts.Word] : [],
    ];
}
