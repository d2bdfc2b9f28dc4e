using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Exports;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Pages.DataQuality;

/// <summary>
/// The incomplete reveals of a window as CSV, one a row, for the vendor's data team. It says which contacts and when, not who asked: the team
/// looks at contacts, and users are nobody's business there.
/// </summary>
static class DataQualityFile
{
    static readonly string[] Head =
        ["reveal_id", "occurred_at", "channel", "contact_id", "job_id", "request_id", "emails_requested", "emails_found", "phones_requested", "phones_found", "came_back"];

    static readonly CsvWriterOptions Form = new() { NewLine = "\r\n", TrueValue = "true", FalseValue = "false" };

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(Links.DataQualityFile, AnswerAsync).RequireAuthorization();

    /// <summary>Who may see the account is asked of the database, as for a page; what is not there for this person answers like what does not exist.</summary>
    static async Task<IResult> AnswerAsync(HttpContext context, DataQualityReader reader, CancellationToken ct)
    {
        var filter = LedgerFilter.Parse(name => context.Request.Query[name].OfType<string>().ToArray());
        if (await reader.RevealsAsync(context.User.Id(), filter, ct) is not var (ledger, window, reveals))
            return Results.NotFound();

        var incomplete = reveals.Where(each => each.Quality.Incomplete > 0);
        return Results.Stream(body => WriteAsync(ledger, incomplete, body, ct), "text/csv; charset=utf-8", NameOf(ledger, window));
    }

    static async Task WriteAsync(AccountSnapshot ledger, IEnumerable<(int Reveal, Quality Quality)> reveals, Stream body, CancellationToken ct)
    {
        await using var csv = CsvWriter.Create(body, Form, leaveOpen: true);
        foreach (var name in Head)
            csv.WriteField(name);
        await csv.EndRecordAsync(ct);
        foreach (var (index, quality) in reveals)
        {
            Write(csv, ledger.Rows.Reveal(index), quality);
            await csv.EndRecordAsync(ct);
        }
    }

    static void Write(CsvWriter csv, Reveal reveal, Quality quality)
    {
        csv.WriteField(CsvFile.Harmless(reveal.Id));
        csv.WriteField(Timestamp.Format(reveal.OccurredAt));
        csv.WriteField(CsvFile.Harmless(reveal.Channel));
        csv.WriteField(CsvFile.Harmless(reveal.Contact));
        csv.WriteField(CsvFile.Harmless(reveal.Job));
        csv.WriteField(CsvFile.Harmless(reveal.Request));
        csv.WriteField(reveal.EmailsRequested);
        csv.WriteField(reveal.EmailsFound);
        csv.WriteField(reveal.PhonesRequested);
        csv.WriteField(reveal.PhonesFound);
        csv.WriteField(quality.Empty > 0 ? Completeness.Empty : Completeness.Partial);
    }

    static string NameOf(AccountSnapshot ledger, WindowView window)
    {
        var days = window.Window is { From: { } from, To: { } to } ? $"{Day(from)}_{Day(to)}" : "all";
        return $"data-quality_{ledger.Account.Slug}_{days}.csv";

        string Day(Instant at) => LocalDatePattern.Iso.Format(at.InZone(window.Zone).Date);
    }
}
