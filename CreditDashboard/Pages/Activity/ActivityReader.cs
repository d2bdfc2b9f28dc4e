using CreditDashboard.Components;
using CreditDashboard.Components.Activities;
using CreditDashboard.Components.Evidences;
using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Pages.Activity;

/// <summary>What the Activity page shows.</summary>
public sealed record ActivityReport : ILedgerReport
{
    public required string Account { get; init; }
    public required string AccountName { get; init; }
    public required WindowView Window { get; init; }
    public required LedgerOptions Options { get; init; }
    public required bool IsEmpty { get; init; }
    public required TieOutView TieOut { get; init; }
    public required ActivityTotals Totals { get; init; }

    /// <summary>Whether amounts are of credits or of money.</summary>
    public required Amounts In { get; init; }

    /// <summary>The bar of the bridge whose rows are shown; null if the page shows any row.</summary>
    public required BridgeBar? Bar { get; init; }

    /// <summary>The finding whose rows are shown; null if the page shows any row, or if the finding is no more.</summary>
    public required FindingText? Finding { get; init; }

    /// <summary>How many rows the window has whatever the page is filtered by.</summary>
    public required int RowsByAll { get; init; }

    /// <summary>The rows of the page, newest first, by day.</summary>
    public required IReadOnlyList<ActivityDay> Days { get; init; }

    /// <summary>The pages beside this one; null at either end.</summary>
    public required ActivityQuery? Newer { get; init; }
    public required ActivityQuery? Older { get; init; }

    /// <summary>The row that is open, as the rows of this page name it.</summary>
    public required string OpenRow { get; init; }
    public required EvidenceView? Open { get; init; }

    /// <summary>The rows above and below the one that is open, or the first and last of the page.</summary>
    public required ActivityQuery? Above { get; init; }
    public required ActivityQuery? Below { get; init; }

    public int First => Totals.Newer + 1;
    public int Last => Totals.Newer + Days.Sum(day => day.Rows.Count);
}

/// <param name="Totals">Of the whole day, also where the page shows a part of it.</param>
public sealed record ActivityDay(LocalDate Day, ActivityTotals Totals, IReadOnlyList<ActivityRow> Rows);

public sealed class ActivityReader(LedgerReader ledgers, FindingCache findings, CostDesk costs, TimeProvider time)
{
    public const int RowsOfAPage = 25;

    /// <summary>The report, or null if there is no such account, or no such row in it, for this person.</summary>
    public async Task<ActivityReport?> ReadAsync(string personId, ActivityQuery query, CancellationToken ct) =>
        await ledgers.OpenAsync(personId, query.Filter.Account, ct) is { } ledger
            ? new Reading(ledger, findings, await costs.ReadAsync(ledger, ct), query with { Filter = query.Filter with { Account = ledger.Account.Slug } }, Instant.FromDateTimeOffset(time.GetUtcNow())).Report()
            : null;

