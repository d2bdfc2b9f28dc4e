using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using NodaTime;

namespace CreditDashboard.Tests.Core.Usage;

/// <summary>The burn-down drawn on to the renewal, over rows of 10:00 each day.</summary>
public class ForecastTests
{
    static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    static readonly CycleCalendar Calendar = new(London, RenewalPeriod.Month, [Instant.FromUtc(2026, 1, 28, 9, 14)]);

    /// <summary>28 October 2026, 09:14 to 28 November 2026, 09:14.</summary>
    static readonly Cycle November = Calendar.Holding(Noon(new(2026, 11, 18)));
    static readonly LocalDate Start = new(2026, 1, 5);

    static Instant Noon(LocalDate day) => day.At(new LocalTime(12, 0)).InZoneStrictly(London).ToInstant();

    static Instant Ten(LocalDate day) => day.At(new LocalTime(10, 0)).InZoneStrictly(London).ToInstant();

    /// <summary>Mondays take 100, Tuesdays 110, ... Fridays 140, Saturdays 10, Sundays 5.</summary>
    static long Weekly(LocalDate day) => day.DayOfWeek switch { IsoDayOfWeek.Saturday => 10, IsoDayOfWeek.Sunday => 5, var of => 90 + (10 * (int)of) };

    static CreditCurve Curve(LocalDate first, LocalDate last, Func<LocalDate, long> credits) => CreditCurve.Of(
    [
        .. Enumerable.Range(0, Period.DaysBetween(first, last) + 1).Select(day => first.PlusDays(day))
            .Select(day => new DeductionRow { Ticks = Position.TicksOf(Ten(day)), Count = credits(day) }),
    ]);

    static Forecast? At(LocalDate today, Func<LocalDate, long> credits, long? given = 10_000, LocalDate? first = null) => Forecast.Of(
        Curve(first ?? Start, today, credits), Calendar, November, given is { } count ? new Credits(count) : null, Noon(today), Noon(today));

    static long Sum(LocalDate first, LocalDate last, Func<LocalDate, long> credits) =>
        Enumerable.Range(0, Period.DaysBetween(first, last) + 1).Sum(day => credits(first.PlusDays(day)));

    [Theory]
    [InlineData(28, 10)]
    [InlineData(1, 11)]
    [InlineData(14, 11)]
    [InlineData(27, 11)]
    public void WeeklyPattern_IsPredictedExactly(int day, int month)
    {
        var forecast = At(new(2026, month, day), Weekly)!;
        // Rows are of 10:00: those of 28 October lie in this cycle, those of 28 November in the next.
        var expected = Sum(new(2026, 10, 28), new(2026, 11, 27), Weekly);
        Assert.Equal(expected, forecast.Total.Count);
        Assert.Equal((new Credits(expected), new Credits(expected)), forecast.Range);
        Assert.Equal((0m, 0m, 6), (forecast.PastError!.Value.Percent, forecast.PastError.Value.Worst, forecast.PastError.Value.Cycles));
        Assert.Equal((7, 10_000 - expected, null), (forecast.Weeks, forecast.Left!.Value.Count, forecast.RunsOutOn));
        Assert.Equal((new Credits(120), new Credits(8)), forecast.Typical);
    }

