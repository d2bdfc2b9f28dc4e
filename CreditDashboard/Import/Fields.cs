using System.Globalization;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// Reads the fields of the current row as values, and keeps the first problem of the row. What is read after a problem is of no use.
/// Texts are numbered by the file's own names: those of a row that does not land reach no account.
/// </summary>
sealed class Fields(FileRows rows, DateTimeZone zone)
{
    const int QuotedMax = 40;

    // Far beyond any price, and millions of such rows still add up.
    const long CreditsMax = 1_000_000_000_000;

    readonly Names _writtenUsers = new();
    readonly List<int> _userOf = [Core.Ledger.Names.Absent];
    Problem? _problem;
    int _zoneAssumedInRow;

    public RowNames Names { get; } = new();

    /// <summary>How many timestamps of good rows were read in the account's zone.</summary>
    public long ZoneAssumed { get; private set; }

    public long Line => rows.Line;

    /// <summary>Whether the row that was just read is good; the problem if it is not. Then the next row can be begun.</summary>
    public bool IsGood(out Problem? problem)
    {
        problem = _problem;
        if (problem is null)
            ZoneAssumed += _zoneAssumedInRow;
        _problem = null;
        _zoneAssumedInRow = 0;
        return problem is null;
    }

    public void Refuse(int column, string why) => _problem ??= new Problem(rows.Line, rows.Columns[column].Name, why);

    /// <summary>An opaque text, as it stands; empty if it is absent.</summary>
    public ReadOnlySpan<char> Opaque(int column)
    {
        var text = rows[column];
        if (text.IsWhiteSpace())
            text = [];
        if (rows.Columns[column].IsRequired && text.IsEmpty)
            Refuse(column, "It is empty, and every row needs its own.");
        else if (text.IndexOfAnyInRange('\0', '\u001F') >= 0 || text.Contains('\u007F'))
            Refuse(column, "It holds a line break, a tab or another control character.");
        return text;
    }

    public int Opaque(int column, Names names) => names.Add(Opaque(column));

    public Instant Timestamp(int column)
    {
        var text = rows[column];
        if (text.IsWhiteSpace())
        {
            Refuse(column, "It is empty: a timestamp reads like 2026-10-31T09:14:00Z.");
        }
        else if (!Core.Cycles.Timestamp.TryParse(text, zone, out var instant, out var zoneAssumed, out var why))
        {
            Refuse(column, $"{Quoted(text)} is no timestamp that can be read. {why}");
        }
        else
        {
            _zoneAssumedInRow += zoneAssumed ? 1 : 0;
            return instant;
        }

        return default;
    }

    public int User(int column)
    {
        // A file names few users many times, and putting an address right is slow.
        var text = rows[column];
        var written = _writtenUsers.Add(text);
        if (written == _userOf.Count)
            _userOf.Add(Actor.Normalise(text.ToString()) is { } address ? Names.Users.Add(address) : -1);
        if (_userOf[written] < 0)
            Refuse(column, $"{Quoted(text)} is no e-mail address: it must hold one @ and no blank.");
        return Math.Max(0, _userOf[written]);
    }

    public int Channel(int column)
    {
        var isRequired = rows.Columns[column].IsRequired;
        return Slug(column, Names.Channels, isRequired ? null : "", isRequired
            ? "It is empty: say extension, web, bulk, csv, api, or the integration's name."
            : "");
    }

    public int Action(int column) => Slug(column, Names.Actions, Reveal.RevealAction, "");

    public CreditType CreditType(int column)
    {
        if (!CreditTypes.TryParse(rows[column], out var type))
            Refuse(column, $"{Quoted(rows[column])} is no credit type: say prospecting or conversation.");
        return type;
    }

    public bool Flag(int column)
    {
        var text = rows[column].Trim();
        if (text.IsEmpty || text.Equals("true", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!text.Equals("false", StringComparison.OrdinalIgnoreCase))
            Refuse(column, $"{Quoted(text)} is neither true nor false.");
        return false;
    }

    /// <param name="absent">What an empty field means; null if it may not be empty.</param>
    public int Count(int column, int? absent = null)
    {
        var text = rows[column].Trim();
        if (text.IsEmpty && absent is { } count)
            return count;
        if (text.IsEmpty)
            Refuse(column, "It is empty: give a whole number, 0 or more.");
        else if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out count) || count < 0)
            Refuse(column, $"{Quoted(text)} is not a whole number from 0 to {int.MaxValue}.");
        else
            return count;
        return 0;
    }

    public long Credits(int column)
    {
        var text = rows[column].Trim();
        if (text.IsEmpty)
            Refuse(column, "It is empty: give a whole number of credits.");
        else if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var credits))
            Refuse(column, $"{Quoted(text)} is not a whole number of credits.");
        else if (Math.Abs((decimal)credits) > CreditsMax)
            Refuse(column, $"{Quoted(text)} credits are more than one row can take: at most {CreditsMax}.");
        else if (credits == 0)
            Refuse(column, "0 credits are no row of the ledger: leave the row out.");
        else
            return credits;
        return 0;
    }

    /// <summary>Which of the words it is, in any case; -1 if it is empty.</summary>
    public int Choice(int column, params ReadOnlySpan<string> words)
    {
        var text = rows[column].Trim();
        if (text.IsEmpty)
            return -1;
        for (var word = 0; word < words.Length; word++)
        {
            if (text.Equals(words[word], StringComparison.OrdinalIgnoreCase))
                return word;
        }

        Refuse(column, $"{Quoted(text)} is none of {string.Join(", ", words)}.");
        return -1;
    }

    /// <summary>
    /// What can be read of a row that is refused, each by itself: its id and its instant, which stand first in every file of rows, and its
    /// user. The id and the user are empty and the instant null where they cannot.
    /// </summary>
    public (string Id, Instant? At, string User) Readable()
    {
        const int Id = 0;
        const int At = 1;
        var id = rows[Id];
        var user = rows.Columns.Index().FirstOrDefault(column => column.Item.Name == "user").Index;
        return (
            id.IsWhiteSpace() || id.IndexOfAnyInRange('\0', '\u001F') >= 0 || id.Contains('\u007F') ? "" : id.ToString(),
            Core.Cycles.Timestamp.TryParse(rows[At], zone, out var instant, out _, out _) ? instant : null,
            user == Id ? "" : Actor.Normalise(rows[user].ToString()) ?? "");
    }

    public static string Quoted(ReadOnlySpan<char> text) =>
        text.Length <= QuotedMax ? $"'{text}'" : $"'{text[..QuotedMax]}…'";

    int Slug(int column, Names names, string? absent, string whyEmpty)
    {
        Span<char> lower = stackalloc char[Channels.SlugLengthMax];
        var text = rows[column].Trim();
        if (text.IsEmpty && absent is not null)
            return names.Add(absent);
        if (text.IsEmpty)
            Refuse(column, whyEmpty);
        else if (text.Length > lower.Length || !Channels.IsSlug(lower[..text.ToLowerInvariant(lower)]))
            Refuse(column, $"{Quoted(text)} is no {rows.Columns[column].Name}: give 1 to {Channels.SlugLengthMax} of a-z, 0-9, dot, dash and underscore.");
        else
            return names.Add(lower[..text.Length]);
        return Core.Ledger.Names.Absent;
    }
}
