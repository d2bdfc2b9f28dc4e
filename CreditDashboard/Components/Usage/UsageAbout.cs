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

    /// <summary>What a credit costs, where amounts are of money: <c>0.25 EUR a prospecting credit from 1 Nov 2026, Growth plan</c>.</summary>
    public IEnumerable<string> Prices => (Report.In.Costs?.Stated ?? []).Select(CostText.Of);

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
        yield return ("Unit", Report.In.IsMoney ? $"{Report.In.Word}; one unit at a time, what the rate card says stays in credits" : "credits");
        foreach (var price in Prices)
            yield return ("Price", price);
        if (Report.In.Unstated.IsSome)
            yield return ("Without a stated cost, not in these figures", $"{Words.Many(Report.In.Unstated.Credits, "credit")} in {Words.Many(Report.In.Unstated.Rows, "deduction")}");
        yield return ("Compared with", ComparedWith);
        yield return ("The bridge begins with", $"what is counted by {FilterText.Users(Counted, Report.Options)}");
        yield return ("Generated at", ReadAt);
        yield return ("Generated at, UTC", Timestamp.Format(Report.ReadAt));
        yield return ("Page", Page);
        yield return ($"{Report.In.Head} used", Amount(Report.Used));
        yield return ($"{Report.In.Head} used, whole account", Amount(Report.UsedByAll));
        yield return ("Deductions", Report.Deductions);
        yield return ($"{Report.In.Head} given in the window, whole account", OrUnknown(Report.Allowance.Given));
        yield return ($"{Report.In.Head} remaining, whole account", OrUnknown(Report.Allowance.Remaining));
        foreach (var item in Report.TieOut.Items)
            yield return ($"Ties out, whole account: {item.Name}", item.Figure is null ? item.Note : item.IsGap ? $"{item.Figure}, {item.Gap} than the tile" : $"{item.Figure}, ties");
        if (Report.Forecast is { } forecast)
        {
            yield return ($"{Report.In.Head} expected at renewal, whole account", Amount(forecast.Total.Count));
            yield return ("How that is expected", ForecastText.Method(forecast));
        }

        if (Report.Change is { } change)
        {
            yield return ($"{Report.In.Head} used in the window compared with", Amount(change.Then));
            yield return ("Change", Amount(change.Change));
        }

        yield return ($"{Report.In.Head} open to dispute", Amount(Report.Disputable.Credits));
        yield return ($"{Report.In.Head} refundable by the article's rules", Amount(Report.Disputable.Refundable));
        yield return (Report.In.IsMoney ? $"Conversation credits used, {Report.In.Word}" : "Conversation credits used", Cell.Of(Report.Conversation.Used, Report.Conversation.In));
        yield return ("Note", "Credits are net of what was given back in the window.");
    }

    Cell Amount(long amount) => Cell.Of(amount, Report.In);

    Cell OrUnknown(long? count) => count is { } known ? Amount(known) : Unknown;

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