    /// <summary>All rows by the filters, newest first, each read when it is asked for; null if there is no such account for this person.</summary>
    public async Task<(string Account, WindowView Window, Amounts In, IEnumerable<ActivityRow> Rows)?> RowsAsync(string personId, ActivityQuery query, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, query.Filter.Account, ct) is not { } ledger)
            return null;

        var reading = new Reading(ledger, findings, await costs.ReadAsync(ledger, ct), query, Instant.FromDateTimeOffset(time.GetUtcNow()));
        return (ledger.Account.Slug, reading.Window, reading.In, reading.AllRows());
    }

    /// <summary>One reading: the ledger, what is asked of it, and when.</summary>
    sealed class Reading(AccountSnapshot ledger, FindingCache findings, CreditCosts costs, ActivityQuery query, Instant now)
    {
        readonly Amounts _amounts = Amounts.Of(costs, query.Filter, WindowView.Read(query.Filter.Window, ledger.Cycles, now).Window, now);

        readonly WindowView _window = WindowView.Read(query.Filter.Window, ledger.Cycles, now);

        readonly Finding? _finding = query.Finding.Length == 0 ? null
            : findings.Of(ledger, WindowView.Read(query.Filter.Window, ledger.Cycles, now).Window, now).FirstOrDefault(finding => finding.Key(ledger.UserId) == query.Finding);

        readonly BridgeRows? _bar = query.Bar is not { } key ? null : BridgeRows.Of(
            ledger.Judgement,
            new(WindowView.Read(query.Filter.Window, ledger.Cycles, now).Window, LedgerOptions.CountedOf(ledger, query.Filter, query.Counted), Amounts.Of(costs, query.Filter, WindowView.Read(query.Filter.Window, ledger.Cycles, now).Window, now).Costs),
            key,
            now);

        public WindowView Window => _window;

        public Amounts In => _amounts;

        Judgement Judgement => ledger.Judgement;

        public IEnumerable<ActivityRow> AllRows() => new ActivityLog(Judgement, Question(), now).Older(ActivityLog.Top).Select(Read);

        public ActivityReport? Report()
        {
            var log = new ActivityLog(Judgement, Question(), now);
            var open = query.Row.Length == 0 ? (Member?)null : RowToken.Find(Judgement.Rows, query.Row);
            if (query.Row.Length > 0 && open is null)
                return null;

            var openRow = open is { } opened ? log.RowOf(opened) : (Member?)null;
            var rows = Rows(log, openRow);
            var beyond = rows.Count > RowsOfAPage ? rows[RowsOfAPage] : (Member?)null;
            rows = rows[..Math.Min(rows.Count, RowsOfAPage)];

            var first = rows is [var top, ..] ? Judgement.PositionOf(top) : (Position?)null;
            var totals = log.Count(first);
            var before = first is { } from && totals.Newer > 0 ? log.Newer(from).Select(row => (Member?)row).FirstOrDefault() : null;
            var newer = before is null ? null : query with { Older = null, Newer = first, Row = "" };
            var older = beyond is null ? null : query with { Older = Judgement.PositionOf(rows[^1]), Newer = null, Row = "" };
            var at = openRow is { } shown ? rows.IndexOf(shown) : -1;
            return new()
            {
                Account = ledger.Account.Slug,
                AccountName = ledger.Account.Name,
                Window = _window,
                Options = LedgerOptions.Of(ledger),
                IsEmpty = Judgement.Rows.Deductions.Length == 0 && Judgement.Rows.Reveals.Length == 0,
                TieOut = TieOutView.Of(ledger, query.Filter, _window.Window, now, amounts: _amounts),
                Totals = totals,
                In = _amounts with { Unstated = totals.Unstated },
                Bar = _bar?.Bar,
                Finding = _finding is null ? null : FindingText.Of(_finding, ledger, _amounts),
                RowsByAll = query.IsNarrowed && totals.Rows == 0 ? new ActivityLog(Judgement, new(_window.Window), now).Count().Rows : totals.Rows,
                Days = Days(log, rows),
                Newer = newer,
                Older = older,
                OpenRow = openRow is { } row ? RowToken.Of(Judgement.Rows, row) : "",
                Open = open is { } asked ? EvidenceView.Of(Judgement, VerdictOf(asked), ledger.LastImportAt, now) : null,
                Above = at < 0 ? null : at > 0 ? With(query, rows[at - 1]) : before is { } up ? With(newer!, up) : null,
                Below = rows.Count == 0 ? null
                    : at < rows.Count - 1 ? With(query, rows[at + 1])
                    : beyond is { } down ? With(older!, down) : null,
            };
        }

        ActivityQuestion Question() => new(
            _window.Window,
            LedgerOptions.UsersOf(ledger, query.Filter),
            LedgerOptions.ChannelsOf(ledger, query.Filter),
            Text: query.Text,
            Side: query.Side,
            Only: LedgerOptions.Only(query.Filter),
            Details: ledger.UserDetails)
        {
            Bar = _bar,
            In = _amounts,
            // A finding that is no more has no rows.
            Finding = query.Finding.Length == 0 ? null : _finding?.Rows ?? new FindingRows([], []),
            Found = query.Found,
        };

        /// <summary>The rows of the page and the one after it, if there is one.</summary>
        List<Member> Rows(ActivityLog log, Member? open)
        {
            if (query.Older is { } older)
                return Below(log, older);

            if (query.Newer is { } newer)
            {
                List<Member> above = [.. log.Newer(newer).Take(RowsOfAPage)];
                if (above.Count == RowsOfAPage)
                    return Below(log, ActivityLog.JustAbove(Judgement.PositionOf(above[^1])));
            }

            // A row that is asked for by its name alone is where the page begins, unless the newest ones hold it.
            var rows = Below(log, ActivityLog.Top);
            return open is { } row && query.Newer is null && log.Holds(row) && rows.IndexOf(row) is < 0 or RowsOfAPage
                ? Below(log, ActivityLog.JustAbove(Judgement.PositionOf(row)))
                : rows;
        }

        static List<Member> Below(ActivityLog log, Position position) => [.. log.Older(position).Take(RowsOfAPage + 1)];

        List<ActivityDay> Days(ActivityLog log, List<Member> rows) =>
        [
            .. rows.Select(Read)
                .GroupBy(row => Core.Cycles.Days.DayHolding(row.At, _window.Zone))
                .Select(day => new ActivityDay(
                    day.Key,
                    log.Between(Core.Cycles.Days.StartOfDay(day.Key, _window.Zone), Core.Cycles.Days.StartOfDay(day.Key.PlusDays(1), _window.Zone)),
                    [.. day])),
        ];

        ActivityRow Read(Member row) => ActivityRow.Read(Judgement, row, now, _amounts) with { InBar = _bar?.Of(row).Count };

        ActivityQuery With(ActivityQuery page, Member row) => page with { Row = RowToken.Of(Judgement.Rows, row) };

        int VerdictOf(Member row) => row.IsReveal ? Judgement.OfReveal[row.Index] : Judgement.OfDeduction[row.Index];
    }
}
