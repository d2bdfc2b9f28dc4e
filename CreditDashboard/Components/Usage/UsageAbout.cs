using CreditDashboard.Components.Exports;
using CreditDashboard.Core.Cycles;
using NodaTime;

namespace CreditDashboard.Components.Usage;

/// <summary>What a file of Credit Usage, and the page on paper, say of themselves: of whom, of when, by which filters, read at what moment.</summary>
/// <param name="Page">The address of the page with the window's two ends, which shows the same later.</param>
/// <param name="Counted">Whose count the bridge begins with.</param>
public sealed record UsageAbout(CreditUsageReport Report, LedgerFilter Filter, IReadOnlyList<string> Counted, string Page)
{
    const string Unknown = "not known";

    DateTimeZone Zone => Report.Window.Zone;

    /// <summary>With the zone's name of that moment: <c>28 Mar 2026, 09:14 GMT</c>.</summary>
    public string Moment(Instant at) => $"{Times.Moment(at, Zone)} {Times.Abbreviation(at, Zone)}";

    public string WindowText => Report.Window.Window is { From: { } from, To: { } to }
        ? $"{Moment(from)} to {Moment(to)}"
        : "From the first row to the last";

    public string ReadAt => Moment(Report.ReadAt);

    public string ComparedWith => Report.Change is { } change ? $"{change.Name}, {Between(change.Windows.Against)}" : "nothing";

    public IReadOnlyList<(string Name, string Text)> Filters =>
        FilterText.Of(Filter, Report.Options) is { Count: > 0 } filters ? filters : [("Filters", "none, every user and channel")];

    /// <summary>The first sheet: one line a fact.</summary>
    public Sheet Sheet => new("About", ["Credit Usage", Report.AccountName], [.. Lines().Select(line => (IReadOnlyList<Cell>)[line.Name, line.Value])]);

    IEnumerable<(string Name, Cell Value)> Lines()
    {
        var window = Report.Window.Window;
        yield return ("Account", Report.Account);
        yield return ("Window from", window.From is { } from ? Moment(from) : "the first row");
        yield return ("Window to (not in it)", window.To is { } to ? Moment(to) : "the last row");
        yield return ("Window in UTC", window is { From: { } start, To: { } end } ? $"{Timestamp.Format(start)} to {Timestamp.Format(end)}" : "");
        yield return ("Time zone", Zone.Id);
        yield return ("Window", $"{KindOf(Report.Window.Kind)}{(Report.Window.Note.Length > 0 ? ", " + Report.Window.Note : "")}");
        foreach (var (name, text) in Filters)
            yield return (name, text);
        yield return ("Credit type", "prospecting; conversation credits stand on a sheet of their own and are never added");
        yield return ("Compared with", ComparedWith);
        yield return ("The bridge begins with", $"what is counted by {FilterText.Users(Counted, Report.Options)}");
        yield return ("Generated at", ReadAt);
        yield return ("Generated at, UTC", Timestamp.Format(Report.ReadAt));
        yield return ("Page", Page);
        yield return ("Credits used", Report.Used);
        yield return ("Credits used, whole account", Report.UsedByAll);
        yield return ("Deductions", Report.Deductions);
        yield return ("Credits given in the window, whole account", OrUnknown(Report.Allowance.Given));
        yield return ("Credits remaining, whole account", OrUnknown(Report.Allowance.Remaining));
        foreach (var item in Report.TieOut.Items)
            yield return ($"Ties out, whole account: {item.Name}", item.Figure is null ? item.Note : item.IsGap ? $"{item.Figure}, {item.Gap} than the tile" : $"{item.Figure}, ties");
        if (Report.Forecast is { } forecast)
        {
            yield return ("Credits expected at renewal, whole account", forecast.Total.Count);
            yield return ("How that is expected", ForecastText.Method(forecast));
        }

        if (Report.Change is { } change)
        {
            yield return ("Credits used in the window compared with", change.Then);
            yield return ("Change", change.Change);
        }

        yield return ("Credits open to dispute", Report.Disputable.Credits);
        yield return ("Credits refundable by the article's rules", Report.Disputable.Refundable);
        yield return ("Conversation credits used", Report.Conversation.Used);
        yield return ("Note", "Credits are net of what was given back in the window.");
    }

    static Cell OrUnknown(long? count) => count is { } known ? known : Unknown;

    string Between(Window window) => $"{Moment(window.From!.Value)} to {Moment(window.To!.Value)}";

    static string KindOf(WindowKind kind) => kind switch
    {
        WindowKind.Cycle => "cycle",
        WindowKind.Month => "calendar month",
        WindowKind.Days => "range of days",
        WindowKind.Instants => "range of instants",
        _ => "everything",
    };
}
