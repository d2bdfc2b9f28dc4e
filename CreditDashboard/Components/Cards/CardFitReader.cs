using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components.Cards;

/// <param name="Standing">How it rules the window's end: <c>in force since 1 Nov 2026</c>, <c>not in force</c>.</param>
public sealed record CardFitRow(CardFit Fit, bool IsInForce, string Standing);

/// <summary>The cards ranked by how well they explain what was charged in a window.</summary>
/// <param name="Judged">How many deductions were priced under each card; the same for all but those that price another credit type.</param>
/// <param name="MayAssign">True for an admin of the account.</param>
public sealed record CardFitView(string Account, WindowView Window, IReadOnlyList<CardFitRow> Rows, int Judged, bool MayAssign);

/// <summary>Prices a window anew under every card. It passes over all rows of the account once a card, so it is only done when it is asked for.</summary>
public sealed class CardFitReader(LedgerReader ledgers, AccessScopes scopes, RateCards cards, TimeProvider time)
{
    public async Task<CardFitView?> ReadAsync(string personId, string account, string windowText, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, account, ct) is not { } ledger)
            return null;

        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var window = WindowView.Read(windowText, ledger.Cycles, now);
        var all = await cards.AllAsync(ct);
        var fits = await Task.Run(() => CardFit.Of(ledger.Judgement, window.Window, now, all), ct);
        var last = window.Window.To is { } to && to <= now ? to - Duration.Epsilon : now;
        var (since, ruling) = ledger.Cards.Periods.Last(period => period.From is null || period.From <= last);
        return new(
            ledger.Account.Slug,
            window,
            [.. fits.Select(fit => new CardFitRow(fit, fit.Card.Id == ruling.Id, fit.Card.Id == ruling.Id ? InForce(since, window.Zone) : "not in force"))],
            fits.Max(fit => fit.Explained + fit.Unexplained),
            (await scopes.ForPersonAsync(personId, ct)).IsAdminOf(ledger.Account.Id));
    }

    static string InForce(Instant? since, DateTimeZone zone) =>
        since is { } from ? $"in force since {Times.DayOfYear(from.InZone(zone).Date)}" : "in force from the beginning";
}
