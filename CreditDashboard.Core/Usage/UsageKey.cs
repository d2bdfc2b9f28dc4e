using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Core.Usage;

/// <summary>How one field groups ledger rows: a number for each row, and the text of a number. 0 is what the ledger does not say.</summary>
/// <param name="KeyOf">The number of a row, by its own index and that of the deduction it answers (itself, unless it is a reversal).</param>
/// <param name="TextOf">The text of a number; null if the ledger does not say.</param>
sealed record UsageKey(Func<int, int, int> KeyOf, Func<int, string?> TextOf)
{
    static readonly string?[] DataTexts = [null, "nothing", "email", "phone", "both", "mixed"];

    public static UsageKey Of(UsageField field, Judgement judgement, Instant asOf)
    {
        var (rows, names, calendar) = (judgement.Rows.Deductions, judgement.Rows.Names, judgement.Rules.Cycles);
        return field switch
        {
            UsageField.User => Named(names.Users, row => rows[row].User),
            UsageField.Group => new UsageKey((_, _) => 0, _ => null),
            UsageField.Channel => Named(names.Channels, row => rows[row].Channel),
            UsageField.Kind => Kind(judgement),
            UsageField.Action => Named(names.Actions, row => rows[row].Action),
            UsageField.Job => Named(names.Jobs, row => rows[row].Job),
            UsageField.Data => new UsageKey((_, row) => DataOf(judgement, row), key => DataTexts[key]),
            UsageField.Day => Days(rows, calendar, day => day),
            UsageField.Week => Days(rows, calendar, day => day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday))),
            UsageField.Month => Months(rows, calendar),
            UsageField.Cycle => Cycles(rows, calendar),
            UsageField.Verdict => new UsageKey(
                (own, _) => 1 + (int)judgement.Verdicts[judgement.OfDeduction[own]].CodeAt(asOf), key => ((VerdictCode)(key - 1)).Slug()),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
    }

    static UsageKey Named(Names names, Func<int, int> numberOf) =>
        new((_, row) => numberOf(row), key => key == Names.Absent ? null : names[key]);

    static UsageKey Kind(Judgement judgement)
    {
        var names = judgement.Rows.Names.Channels;
        return new UsageKey(
            (_, row) => judgement.Rows.Deductions[row].Channel is not Names.Absent and var channel
                ? 1 + (int)judgement.Rules.Channels.KindOf(names[channel])
                : 0,
            key => key == 0 ? null : KindText((ChannelKind)(key - 1)));
    }

    static string KindText(ChannelKind kind) => kind switch
    {
        ChannelKind.Direct => "direct",
        ChannelKind.Bulk => "bulk",
        ChannelKind.Integration => "integration",
        ChannelKind.Api => "api",
        _ => "other",
    };

    static int DataOf(Judgement judgement, int deduction)
    {
        var data = 0;
        foreach (var member in judgement.MembersOf(judgement.OfDeduction[deduction]))
        {
            if (!member.IsReveal)
                continue;

            ref readonly var shown = ref judgement.Rows.Reveals[member.Index];
            var its = 1 + (shown.Emails > 0 ? 1 : 0) + (shown.Phones > 0 ? 2 : 0);
            data = data == 0 || data == its ? its : DataTexts.Length - 1;
        }

        return data;
    }

    static UsageKey Days(DeductionRow[] rows, CycleCalendar calendar, Func<LocalDate, LocalDate> round)
    {
        var day = new Stretch(at =>
        {
            var date = Core.Cycles.Days.DayHolding(at, calendar.Zone);
            return (round(date), Core.Cycles.Days.StartOfDay(date, calendar.Zone), Core.Cycles.Days.StartOfDay(date.PlusDays(1), calendar.Zone));
        });
        return new UsageKey((own, _) => day.KeyOf(rows[own].Ticks), key => LocalDatePattern.Iso.Format(DateOf(key)));
    }

    static UsageKey Months(DeductionRow[] rows, CycleCalendar calendar)
    {
        var days = Days(rows, calendar, day => day.With(DateAdjusters.StartOfMonth));
        return days with { TextOf = key => days.TextOf(key)![..7] };
    }

    static UsageKey Cycles(DeductionRow[] rows, CycleCalendar calendar)
    {
        List<Instant> starts = [];
        Dictionary<Instant, int> keys = [];
        var (from, to, current) = (long.MaxValue, long.MinValue, 0);
        return new UsageKey(
            (own, _) =>
            {
                var ticks = rows[own].Ticks;
                if (ticks < from || ticks >= to)
                {
                    var cycle = calendar.Holding(rows[own].PostedAt);
                    (from, to) = (Position.TicksOf(cycle.Start), Position.TicksOf(cycle.End));
                    if (!keys.TryGetValue(cycle.Start, out current))
                    {
                        starts.Add(cycle.Start);
                        keys[cycle.Start] = current = starts.Count;
                    }
                }

                return current;
            },
            key => Timestamp.Format(starts[key - 1]));
    }

    static int KeyOfDate(LocalDate date) => 1 + Period.DaysBetween(new LocalDate(1970, 1, 1), date);

    static LocalDate DateOf(int key) => new LocalDate(1970, 1, 1).PlusDays(key - 1);

    /// <summary>The day of rows that come in the order of time: a zone is asked once a day, not once a row.</summary>
    sealed class Stretch(Func<Instant, (LocalDate Day, Instant From, Instant To)> holding)
    {
        long _from = long.MaxValue;
        long _to = long.MinValue;
        int _key;

        public int KeyOf(long ticks)
        {
            if (ticks < _from || ticks >= _to)
            {
                var (day, from, to) = holding(Instant.FromUnixTimeTicks(ticks));
                (_from, _to, _key) = (Position.TicksOf(from), Position.TicksOf(to), KeyOfDate(day));
            }

            return _key;
        }
    }
}
