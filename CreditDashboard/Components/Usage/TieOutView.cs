using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components.Usage;

/// <summary>One way of counting the window's credits, as a page shows it.</summary>
/// <param name="Figure">Null if the credits cannot be counted so.</param>
/// <param name="Note">Beside the figure, such as <c>10,000 to 2,718</c>; empty if there is nothing to say.</param>
/// <param name="Gap">How many more or less than the tile; empty if it ties.</param>
/// <param name="Href">The rows behind it, or where to get what it lacks.</param>
public sealed record TieOutItem(string Name, string? Figure, string Note, string Gap, string Href, string LinkText, string Title)
{
    public bool IsGap => Gap.Length > 0;
}

/// <summary>The strip that says whether a window's number is the same however it is counted. It is of the whole account: a balance has no users.</summary>
public sealed record TieOutView(IReadOnlyList<TieOutItem> Items, bool HasGap)
{
    public static TieOutView Of(AccountSnapshot ledger, LedgerFilter filter, Window window, Instant now, Amounts? amounts = null)
    {
        var vendor = VendorFigures.Of(window, ledger.Cycles, ledger.ControlTotals, ledger.Balances);
        var question = new TieOutQuestion(window, ledger.Grants, ledger.Account.CreditsPerCycle, Vendor: vendor, Costs: amounts?.Costs);
        var tieOut = TieOut.Of(amounts is { IsMoney: true }
            ? TieOutFigures.Of(ledger.Judgement, question, now)
            : TieOutFigures.Of(ledger.Judgement, question, now, By(UsageField.Channel), By(UsageField.User)));
        return Of(tieOut, filter with { Account = ledger.Account.Slug }, ledger.Cycles.Zone, ledger.LastImportAt, amounts);

        UsageReport By(UsageField field) => WholeReports.Of(ledger.Judgement, new UsageQuestion(window, By: [field]), now);
    }

    /// <param name="importedAt">When rows of the ledger last came in.</param>
    public static TieOutView Of(TieOut tieOut, LedgerFilter filter, DateTimeZone zone, Instant? importedAt, Amounts? amounts = null) =>
        new([.. tieOut.Lines.Select(line => Item(line, tieOut.Figures, filter, zone, importedAt, amounts ?? Amounts.InCredits))], tieOut.HasGap);

    static TieOutItem Item(TieOutLine line, TieOutFigures figures, LedgerFilter filter, DateTimeZone zone, Instant? importedAt, Amounts amounts)
    {
        var rows = Links.Of(Links.Activity, filter.Everyone());
        var (imports, totals) = (Links.Of(Links.Imports, filter.Account), Links.Of(Links.ControlTotals, filter.Account));
        var (figure, gap) = (line.Credits is { } credits ? amounts.Taken(credits.Count) : null, line.Gap == Credits.None ? "" : $"{amounts.Taken(Math.Abs(line.Gap.Count))} {(line.Gap > Credits.None ? "more" : "less")}");
        return line.Step switch
        {
            TieOutStep.Tables => new("Tiles and tables", figure, "", gap, Links.Of(Links.CreditUsage, filter.Everyone()), "the tables",
                $"By channel {amounts.Taken(figures.ByChannel.Count)}, by user {amounts.Taken(figures.ByUser.Count)}."),
            TieOutStep.Ledger => new($"Ledger, {Words.Many(figures.LedgerRows, "row")}", figure, "", gap, rows, "the rows",
                amounts.IsMoney ? "The credits of the ledger's rows under each price, times that price." : "The rows of the ledger, added up one by one."),
            TieOutStep.Balance or TieOutStep.Vendor when amounts.IsMoney => new(line.Step == TieOutStep.Balance ? "Change of balance" : "Vendor", null, "kept in credits", "",
                Links.Of(Links.CreditUsage, filter.Everyone() with { InMoney = false }), "Show credits", "A balance, and what the vendor says of it, are of credits: they are held against the ledger there."),
            TieOutStep.Balance when figures.Balance is { } balance => new("Change of balance", figure, Ends(balance), gap, rows, "the rows", Sum(balance)),
            TieOutStep.Balance => new("Change of balance", null, "not known", "", imports, "Import grants", "What the account is given is not known: import its grants, or state its credits per cycle."),
            TieOutStep.Vendor when figures.Vendor is { } vendor => new(NameOf(vendor, zone), figure, "", gap, totals, vendor.Until > importedAt ? "posted after the last import" : "the control totals",
                "Held against the rows posted before it was made."),
            _ => new("Vendor", null, "not imported", "", imports, "What to get", "Of a calendar month the vendor's usage report says it, of a cycle an account usage snapshot taken in it."),
        };
    }

    static string Ends(BalanceChange balance)
    {
        var given = balance.Given - balance.Lapsed;
        return $"{Words.Taken(balance.Opening.Count)} to {Words.Taken(balance.Closing.Count)}{(given == Credits.None ? "" : $", {Words.Taken(given.Count)} given")}";
    }

    static string Sum(BalanceChange balance) =>
        $"{Words.Taken(balance.Opening.Count)} at the start, {Words.Taken(balance.Given.Count)} given, {Words.Taken(balance.Lapsed.Count)} lapsed at renewal, {Words.Taken(balance.Closing.Count)} left at the end.";

    static string NameOf(VendorFigure vendor, DateTimeZone zone) =>
        (vendor.Source == VendorSource.Snapshot ? "Vendor snapshot" : "Vendor's usage report") + (vendor.Until is { } until ? $", {Times.Minute(until, zone)}" : "");
}
