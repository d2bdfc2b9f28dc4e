using System.Globalization;

namespace CreditDashboard.Import;

/// <summary>Whole numbers as spreadsheets and exporters write them.</summary>
static class ReportNumbers
{
    const long Max = 1_000_000_000_000;

    /// <summary>
    /// Reads a whole number of credits; empty, or a dash alone, is none. Groups of three are read where their sign can mean nothing else: a
    /// blank, an apostrophe, a comma, and a dot only in a file whose separator says that commas are decimal. What could be a fraction is not
    /// read.
    /// </summary>
    /// <param name="separator">Of the file.</param>
    public static bool TryRead(string text, char separator, out long number)
    {
        number = 0;
        text = text.Trim();
        if (text.Length == 0 || text is "-" or "–" or "—")
            return true;

        var sign = text[0] is '-' or '−' ? -1 : 1;
        var digits = text[0] is '-' or '−' or '+' ? text[1..] : text;

        // Programs that know no whole numbers write 12.0 or 12.00.
        var point = digits.LastIndexOfAny(['.', ',']);
        if (point > 0 && digits[(point + 1)..] is ("0" or "00"))
            digits = digits[..point];
        if (!TryUngroup(digits, separator, out var plain) || !long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number > Max)
            return false;

        number *= sign;
        return true;
    }

    /// <summary>Takes the signs between groups of three out; false if they stand elsewhere, are mixed, or could mean a fraction.</summary>
    static bool TryUngroup(string digits, char separator, out string plain)
    {
        plain = digits;
        var at = digits.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (at < 0)
            return digits.Length > 0;

        var sign = digits[at];
        var isGroup = sign is ' ' or '\'' or '’' or '\u00A0' or '\u202F' or '\u2009' || (sign == ',' && separator != ';') || (sign == '.' && separator == ';');
        var groups = digits.Split(sign);
        if (!isGroup || groups[0].Length is < 1 or > 3 || groups.Skip(1).Any(group => group.Length != 3 || group.Any(letter => !char.IsAsciiDigit(letter))))
            return false;

        plain = string.Concat(groups);
        return plain.All(char.IsAsciiDigit);
    }
}
