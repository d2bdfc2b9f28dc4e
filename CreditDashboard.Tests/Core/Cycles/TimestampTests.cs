using CreditDashboard.Core.Cycles;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Tests.Core.Cycles;

public class TimestampTests
{
    static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Theory]
    [InlineData("2026-10-31T09:14:00Z", "2026-10-31T09:14:00Z")]
    [InlineData("2026-10-31T09:14Z", "2026-10-31T09:14:00Z")]
    [InlineData("2026-10-31t09:14:00z", "2026-10-31T09:14:00Z")]
    [InlineData("2026-10-31 09:14:00Z", "2026-10-31T09:14:00Z")]
    [InlineData("  2026-10-31T09:14:00Z\t", "2026-10-31T09:14:00Z")]
    [InlineData("2026-10-31T09:14:00.5Z", "2026-10-31T09:14:00.5Z")]
    [InlineData("2026-10-31T09:14:00.1234567Z", "2026-10-31T09:14:00.1234567Z")]
    [InlineData("2026-10-31T09:14:00.0000000Z", "2026-10-31T09:14:00Z")]
    [InlineData("2026-10-31T09:14:00+01:00", "2026-10-31T08:14:00Z")]
    [InlineData("2026-10-31T09:14:00.25-0530", "2026-10-31T14:44:00.25Z")]
    [InlineData("2026-10-31T09:14+14", "2026-10-30T19:14:00Z")]
    [InlineData("2026-10-31T09:14:00-00:00", "2026-10-31T09:14:00Z")]
    [InlineData("2026-10-31T09:14:00+18:00", "2026-10-30T15:14:00Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z")]
    [InlineData("2000-02-29T23:59:59Z", "2000-02-29T23:59:59Z")]
    [InlineData("2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z")]
    [InlineData("2199-12-31T23:59:59.9999999Z", "2199-12-31T23:59:59.9999999Z")]
    public void ATimestampWithAnOffset_IsRead(string text, string expected)
    {
        Assert.True(Timestamp.TryParse(text, NewYork, out var instant, out var zoneAssumed, out var problem), problem);
        Assert.Equal(expected, Timestamp.Format(instant));
        Assert.False(zoneAssumed);
        Assert.Equal("", problem);
    }

    [Theory]
    [InlineData("2026-10-31T09:14:00", "2026-10-31T13:14:00Z")]
    [InlineData("2026-10-31 09:14", "2026-10-31T13:14:00Z")]
    [InlineData("2026-12-31T09:14:00.125", "2026-12-31T14:14:00.125Z")]
    [InlineData("2026-03-08T02:30:00", "2026-03-08T07:00:00Z")]
    [InlineData("2026-11-01T01:30:00", "2026-11-01T05:30:00Z")]
    public void ATimestampWithoutAnOffset_IsReadInTheZone_AndSaysSo(string text, string expected)
    {
        Assert.True(Timestamp.TryParse(text, NewYork, out var instant, out var zoneAssumed, out var problem), problem);
        Assert.Equal(expected, Timestamp.Format(instant));
        Assert.True(zoneAssumed);
    }

    [Theory]
    [InlineData("", "A timestamp reads like")]
    [InlineData("2026-10-31", "A timestamp reads like")]
    [InlineData("2026-10-31T09", "A timestamp reads like")]
    [InlineData("2026-10-31T0914Z", "A timestamp reads like")]
    [InlineData("20261031T091400Z", "A timestamp reads like")]
    [InlineData("31/10/2026 09:14", "A timestamp reads like")]
    [InlineData("2026-10-31T9:14:00Z", "A timestamp reads like")]
    [InlineData("2026-10-31T09:14:0Z", "A timestamp reads like")]
    [InlineData("2026-10-31T09:14:00.Z", "A timestamp reads like")]
    [InlineData("2026-10-31T09:14:00Z+01:00", "A timestamp reads like")]
    [InlineData("2026-10-31T09:14:00+1", "A timestamp reads like")]
    [InlineData("2026-10-31T09:14:00+01:0", "A timestamp reads like")]
    [InlineData("2026-10-31T09:14:00 PM", "A timestamp reads like")]
    [InlineData("2026-10-31T٠٩:14:00Z", "A timestamp reads like")]
    [InlineData("1793438040", "A timestamp reads like")]
    [InlineData("1999-12-31T23:59:59Z", "The year must lie between 2000 and 2199.")]
    [InlineData("2200-01-01T00:00:00Z", "The year must lie between 2000 and 2199.")]
    [InlineData("2026-13-01T00:00:00Z", "The month must lie between 01 and 12.")]
    [InlineData("2026-00-01T00:00:00Z", "The month must lie between 01 and 12.")]
    [InlineData("2026-02-29T00:00:00Z", "The month has no such day.")]
    [InlineData("2100-02-29T00:00:00Z", "The month has no such day.")]
    [InlineData("2026-10-00T00:00:00Z", "The month has no such day.")]
    [InlineData("2026-10-31T24:00:00Z", "The hour must lie between 00 and 23")]
    [InlineData("2026-10-31T09:60:00Z", "The minute must lie between 00 and 59.")]
    [InlineData("2026-10-31T09:14:60Z", "The second must lie between 00 and 59.")]
    [InlineData("2026-10-31T09:14:00.12345678Z", "A second may have at most 7 digits of fraction.")]
    [InlineData("2026-10-31T09:14:00+18:01", "An offset from UTC must lie between -18:00 and +18:00.")]
    [InlineData("2026-10-31T09:14:00+00:60", "An offset from UTC must lie between -18:00 and +18:00.")]
    public void AnythingElse_IsRefusedWithASentence(string text, string sentence)
    {
        Assert.False(Timestamp.TryParse(text, NewYork, out _, out _, out var problem));
        Assert.StartsWith(sentence, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AProblem_DoesNotRepeatTheText()
    {
        Assert.False(Timestamp.TryParse("ann@acme.example bought", NewYork, out _, out _, out var problem));
        Assert.DoesNotContain("ann", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWritten_ReadsBackAsTheSameInstant()
    {
        var first = Instant.FromUtc(2000, 1, 1, 0, 0);
        var days = (int)(Instant.FromUtc(2200, 1, 1, 0, 0) - first).TotalDays;
        var instants =
            from day in Gen.Choose(0, days - 1)
            from second in Gen.Choose(0, NodaConstants.SecondsPerDay - 1)
            from ticks in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(0, (int)NodaConstants.TicksPerSecond - 1)))
            select first + Duration.FromDays(day) + Duration.FromSeconds(second) + Duration.FromTicks(ticks);

        Prop.ForAll(instants.ToArbitrary(), at =>
            Timestamp.TryParse(Timestamp.Format(at), NewYork, out var read, out _, out _) && read == at).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void ATimeOnTheWall_ReadsAsTheInstantThatShowsIt()
    {
        var (first, last) = (Instant.FromUtc(2020, 1, 1, 0, 0), Instant.FromUtc(2040, 1, 1, 0, 0));
        var pattern = LocalDateTimePattern.ExtendedIso;
        Prop.ForAll(Gen.Choose(0, (int)(last - first).TotalMinutes).ToArbitrary(), minutes =>
        {
            var wall = (first + Duration.FromMinutes(minutes)).InZone(NewYork).LocalDateTime;
            return Timestamp.TryParse(pattern.Format(wall), NewYork, out var read, out var zoneAssumed, out _)
                && zoneAssumed && read.InZone(NewYork).LocalDateTime == wall;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Reading_AllocatesNothing()
    {
        const string text = "2026-10-31T09:14:00.25+01:00";
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Assert.True(Timestamp.TryParse(text, NewYork, out _, out _, out _));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
