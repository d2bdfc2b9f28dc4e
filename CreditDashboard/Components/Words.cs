using System.Globalization;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Components;

/// <summary>Numbers and names as people read them, by the viewer's culture.</summary>
public static class Words
{
    /// <summary>What is not known.</summary>
    public const string Unknown = "–";

    /// <summary>A true minus before what is below nothing.</summary>
    public static string Count(long count) => count.ToString("#,0;−#,0;0", Culture);

    /// <summary>Credits of one row: a true minus where some are given back.</summary>
    public static string Taken(long credits) => credits.ToString("#,0;−#,0;0", Culture);

    /// <summary>Credits that are added or taken off, or a change, with their sign: <c>+1,057</c>, <c>−215</c>, <c>0</c>.</summary>
    public static string Signed(long credits) => credits.ToString("+#,0;−#,0;0", Culture);

    /// <summary>A change by what was: <c>+17.0%</c>, and beyond twice as much <c>2.4 times</c>. Of nothing: null.</summary>
    public static string? Growth(long now, long then) =>
        then <= 0 || now < 0 ? null
        : now > 2 * (decimal)then ? $"{((decimal)now / then).ToString("#,0.0", Culture)} times"
        : ((now - then) / (decimal)then).ToString("+0.0%;−0.0%;0.0%", Culture);

    /// <summary>Of a whole, one decimal: <c>28.1%</c>. Of nothing: not known.</summary>
    public static string Share(long part, long whole) => whole == 0 ? Unknown : ((decimal)part / whole).ToString("0.0%", Culture);

    /// <summary>How many times as much, one decimal: <c>2.4</c>.</summary>
    public static string Ratio(long part, long whole) => ((decimal)part / whole).ToString("0.0", Culture);

    /// <summary>The count and its word: <c>1 row</c>, <c>2 rows</c>.</summary>
    public static string Many(long count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>A closed range in a cell: <c>2–6</c>, <c>1</c>, or not known.</summary>
    public static string Range(long? min, long? max) =>
        min is null || max is null ? Unknown
        : min == max ? Taken(min.Value)
        : min < 0 ? $"{Taken(min.Value)} to {Taken(max.Value)}" : $"{Count(min.Value)}–{Count(max.Value)}";

    /// <summary>One or two capital letters that stand for a name.</summary>
    public static string Initials(string name)
    {
        var parts = name.Split([' ', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        var letters = parts.Length > 1 ? $"{parts[0][0]}{parts[^1][0]}" : name.Length > 0 ? name[..Math.Min(2, name.Length)] : "";
        return letters.ToUpper(Culture);
    }

    /// <summary>A user as pages name them: the part before the <c>@</c>; the address stands in the title.</summary>
    public static string User(string email) => email.Split('@')[0];

    /// <summary>A channel as pages name it: <c>Salesforce</c>, <c>CSV</c>.</summary>
    public static string Channel(string slug) => Channels.NameOf(slug);

    static CultureInfo Culture => CultureInfo.CurrentCulture;
}