    [Fact]
    public void Days_TileTheCycle_AndSumToTheTotal()
    {
        var random = new Random(7);
        foreach (var day in Enumerable.Range(0, 30))
        {
            var today = new LocalDate(2026, 10, 28).PlusDays(day);
            var forecast = At(today, _ => random.Next(200) - 20)!;
            DayBucket[] days = [.. forecast.Past.Select(past => past.Day), .. forecast.Days.Select(ahead => ahead.Day)];
            Assert.Equal((November.Start, November.End), (days[0].From, days[^1].To));
            Assert.All(days.Zip(days.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.Equal(forecast.Used.Count, forecast.Past.Sum(past => past.Credits.Count));
            Assert.Equal(forecast.Total.Count, forecast.Used.Count + forecast.Days.Sum(ahead => ahead.Expected.Count));
            Assert.InRange(forecast.Total.Count, forecast.Range!.Value.Low.Count, forecast.Range.Value.High.Count);
        }
    }

    [Fact]
    public void ABreakInThePattern_WidensTheRange()
    {
        var before = At(new(2026, 11, 14), Weekly)!.Range!.Value;
        var after = At(new(2026, 11, 14), day => Weekly(day) * (day >= new LocalDate(2026, 10, 12) ? 2 : 1))!.Range!.Value;
        Assert.Equal(0, before.High.Count - before.Low.Count);
        Assert.InRange(after.High.Count - after.Low.Count, 1000, long.MaxValue);
    }

    [Fact]
    public void PastError_IsWhatTheSameForecastWasOffAtTheSameDistanceFromRenewal()
    {
        // 14 days and 21 hours before its renewal nobody knew that October's cycle would take 500 more on its 20th.
        var surprise = new LocalDate(2026, 10, 20);
        long Credits(LocalDate day) => Weekly(day) + (day == surprise ? 500 : 0);
        var actual = Sum(new(2026, 9, 28), new(2026, 10, 27), Credits);
        var error = At(new(2026, 11, 13), Credits)!.PastError!.Value;
        Assert.Equal(500m * 100 / actual, error.Worst);
        Assert.Equal(500m * 100 / actual / 6, error.Percent);
        Assert.Equal(6, error.Cycles);

        // Two days after it one more Tuesday was to come, of which a seventh of the 500 was expected.
        Assert.Equal(71m * 100 / actual, At(new(2026, 11, 22), Credits)!.PastError!.Value.Worst);
    }

    [Fact]
    public void AnOddDayEachCycle_IsLeftOutByTheMedian_WhereThatWasNearer()
    {
        // One huge day among the weeks before would lift every mean; it never came back.
        static long Credits(LocalDate day) => Weekly(day) + (day.Day == 20 ? 5000 : 0);
        Assert.Equal(ForecastMethod.Median, At(new(2026, 11, 22), Credits)!.Method);
        Assert.Equal(ForecastMethod.Mean, At(new(2026, 11, 22), Weekly)!.Method);
    }

    [Fact]
    public void LessThanAWeek_IsDrawnOnAsItWasOnAverage_AndLessThanADayNotAtAll()
    {
        Assert.Null(At(new(2026, 11, 18), Weekly, first: new(2026, 11, 18)));
        Assert.Null(Forecast.Of(CreditCurve.Of(Array.Empty<DeductionRow>()), Calendar, November, null, Noon(new(2026, 11, 18)), Noon(new(2026, 11, 18))));

        var forecast = At(new(2026, 11, 18), _ => 24, first: new(2026, 11, 16))!;
        Assert.Equal((ForecastMethod.Flat, 0, null, null), (forecast.Method, forecast.Weeks, forecast.Range, forecast.PastError));
        // 72 credits in 50 hours, and 237 hours and 14 minutes to come.
        Assert.InRange(forecast.Total.Count, 72 + 335, 72 + 347);
    }

    [Fact]
    public void NothingTaken_LastsWithEverythingLeft()
    {
        var forecast = At(new(2026, 11, 18), _ => 0)!;
        Assert.Equal((0, 10_000, null, null), (forecast.Total.Count, forecast.Left!.Value.Count, forecast.RunsOutOn, forecast.PastError));
        Assert.Equal((new Credits(0), new Credits(0)), forecast.Range);
    }

    [Fact]
    public void CreditsRunOut_OnTheFirstDayThatTakesMoreThanIsLeft()
    {
        var used = Sum(new(2026, 10, 28), new(2026, 11, 18), Weekly);
        Assert.Equal(new LocalDate(2026, 11, 20), At(new(2026, 11, 18), Weekly, given: used + Weekly(new(2026, 11, 19)))!.RunsOutOn);
        Assert.Equal(new LocalDate(2026, 11, 18), At(new(2026, 11, 18), Weekly, given: used - 1)!.RunsOutOn);
        Assert.Null(At(new(2026, 11, 18), Weekly, given: null)!.RunsOutOn);
    }

    [Fact]
    public void HugeCredits_AreToldAsFarAsTheyCanBe()
    {
        var forecast = At(new(2026, 11, 1), _ => long.MaxValue / 400)!;
        Assert.InRange(forecast.Total.Count, long.MaxValue / 14, long.MaxValue / 12);
        Assert.Equal(31, forecast.Total.Count / (long.MaxValue / 400));

        var beyond = Forecast.Of(
            Curve(new(2026, 10, 5), new(2026, 11, 1), day => day.DayOfWeek == IsoDayOfWeek.Monday ? long.MaxValue / 6 : 0), Calendar, November, new Credits(5), Noon(new(2026, 11, 1)), Noon(new(2026, 11, 1)))!;
        Assert.InRange(beyond.Total.Count, long.MaxValue / 2, long.MaxValue);
        Assert.InRange(beyond.Left!.Value.Count, long.MinValue, -1);
    }

    [Fact]
    public void DaysOf23And25Hours_AreReadFromDaysOf24()
    {
        var autumn = Calendar.Holding(Noon(new(2026, 10, 20)));
        var today = new LocalDate(2026, 10, 20);
        var forecast = Forecast.Of(Curve(Start, today, Weekly), Calendar, autumn, null, Noon(today), Noon(today))!;
        var changed = forecast.Days.Single(day => day.Day.Day == new LocalDate(2026, 10, 25));
        Assert.Equal((Duration.FromHours(25), 5), (changed.Day.To - changed.Day.From, changed.Expected.Count));
        Assert.Equal(Sum(new(2026, 9, 28), new(2026, 10, 27), Weekly), forecast.Total.Count);
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(8, false)]
    public void LedgerThatEndsOverAWeekAgo_SaysNothingOfWhatIsToCome(int days, bool isKnown)
    {
        var last = new LocalDate(2026, 11, 10);
        Assert.Equal(isKnown, Forecast.Of(Curve(Start, last, Weekly), Calendar, November, null, Noon(last), Noon(last.PlusDays(days))) is not null);
    }

    [Fact]
    public void CycleThatIsOver_OrNotBegun_HasNoForecast()
    {
        var curve = Curve(Start, new(2026, 11, 18), Weekly);
        Assert.Null(Forecast.Of(curve, Calendar, Calendar.Before(November), null, Noon(new(2026, 11, 18)), Noon(new(2026, 11, 18))));
        Assert.Null(Forecast.Of(curve, Calendar, Calendar.After(November), null, Noon(new(2026, 11, 18)), Noon(new(2026, 11, 18))));
    }

    [Fact]
    public void Ledger_IsKnownToItsLastRow_OrToNowWhereDeclaredComplete()
    {
        const string Rows = "R1 10:00:00 ann reveals email of bob by web\nD1 10:00:02 ann pays 1 for bob by web";
        var now = Instant.FromUtc(2026, 11, 9, 12, 0);
        Assert.Equal(Instant.FromUtc(2026, 11, 2, 10, 0, 2).PlusTicks(1), Forecast.KnownUntil(LedgerText.Parse(Rows).Judged(), now));
        Assert.Equal(now, Forecast.KnownUntil(LedgerText.Parse(Rows).Complete().Judged(), now));
        Assert.Null(Forecast.KnownUntil(LedgerText.Parse("").Judged(), now));
    }

    [Fact]
    public void ForecastOfAJudgement_FollowsTheCycleAndWhatIsGiven()
    {
        var judgement = LedgerText.Parse(string.Join('\n', Enumerable.Range(1, 28).Select(day => $"D{day} {day:00}T10:00:00 ann pays {day} for c{day} by web"))).Judged();
        var calendar = judgement.Rules.Cycles;
        var (early, late) = (Instant.FromUtc(2026, 11, 29, 12, 0), Instant.FromUtc(2026, 12, 1, 12, 0));
        var first = Forecast.Of(judgement, calendar.Holding(early), new Credits(100), early)!;
        Assert.Same(first, Forecast.Of(judgement, calendar.Holding(early), new Credits(100), early));
        Assert.Equal(new Credits(500), Forecast.Of(judgement, calendar.Holding(early), new Credits(500), early)!.Given);
        Assert.Equal(calendar.Holding(late), Forecast.Of(judgement, calendar.Holding(late), new Credits(500), late)!.Cycle);
        Assert.Null(Forecast.Of(judgement, calendar.Holding(late), new Credits(500), late + Duration.FromDays(9)));
    }
}
