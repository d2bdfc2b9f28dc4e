using CreditDashboard.Components;
using CreditDashboard.Components.Activities;
using CreditDashboard.Components.Shell;
using CreditDashboard.Core.Usage;
using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Pages.Activity;

public sealed partial class ActivityPage(ActivityReader reader) : LedgerPage<ActivityQuery, ActivityReport>
{
    string? _note;

    [CascadingParameter]
    MainLayout? Around { get; set; }

    [SupplyParameterFromQuery(Name = "side")]
    string? Side { get; set; }

    [SupplyParameterFromQuery(Name = "bar")]
    string? Bar { get; set; }

    [SupplyParameterFromQuery(Name = "count")]
    string[]? Counted { get; set; }

    [SupplyParameterFromQuery(Name = "finding")]
    string? Finding { get; set; }

    [SupplyParameterFromQuery(Name = "found")]
    string? Found { get; set; }

    [SupplyParameterFromQuery(Name = "id")]
    string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "row")]
    string? Row { get; set; }

    [SupplyParameterFromQuery(Name = "older")]
    string? Older { get; set; }

    [SupplyParameterFromQuery(Name = "newer")]
    string? Newer { get; set; }

    protected override ActivityQuery Parse(LedgerFilter filter) => ActivityQuery.Parse(filter, Side, Text, Row, Older, Newer).Of(Bar, Counted).Picking(Finding, Found);

    protected override Task<ActivityReport?> ReadAsync(string personId, CancellationToken ct)
    {
        _note = null;
        return reader.ReadAsync(personId, Query, ct);
    }

    static readonly UsageField[] Shown = [UsageField.User, UsageField.Channel, UsageField.Data, UsageField.Verdict];

    void ShowText(ChangeEventArgs change)
    {
        // An e-mail address would stand in the page's own address, where it can be read by whoever is sent the link.
        var text = change.Value?.ToString()?.Trim() ?? "";
        if (text.Contains('@', StringComparison.Ordinal))
            _note = "That looks like an e-mail address: choose the user in the filter by users.";
        else
            Navigation.NavigateTo((Query.Anew() with { Text = text }).ToUri());
    }

    // The rows stay where they are, so the address does: what is said of them is read anew.
    async Task PinnedAsync()
    {
        await ReadAsync();
        if (Around is not null)
            await Around.ReadAgainAsync();
    }

    string ToSide(ActivitySide side) => (Query.Anew() with { Side = side }).ToUri();

    string Evidence(string row) => Query.WithRow(row == Report.Value?.OpenRow ? "" : row);

    /// <summary>The bridge that the bar is of, where its page shows it.</summary>
    string Bridge => Links.Of(Links.CreditUsage, Query.Filter.Everyone(), Query.Counted.Select(user => new KeyValuePair<string, string?>("count", user))) + "#bridge";

    /// <summary>Whose count the bar belongs to; empty for everyone's.</summary>
    string CountedBy(ActivityReport report) => Query.Counted.Length == 0 ? ""
        : $"counted by {string.Join(", ", Query.Counted.Select(id => report.Options.Users.FirstOrDefault(user => user.Value == id)?.Text ?? id))}";

    string Sub(ActivityReport report)
    {
        if (report.Bar is not null)
            return $"by what each row gives to this bar, {Words.Many(report.Totals.Rows, "row")}, newest first";

        var apart = report.Totals.Credits is { Conversation: not 0 and var conversation, Prospecting: not 0 } ? $"{new TypedCredits(0, conversation).In(report.In)}, " : "";
        return Query.Side == ActivitySide.Reveals
            ? "each when it was made, newest first"
            : $"{apart}{Words.Many(report.Totals.Deductions, "deduction")}, {Words.Many(report.Totals.Reveals, "reveal")}, newest first";
    }

    string Head(ActivityReport report) => report.Bar is not null ? report.Totals.Credits.In(report.In) : Query.Side == ActivitySide.Reveals
        ? Words.Many(report.Totals.Reveals, "reveal")
        : report.Totals.Credits is { Prospecting: 0, Conversation: not 0 } ? report.Totals.Credits.In(report.In) : report.In.Many(report.Totals.Credits.Prospecting);

    string Sum(ActivityDay day, Amounts amounts) =>
        Query.Side == ActivitySide.Reveals && Query.Bar is null ? Words.Many(day.Totals.Reveals, "reveal") : day.Totals.Credits.In(amounts with { Unstated = day.Totals.Unstated });
}
