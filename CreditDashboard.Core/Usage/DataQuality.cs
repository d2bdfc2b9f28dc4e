using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// What reveals showed of what was asked for. A data point is one type, e-mail or phone, of one contact: asked for or not, found or missing.
/// Only what was asked for counts: a phone that nobody asked for makes up for no e-mail.
/// </summary>
/// <param name="Reveals">That asked for something.</param>
/// <param name="Partial">Of them, those of which something asked for was found and something missing.</param>
/// <param name="Empty">Of them, those of which nothing asked for was found.</param>
/// <param name="Asked">Data points asked for.</param>
/// <param name="Missing">Of them, those that were not found.</param>
public readonly record struct Quality(int Reveals, int Partial, int Empty, int Asked, int Missing)
{
    /// <summary>Asked for something: paid actions that reveal nothing do not.</summary>
    public bool IsCounted => Reveals > 0;

    public int Incomplete => Partial + Empty;

    public static Quality operator +(Quality left, Quality right) => new(
        left.Reveals + right.Reveals, left.Partial + right.Partial, left.Empty + right.Empty, left.Asked + right.Asked, left.Missing + right.Missing);

    /// <summary>Of one reveal; nothing if it asked for nothing.</summary>
    public static Quality Of(AccountRows rows, int reveal)
    {
        ref readonly var row = ref rows.Reveals[reveal];
        var asked = (row.EmailsRequested ? 1 : 0) + (row.PhonesRequested ? 1 : 0);
        if (asked == 0 || rows.Names.Actions[row.Action] != Reveal.RevealAction)
            return default;

        var missing = (row.EmailsRequested && row.Emails == 0 ? 1 : 0) + (row.PhonesRequested && row.Phones == 0 ? 1 : 0);
        return new(1, missing > 0 && missing < asked ? 1 : 0, missing == asked ? 1 : 0, asked, missing);
    }
}

/// <param name="Key">The number of a channel or user among the rows' names, or of the days from 1970 to a week's Monday.</param>
public readonly record struct QualityRow(int Key, Quality Quality);

/// <summary>
/// How complete the data of a window was: reveals that were made in it, by channel, user and ISO week of the account's zone. Article: "If you
/// regularly find data quality issues, let Lusha Support know — patterns are reviewed by the data team."
/// </summary>
public sealed record DataQuality(
    Quality Total, ImmutableArray<QualityRow> Channels, ImmutableArray<QualityRow> Users, ImmutableArray<QualityRow> Weeks)
{
    static readonly LocalDate DayZero = new(1970, 1, 1);

    /// <param name="isOf">Which reveals of the window count, by index; all if null.</param>
    public static DataQuality Of(Judgement judgement, Window window, Func<int, bool>? isOf = null)
    {
        var rows = judgement.Rows;
        var (channels, users) = (new Quality[rows.Names.Channels.Count], new Quality[rows.Names.Users.Count]);
        List<QualityRow> weeks = [];
        var (total, weekTo) = (default(Quality), long.MinValue);
        foreach (var (reveal, quality) in Counted(judgement, window, isOf))
        {
            ref readonly var row = ref rows.Reveals[reveal];
            if (row.Ticks >= weekTo)
            {
                (var key, weekTo) = WeekOf(row.OccurredAt, judgement.Rules.Cycles.Zone);
                weeks.Add(new(key, default));
            }

            total += quality;
            channels[row.Channel] += quality;
            users[row.User] += quality;
            weeks[^1] = weeks[^1] with { Quality = weeks[^1].Quality + quality };
        }

        return new(total, Counted(channels), Counted(users), [.. weeks]);
    }

    /// <summary>The Monday that a row of <see cref="Weeks"/> begins with.</summary>
    public static LocalDate MondayOf(int key) => DayZero.PlusDays(key);

    /// <summary>The reveals of a window that asked for something, in the order of their positions.</summary>
    public static IEnumerable<(int Reveal, Quality Quality)> Counted(Judgement judgement, Window window, Func<int, bool>? isOf = null)
    {
        var rows = judgement.Rows;
        var (first, end) = RowSearch.Between(rows.Reveals, window.From ?? Instant.MinValue, window.To ?? Instant.MaxValue);
        for (var reveal = first; reveal < end; reveal++)
        {
            if (Quality.Of(rows, reveal) is { IsCounted: true } quality && isOf?.Invoke(reveal) != false)
                yield return (reveal, quality);
        }
    }

    static (int Key, long To) WeekOf(Instant at, DateTimeZone zone)
    {
        var monday = Days.DayHolding(at, zone).With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday));
        return (Period.DaysBetween(DayZero, monday), Position.TicksOf(Days.StartOfDay(monday.PlusWeeks(1), zone)));
    }

    static ImmutableArray<QualityRow> Counted(Quality[] sums) =>
        [.. sums.Select((quality, key) => new QualityRow(key, quality)).Where(row => row.Quality.IsCounted)];
}
