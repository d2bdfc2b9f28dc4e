using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Core.Usage;

/// <summary>How one field groups rows: a number for each row, and the text of a number. 0 is what the ledger does not say.</summary>
/// <param name="KeyOf">The number of a ledger row, by its own index and that of the deduction it answers (itself, unless it is a reversal).</param>
/// <param name="KeyOfReveal">The number of a reveal: what it says of itself, and what it is judged with.</param>
/// <param name="TextOf">The text of a number; null if the ledger does not say.</param>
sealed record UsageKey(Func<int, int, int> KeyOf, Func<int, int> KeyOfReveal, Func<int, string?> TextOf)
{
    static readonly string?[] DataTexts = [null, "nothing", "email", "phone", "both", "mixed"];

    /// <summary>More than the greatest number of <see cref="UsageField.Data"/>.</summary>
    public static int DataCount => DataTexts.Length;

    public static UsageKey Of(UsageField field, Judgement judgement, Instant asOf, IReadOnlyDictionary<int, UserDetails>? details = null)
    {
        var (paid, shown, names) = (judgement.Rows.Deductions, judgement.Rows.Reveals, judgement.Rows.Names);
        return field switch
        {
            UsageField.User => Named(names.Users, row => paid[row].User, row => shown[row].User),
            UsageField.Group => Group(judgement, details),
            UsageField.Channel => Named(names.Channels, row => paid[row].Channel, row => shown[row].Channel),
            UsageField.Kind => Kind(judgement),
            UsageField.Action => Named(names.Actions, row => paid[row].Action, row => shown[row].Action),
            UsageField.Job => Named(names.Jobs, row => paid[row].Job, row => shown[row].Job),
            UsageField.Data => new UsageKey(
                (_, row) => DataOf(judgement, judgement.OfDeduction[row]), row => DataOf(judgement, judgement.OfReveal[row]), key => DataTexts[key]),
            UsageField.Day => Days(judgement, day => day),
            UsageField.Week => Days(judgement, day => day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday))),
            UsageField.Month => Months(judgement),
            UsageField.Cycle => Cycles(judgement),
            UsageField.Verdict => new UsageKey(
                (own, _) => KeyOfCode(judgement.OfDeduction[own]), row => KeyOfCode(judgement.OfReveal[row]), key => key == 0 ? null : ((VerdictCode)(key - 1)).Slug()),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };

        int KeyOfCode(int verdict) => 1 + (int)judgement.Verdicts[verdict].CodeAt(asOf);
    }

    static UsageKey Named(Names names, Func<int, int> ofDeduction, Func<int, int> ofReveal) =>
        new((_, row) => ofDeduction(row), ofReveal, key => key == Names.Absent ? null : names[key]);

    static UsageKey Group(Judgement judgement, IReadOnlyDictionary<int, UserDetails>? details)
    {
        var groups = new Names();
        var ofUser = new int[judgement.Rows.Names.Users.Count];
        foreach (var (user, known) in details ?? new Dictionary<int, UserDetails>())
            ofUser[user] = groups.Add(known.Group ?? "");
        return Named(groups, row => ofUser[judgement.Rows.Deductions[row].User], row => ofUser[judgement.Rows.Reveals[row].User]);
    }

    static UsageKey Kind(Judgement judgement)
    {
        var names = judgement.Rows.Names.Channels;
        return new UsageKey(
            (_, row) => KeyOfChannel(judgement.Rows.Deductions[row].Channel),
            row => KeyOfChannel(judgement.Rows.Reveals[row].Channel),
            key => key == 0 ? null : ((ChannelKind)(key - 1)).Slug());

        int KeyOfChannel(int channel) => channel == Names.Absent ? 0 : 1 + (int)judgement.Rules.Channels.KindOf(names[channel]);
    }

    static int DataOf(Judgement judgement, int verdict)
    {
        var data = 0;
        foreach (var member in judgement.MembersOf(verdict))
        {
            if (!member.IsReveal)
                continue;

            ref readonly var shown = ref judgement.Rows.Reveals[member.Index];
            var its = 1 + (shown.Emails > 0 ? 1 : 0) + (shown.Phones > 0 ? 2 : 0);
            data = data == 0 || data == its ? its : DataTexts.Length - 1;
        }

        return data;
    }

    static UsageKey Days(Judgement judgement, Func<LocalDate, LocalDate> round)
    {
        var zone = judgement.Rules.Cycles.Zone;
        var day = new Stretch(at =>
        {
            var date = Core.Cycles.Days.DayHolding(at, zone);
            return (KeyOfDate(round(date)), Core.Cycles.Days.StartOfDay(date, zone), Core.Cycles.Days.StartOfDay(date.PlusDays(1), zone));
        });
        return new UsageKey(
            (own, _) => day.KeyOf(judgement.Rows.Deductions[own].Ticks),
            row => day.KeyOf(judgement.Rows.Reveals[row].Ticks),
            key => LocalDatePattern.Iso.Format(DateOf(key)));
    }

    static UsageKey Months(Judgement judgement)
    {
        var days = Days(judgement, day => day.With(DateAdjusters.StartOfMonth));
        return days with { TextOf = key => days.TextOf(key)![..7] };
    }

    static UsageKey Cycles(Judgement judgement)
    {
        List<Instant> starts = [];
        Dictionary<Instant, int> keys = [];
        var cycle = new Stretch(at =>
        {
            var holding = judgement.Rules.Cycles.Holding(at);
            if (keys.TryAdd(holding.Start, starts.Count + 1))
                starts.Add(holding.Start);
            return (keys[holding.Start], holding.Start, holding.End);
        });
        return new UsageKey(
            (own, _) => cycle.KeyOf(judgement.Rows.Deductions[own].Ticks),
            row => cycle.KeyOf(judgement.Rows.Reveals[row].Ticks),
            key => Timestamp.Format(starts[key - 1]));
    }

    static int KeyOfDate(LocalDate date) => 1 + Period.DaysBetween(new LocalDate(1970, 1, 1), date);

    static LocalDate DateOf(int key) => new LocalDate(1970, 1, 1).PlusDays(key - 1);

    /// <summary>The key of a stretch of time, for rows that come in its order: a zone is asked once a day, not once a row.</summary>
    sealed class Stretch(Func<Instant, (int Key, Instant From, Instant To)> holding)
    {
        long _from = long.MaxValue;
        long _to = long.MinValue;
        int _key;

        public int KeyOf(long ticks)
        {
            if (ticks < _from || ticks >= _to)
            {
                (_key, var from, var to) = holding(Instant.FromUnixTimeTicks(ticks));
                (_from, _to) = (Position.TicksOf(from), Position.TicksOf(to));
            }

            return _key;
        }
    }
}
