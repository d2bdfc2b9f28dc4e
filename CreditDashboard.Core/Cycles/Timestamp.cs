using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Core.Cycles;

/// <summary>
/// Instants as text. Read is ISO 8601, <c>yyyy-MM-ddTHH:mm[:ss[.fffffff]]</c> with <c>T</c>, <c>t</c> or a blank in the middle, then
/// <c>Z</c>, <c>+hh:mm</c>, <c>+hhmm</c>, <c>+hh</c> or nothing: then it is a time on the wall of the account's zone. Years 2000 to 2199 as
/// written, at most 7 digits of fraction.
/// </summary>
public static class Timestamp
{
    const int OffsetHoursMax = 18;
    const string Shape = "A timestamp reads like 2026-10-31T09:14:00Z, 2026-10-31T09:14:00+01:00 or 2026-10-31T09:14:00.";

    /// <summary>Reads a timestamp, blanks around it allowed. Nothing is allocated unless it fails.</summary>
    /// <param name="text">The text; a day alone is no timestamp.</param>
    /// <param name="zone">
    /// Where a text without an offset is read: a time in a gap is the first instant after it, one that exists twice the earlier.
    /// </param>
    /// <param name="instant">The instant, in whole 100 ns units.</param>
    /// <param name="zoneAssumed">True if the text had no offset.</param>
    /// <param name="problem">What is wrong, as a sentence that does not repeat the text; empty on success.</param>
    public static bool TryParse(
        ReadOnlySpan<char> text, DateTimeZone zone, out Instant instant, out bool zoneAssumed, out string problem)
    {
        instant = default;
        zoneAssumed = false;
        text = text.Trim();
        if (text.Length < 16
            || !TryReadDay(text[..10], out var year, out var month, out var day)
            || text[10] is not ('T' or 't' or ' ')
            || !TryReadTwo(text[11..], out var hour) || text[13] != ':' || !TryReadTwo(text[14..], out var minute))
        {
            problem = Shape;
            return false;
        }

        var rest = text[16..];
        if (!TryReadSeconds(ref rest, out var second, out var fraction, out problem)
            || !TryReadOffset(rest, out var offset, out zoneAssumed, out problem))
        {
            return false;
        }

        problem = WhatDoesNotExist(year, month, day) ?? (hour, minute, second) switch
        {
            ( > 23, _, _) => "The hour must lie between 00 and 23; midnight is 00:00 of the next day.",
            (_, > 59, _) => "The minute must lie between 00 and 59.",
            (_, _, > 59) => "The second must lie between 00 and 59.",
            _ => "",
        };
        if (problem.Length > 0)
            return false;

        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(fraction);
        instant = zoneAssumed
            ? LocalDateTime.FromDateTime(local).ToInstant(zone)
            : Instant.FromUnixTimeTicks((local - DateTime.UnixEpoch - offset).Ticks);
        return true;
    }

    /// <summary>As the product's JSON has it: UTC, a fraction only if it is not zero, such as <c>2026-10-31T09:14:00Z</c>.</summary>
    public static string Format(Instant at) => InstantPattern.ExtendedIso.Format(at);

    /// <summary>Reads a day, <c>yyyy-MM-dd</c> of the years 2000 to 2199.</summary>
    internal static bool TryParseDay(ReadOnlySpan<char> text, out LocalDate day, out string problem)
    {
        day = default;
        problem = TryReadDay(text, out var year, out var month, out var ofMonth)
            ? WhatDoesNotExist(year, month, ofMonth) ?? ""
            : "A day reads like 2026-10-31.";
        if (problem.Length > 0)
            return false;

        day = new LocalDate(year, month, ofMonth);
        return true;
    }

    static string? WhatDoesNotExist(int year, int month, int day) => year switch
    {
        < 2000 or > 2199 => "The year must lie between 2000 and 2199.",
        _ when month is < 1 or > 12 => "The month must lie between 01 and 12.",
        _ when day < 1 || day > DateTime.DaysInMonth(year, month) => "The month has no such day.",
        _ => null,
    };

    static bool TryReadDay(ReadOnlySpan<char> text, out int year, out int month, out int day)
    {
        year = month = day = 0;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TryReadTwo(text, out var century) || !TryReadTwo(text[2..], out var ofCentury)
            || !TryReadTwo(text[5..], out month) || !TryReadTwo(text[8..], out day))
        {
            return false;
        }

        year = (100 * century) + ofCentury;
        return true;
    }

    /// <summary>Takes <c>:ss</c> and <c>.fffffff</c> off the front of the text, if they are there.</summary>
    static bool TryReadSeconds(ref ReadOnlySpan<char> rest, out int second, out long fraction, out string problem)
    {
        second = 0;
        fraction = 0;
        problem = "";
        if (rest.IsEmpty || rest[0] != ':')
            return true;

        if (!TryReadTwo(rest[1..], out second))
        {
            problem = Shape;
            return false;
        }

        rest = rest[3..];
        if (rest.IsEmpty || rest[0] != '.')
            return true;

        var digits = 0;
        var unit = NodaConstants.TicksPerSecond;
        for (rest = rest[1..]; !rest.IsEmpty && char.IsAsciiDigit(rest[0]); rest = rest[1..], digits++)
        {
            unit /= 10;
            fraction += unit * (rest[0] - '0');
        }

        problem = digits switch
        {
            0 => Shape,
            > 7 => "A second may have at most 7 digits of fraction.",
            _ => "",
        };
        return problem.Length == 0;
    }

    static bool TryReadOffset(ReadOnlySpan<char> rest, out TimeSpan offset, out bool absent, out string problem)
    {
        offset = default;
        absent = rest.IsEmpty;
        problem = "";
        if (absent || rest is "Z" or "z")
            return true;

        var minutes = 0;
        var isRead = TryReadTwo(rest[1..], out var hours) && rest[0] is ('+' or '-') && rest.Length switch
        {
            3 => true,
            5 => TryReadTwo(rest[3..], out minutes),
            6 => rest[3] == ':' && TryReadTwo(rest[4..], out minutes),
            _ => false,
        };
        if (!isRead)
            problem = Shape;
        else if (minutes > 59 || (60 * hours) + minutes > 60 * OffsetHoursMax)
            problem = "An offset from UTC must lie between -18:00 and +18:00.";
        else
            offset = new TimeSpan(hours, minutes, 0) * (rest[0] == '-' ? -1 : 1);

        return problem.Length == 0;
    }

    static bool TryReadTwo(ReadOnlySpan<char> text, out int number)
    {
        var isRead = text.Length >= 2 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]);
        number = isRead ? (10 * (text[0] - '0')) + text[1] - '0' : 0;
        return isRead;
    }
}
