using CreditDashboard.Components;
using CreditDashboard.Components.Activities;
using CreditDashboard.Components.Seals;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Verdicts;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace CreditDashboard.Pages.Seals;

/// <summary>One sealed cycle, and what differs from it.</summary>
public sealed partial class SealPage(SealReader reader, LedgerReader ledgers) : AccountPage<SealView>
{
    const int RowsMax = 200;
    const int ListedMax = 4;

    [SupplyParameterFromQuery(Name = "cycle")]
    string? Cycle { get; set; }

    DateTimeZone Zone { get; set; } = DateTimeZone.Utc;

    protected override string Ask() =>
        Timestamp.TryParse(Cycle ?? "", DateTimeZone.Utc, out var at, out _, out _) ? Links.SealedCycle(Account ?? "", at) : Links.Of(Links.Seals, Account);

    protected override async Task<SealView?> ReadAsync(string personId, CancellationToken ct)
    {
        if (!Timestamp.TryParse(Cycle ?? "", DateTimeZone.Utc, out var at, out _, out _) || await ledgers.OpenAsync(personId, Account, ct) is not { } ledger)
            return null;

        return await reader.HoldingAsync(personId, ledger.Account.Slug, at, ct) is { } view ? view with { Zone = ledger.Cycles.Zone } : null;
    }

    protected override void Take(SealView report) => Zone = report.Zone;

    string Moment(Instant at) => Times.Moment(at, Zone);

    static string Token(Amendment amendment)
    {
        var verdict = amendment.Now ?? amendment.Supersedes[0];
        return verdict.Deductions is [var paid, ..] ? RowToken.Deduction(paid) : RowToken.Reveal(verdict.Reveals[0]);
    }

    static string RowsOf(Amendment amendment)
    {
        var verdict = amendment.Now ?? amendment.Supersedes[0];
        string[] rows = [.. verdict.Reveals, .. verdict.Deductions];
        return rows.Length <= ListedMax ? string.Join(' ', rows) : $"{string.Join(' ', rows.Take(ListedMax))} and {Words.Count(rows.Length - ListedMax)} more";
    }
}
