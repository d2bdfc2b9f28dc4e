using System.Globalization;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>Which keys tie the rows of a made-up feed together.</summary>
public enum FeedKeys : byte
{
    /// <summary>Contacts on every row, jobs on bulk rows and requests on API rows, as a good feed has them.</summary>
    Contacts,

    /// <summary>A request id on every row.</summary>
    Requests,

    /// <summary>Each row has one of the keys, or none: a contact, a request, or nothing but user and time.</summary>
    Mixed,

    /// <summary>Nothing but user and time.</summary>
    UserAndTime,
}

/// <summary>How the times from the reveals to their postings are spread, up to the longest.</summary>
public enum FeedLags : byte
{
    /// <summary>Nearly all under three seconds, one in twenty anywhere up to the longest.</summary>
    Usual,

    /// <summary>Each the longest: a ledger that posts on a schedule.</summary>
    Constant,

    /// <summary>Each as likely as any other.</summary>
    Uniform,

    /// <summary>An eighth of the longest on average.</summary>
    Exponential,

    /// <summary>As many between 1 and 10 seconds as between 10 and 100, over four decades.</summary>
    HeavyTail,
}

/// <summary>What a made-up feed should look like. The same plan gives the same feed, to the row.</summary>
public sealed record FeedPlan
{
    public int Seed { get; init; } = 1;

    /// <summary>No reveal is as late as this; a deduction is posted later if its lag says so.</summary>
    public required Instant Until { get; init; }
    public required DateTimeZone Zone { get; init; }
    public int Days { get; init; } = 425;
    public int Users { get; init; } = 25;

    /// <summary>About how many deductions to make.</summary>
    public int Deductions { get; init; } = 40_000;
    public FeedKeys Keys { get; init; } = FeedKeys.Contacts;

    /// <summary>One deduction in so many is planted as a discrepancy; 0 plants none.</summary>
    public int PlantOneIn { get; init; } = 400;

    /// <summary>Reveals in bursts of several a minute, as someone does who works through a list.</summary>
    public bool InBursts { get; init; }

    /// <summary>The longest time from one reveal of a burst to the next; the shortest is a fifth of it.</summary>
    public Duration BurstGapMax { get; init; } = Duration.FromSeconds(20);

    /// <summary>The longest time from a reveal to its posting. In a mixed feed, rows that only time ties keep to 8 seconds.</summary>
    public Duration LagMax { get; init; } = Duration.FromSeconds(8);
    public FeedLags Lags { get; init; }

    /// <summary>Both clocks tell whole seconds.</summary>
    public bool InWholeSeconds { get; init; }

    /// <summary>When cycles begin, so that charges can be planted on the other side of it; without any, none is.</summary>
    public IReadOnlyList<Instant> Renewals { get; init; } = [];
}

/// <summary>A case that was put into a feed on purpose: a discrepancy, or what only looks like one.</summary>
/// <param name="Reveals">The ids of the reveals that must stand in the verdict.</param>
/// <param name="Deductions">The ids of the ledger rows that must stand in the verdict.</param>
public sealed record Planted(VerdictCode Code, IReadOnlyList<string> Reveals, IReadOnlyList<string> Deductions);

/// <summary>The people of a made-up account.</summary>
static class FeedUsers
{
    static readonly string[] FirstNames =
        ["ann", "ben", "cat", "dmitri", "elena", "farid", "grace", "hiro", "ines", "jonas", "kofi", "lucia", "maxime-alexandre", "noor", "olga", "priya", "quentin", "rosa", "samir", "tove", "uma", "viktor", "wen", "ximena", "yusuf", "zofia"];

    static readonly string[] LastNames =
        ["lindqvist", "osei", "morley", "volkov", "marchetti", "haddad", "okafor", "tanaka", "carvalho", "brandt", "mensah", "romero", "de-la-fontaine", "rahman", "ivanova", "raman", "dubois", "jimenez", "khalil", "berg", "nair", "horvat", "zhang", "flores", "demir", "nowak"];

    public static string Address(int number)
    {
        var first = FirstNames[number % FirstNames.Length];
        var last = LastNames[(number + (number / FirstNames.Length * 7)) % LastNames.Length];
        var more = number < FirstNames.Length ? "" : (number / FirstNames.Length).ToString(CultureInfo.InvariantCulture);
        return $"{first}.{last}{more}@northridge.example";
    }
}
