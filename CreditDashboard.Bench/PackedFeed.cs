using System.Globalization;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Bench;

/// <summary>Made-up rows by the million, straight into packed rows: an object a row would be most of the memory.</summary>
sealed class PackedFeed
{
    public const long Millisecond = Position.TicksPerSecond / 1000;
    public static readonly long Start = Position.TicksOf(Instant.FromUtc(2025, 9, 20, 8, 0));

    static readonly string[] ChannelSlugs = ["extension", "web", "salesforce", "hubspot", "api", "bulk"];

    readonly AccountRowsBuilder _builder = new();
    readonly int[] _users;
    readonly int[] _channels;
    readonly int _reveal;
    readonly char[] _text = new char[32];

    public PackedFeed(int users)
    {
        _users = [.. Enumerable.Range(0, users).Select(user => _builder.Names.Users.Add($"user{user}@northridge.example"))];
        _channels = [.. ChannelSlugs.Select(slug => _builder.Names.Channels.Add(slug))];
        _reveal = _builder.Names.Actions.Add(Reveal.RevealAction);
    }

    /// <summary>The channels with people at work, which come first, then the API and bulk selections.</summary>
    public const int Direct = 4;
    public const int Api = 4;
    public const int Bulk = 5;

    public int User(int number) => _users[number];
    public int Channel(int number) => _channels[number];
    public int Contact(int number) => _builder.Names.Contacts.Add(Text("c-", number));
    public int Request(int number) => _builder.Names.Requests.Add(Text("q-", number));
    public int Job(int number) => _builder.Names.Jobs.Add(Text("J-", number));
    public int Count => _builder.RevealCount + _builder.DeductionCount;

    public AccountRows Build() => _builder.Build();

    /// <summary>Adds a reveal of an e-mail address, asked for both kinds.</summary>
    public void Add(int number, RevealRow row)
    {
        var id = Text("R-", number);
        row.Tie = Position.TieOf(Side.Reveal, id);
        row.Action = _reveal;
        row.Emails = 1;
        row.Quantity = 1;
        row.EmailsRequested = row.PhonesRequested = true;
        _builder.Add(row, id);
    }

    public void Add(int number, DeductionRow row)
    {
        var id = Text("D-", number);
        row.Tie = Position.TieOf(Side.Deduction, id);
        row.Action = _reveal;
        _builder.Add(row, id);
    }

    /// <summary>The deduction that pays for a reveal, with all its keys.</summary>
    public static DeductionRow Paying(in RevealRow shown, int lagMilliseconds) => new()
    {
        Ticks = shown.Ticks + (lagMilliseconds * Millisecond),
        Count = shown.Phones == 0 ? 1 : 2,
        User = shown.User,
        Channel = shown.Channel,
        Contact = shown.Contact,
        Request = shown.Request,
        Job = shown.Job,
    };

    ReadOnlySpan<char> Text(string prefix, int number)
    {
        prefix.CopyTo(_text);
        number.TryFormat(_text.AsSpan(prefix.Length), out var length, default, CultureInfo.InvariantCulture);
        return _text.AsSpan(0, prefix.Length + length);
    }
}
