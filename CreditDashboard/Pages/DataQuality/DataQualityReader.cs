using CreditDashboard.Components;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Pages.DataQuality;

/// <summary>What the Data quality page shows.</summary>
public sealed record DataQualityReport : ILedgerReport
{
    public required string Account { get; init; }
    public required string AccountName { get; init; }
    public required WindowView Window { get; init; }
    public required LedgerOptions Options { get; init; }

    /// <summary>True if the account has no activity at all yet.</summary>
    public required bool IsEmpty { get; init; }
    public required Quality Total { get; init; }
    public required IReadOnlyList<QualityLine> ByChannel { get; init; }
    public required IReadOnlyList<QualityLine> ByUser { get; init; }
    public required IReadOnlyList<QualityLine> ByWeek { get; init; }

    /// <summary>The reveals of the page's filters that are incomplete, as a file.</summary>
    public required string FileHref { get; init; }
}

/// <summary>One row of a table.</summary>
/// <param name="Title">The whole name where <paramref name="Name"/> may be cut.</param>
/// <param name="Hue">The class of a channel's colour; null for what is no channel.</param>
/// <param name="Filter">Asks for the rows behind it.</param>
public sealed record QualityLine(string Name, string? Title, string? Hue, Quality Quality, LedgerFilter Filter);

/// <summary>Reads how complete the data of an account was.</summary>
public sealed class DataQualityReader(LedgerReader ledgers, TimeProvider time)
{
    /// <summary>The report, or null if there is no such account for this person.</summary>
    public async Task<DataQualityReport?> ReadAsync(string personId, DataQualityQuery query, CancellationToken ct) =>
        await ledgers.OpenAsync(personId, query.Filter.Account, ct) is { } ledger
            ? new Reading(ledger, query.Filter with { Account = ledger.Account.Slug }, Instant.FromDateTimeOffset(time.GetUtcNow())).Report()
            : null;

    /// <summary>The ledger and the reveals of a filter that asked for something, for whoever writes them down; null if there is no such account for this person.</summary>
    public async Task<(AccountSnapshot Ledger, WindowView Window, IEnumerable<(int Reveal, Quality Quality)> Reveals)?> RevealsAsync(
        string personId, LedgerFilter filter, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, filter.Account, ct) is not { } ledger)
            return null;

        var reading = new Reading(ledger, filter, Instant.FromDateTimeOffset(time.GetUtcNow()));
        return (ledger, reading.Window, reading.Counted());
    }

    /// <summary>One reading: the ledger, whose reveals, and when.</summary>
    sealed class Reading(AccountSnapshot ledger, LedgerFilter filter, Instant now)
    {
        readonly IReadOnlySet<int>? _users = LedgerOptions.UsersOf(ledger, filter);
        readonly IReadOnlySet<int>? _channels = LedgerOptions.ChannelsOf(ledger, filter);
        readonly FieldFilters _only = new(LedgerOptions.Only(filter), ledger.Judgement, now, ledger.UserDetails);

        public WindowView Window { get; } = WindowView.Read(filter.Window, ledger.Cycles, now);

        RowNames Names => ledger.Rows.Names;

        public IEnumerable<(int Reveal, Quality Quality)> Counted() => Core.Usage.DataQuality.Counted(ledger.Judgement, Window.Window, IsOf);

        public DataQualityReport Report()
        {
            var quality = Core.Usage.DataQuality.Of(ledger.Judgement, Window.Window, IsOf);
            return new()
            {
                Account = ledger.Account.Slug,
                AccountName = ledger.Account.Name,
                Window = Window,
                Options = LedgerOptions.Of(ledger),
                IsEmpty = ledger.Rows.Reveals.Length == 0,
                Total = quality.Total,
                ByChannel =
                [
                    .. quality.Channels.Select(row => Line(UsageField.Channel, Names.Channels[row.Key], row.Quality))
                        .OrderBy(line => LedgerOptions.OrderOf(line.Title ?? "")).ThenBy(line => line.Name, StringComparer.Ordinal),
                ],
                ByUser =
                [
                    .. quality.Users.Select(row => Line(UsageField.User, Names.Users[row.Key], row.Quality))
                        .OrderByDescending(line => line.Quality.Incomplete).ThenBy(line => line.Name, StringComparer.Ordinal),
                ],
                ByWeek = [.. quality.Weeks.Reverse().Select(row => Week(Core.Usage.DataQuality.MondayOf(row.Key), row.Quality))],
                FileHref = Links.Of(Links.DataQualityFile, filter with { Window = Window.Fixed }),
            };
        }

        bool IsOf(int reveal)
        {
            ref readonly var row = ref ledger.Rows.Reveals[reveal];
            return _users?.Contains(row.User) != false && _channels?.Contains(row.Channel) != false && _only.AskReveal(reveal);
        }

        QualityLine Line(UsageField field, string text, Quality quality)
        {
            var key = text.Length == 0 ? null : text;
            return new(
                FieldWords.Text(field, key), key, field == UsageField.Channel ? Hues.Of(text) : null, quality,
                filter.Only(field, FieldWords.Value(ledger, field, key)));
        }

        /// <summary>The part of the window that lies in a week.</summary>
        QualityLine Week(LocalDate monday, Quality quality)
        {
            var (from, to) = (Days.StartOfDay(monday, Window.Zone), Days.StartOfDay(monday.PlusWeeks(1), Window.Zone));
            var window = Window.Window;
            var text = WindowView.InstantsText(
                window.From is { } start && start > from ? start : from,
                window.To is { } end && end < to ? end : to);
            return new(Times.DayOfYear(monday), null, null, quality, filter with { Window = text });
        }
    }
}
