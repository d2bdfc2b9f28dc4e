using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>The ways in which a window's credits are counted, each held against the number that the tile shows.</summary>
public enum TieOutStep : byte
{
    /// <summary>The rows of the table by channel, and of that by user.</summary>
    Tables,

    /// <summary>The rows of the ledger, added up by themselves.</summary>
    Ledger,

    /// <summary>What the balances at the two ends say was taken.</summary>
    Balance,

    /// <summary>What the vendor says was taken.</summary>
    Vendor,
}

public enum VendorSource : byte
{
    Snapshot,
    UsageReport,
}

/// <summary>What the vendor says was taken from a window's start on.</summary>
/// <param name="Until">It says nothing of what was posted from here on; null is the window's end.</param>
public sealed record VendorFigure(VendorSource Source, Credits Credits, Instant? Until = null);

/// <summary>Of which window and credit type, and what there is to hold the ledger against.</summary>
/// <param name="CreditsPerCycle">What the account states that each renewal gives; null if it does not.</param>
/// <param name="Costs">What credits cost: the figures are then money. A balance and a vendor's figure are of credits, so they are not among them.</param>
public sealed record TieOutQuestion(
    Window Window, IReadOnlyList<Grant> Grants, long? CreditsPerCycle, CreditType CreditType = CreditType.Prospecting, VendorFigure? Vendor = null, CostSpan? Costs = null);

/// <summary>A window's credits, counted in ways that have nothing in common but the ledger. Whole account, whatever a page is filtered by.</summary>
/// <param name="Total">The tile's number, net of what was given back.</param>
/// <param name="ByChannel">The sum of the rows of that table.</param>
/// <param name="ByUser">The sum of the rows of that table.</param>
/// <param name="Ledger">The sum of the ledger's rows.</param>
/// <param name="LedgerRows">How many these are.</param>
/// <param name="Balance">Null if it is not known what the account is given.</param>
/// <param name="Vendor">Null if nothing of the vendor's was imported for this window.</param>
/// <param name="BeyondVendor">The ledger's rows of the window that the vendor's figure is too old to hold.</param>
public sealed record TieOutFigures(
    Credits Total, Credits ByChannel, Credits ByUser, Credits Ledger, int LedgerRows, BalanceChange? Balance = null, VendorFigure? Vendor = null, Credits BeyondVendor = default)
{
    /// <param name="byChannel">By channel alone, of the whole account and the window; made here if no one has it already.</param>
    /// <param name="byUser">The same by user.</param>
    public static TieOutFigures Of(Judgement judgement, TieOutQuestion question, Instant asOf, UsageReport? byChannel = null, UsageReport? byUser = null)
    {
        var (rows, window, type) = (judgement.Rows, question.Window, question.CreditType);
        byChannel ??= UsageReport.Of(judgement, new(window, type, By: [UsageField.Channel], Costs: question.Costs), asOf);
        byUser ??= UsageReport.Of(judgement, new(window, type, By: [UsageField.User], Costs: question.Costs), asOf);
        if (question.Costs is { } costs)
        {
            // Counted in another way than the tables: the ledger's own sums of each price's time, times that price.
            var periods = costs.Within(window, type).Select(part => (Sum: rows.Sums.Between(part.Window.From, part.Window.To, type), part.Units)).ToList();
            return new(
                byChannel.Total, Sum(byChannel), Sum(byUser),
                periods.Aggregate(Credits.None, (sum, part) => sum + (part.Sum.Credits * part.Units)), periods.Sum(part => part.Sum.Rows));
        }

        var ledger = rows.Sums.Between(window.From, window.To, type);
        return new(
            byChannel.Total, Sum(byChannel), Sum(byUser), ledger.Credits, ledger.Rows,
            BalanceChange.Of(rows, judgement.Rules.Cycles, question.Grants, question.CreditsPerCycle, type, window, asOf),
            question.Vendor,
            question.Vendor?.Until is { } until && !(until >= window.To) ? rows.Sums.Between(until, window.To, type).Credits : Credits.None);
    }

    static Credits Sum(UsageReport report) => report.Rows.Aggregate(Credits.None, (sum, row) => sum + row.Credits);
}

/// <param name="Credits">What this way of counting gives; null if it cannot be counted so.</param>
/// <param name="Gap">By how much that is more than the tile shows, or, of the vendor's figure, than the tile's rows that it can hold.</param>
public sealed record TieOutLine(TieOutStep Step, Credits? Credits, Credits Gap)
{
    public bool IsKnown => Credits is not null;
    public bool Ties => IsKnown && Gap == Core.Ledger.Credits.None;
}

/// <summary>Tile = tables = ledger = change of balance = the vendor's figure: each step ties, or has its exact gap, or is not known.</summary>
public sealed record TieOut(TieOutFigures Figures, ImmutableArray<TieOutLine> Lines)
{
    public bool HasGap => Lines.Any(line => line.IsKnown && !line.Ties);

    public static TieOut Of(TieOutFigures figures)
    {
        var tables = figures.ByChannel != figures.Total ? figures.ByChannel : figures.ByUser;
        return new(figures,
        [
            new(TieOutStep.Tables, tables, tables - figures.Total),
            new(TieOutStep.Ledger, figures.Ledger, figures.Ledger - figures.Total),
            new(TieOutStep.Balance, figures.Balance?.Taken, (figures.Balance?.Taken ?? figures.Total) - figures.Total),
            new(TieOutStep.Vendor, figures.Vendor?.Credits, figures.Vendor is { } vendor ? vendor.Credits - (figures.Total - figures.BeyondVendor) : Credits.None),
        ]);
    }
}
