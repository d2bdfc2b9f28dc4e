using System.Globalization;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Tests.Core;

/// <summary>A ledger as a support agent would write it down, one line a row, in any order; times are of 2 November 2026, UTC, unless a day or a date is said.</summary>
/// <remarks>
/// <code>
/// R1 10:00:00 ann reveals email+2phone of bob by extension
/// D1 10:00:02 ann pays 2 for bob by extension
/// D2 05T10:00:02 ann gets back 2 of D1
/// </code>
/// After these come <c>job=J1</c>, <c>request=q1</c>, <c>conversation</c>, <c>action=search</c>, <c>quantity=30</c>,
/// <c>only=email</c> (the other type was not asked for). A user or contact <c>-</c> is not named; <c>nothing</c> is shown.
/// </remarks>
sealed class LedgerText
{
    static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    public List<Reveal> Reveals { get; } = [];
    public List<Deduction> Deductions { get; } = [];
    public List<DeclaredCoverage> Coverages { get; } = [];
    public List<CardAssignment> Cards { get; } = [];
    public List<Pin> Pins { get; } = [];
    public List<RefusedRow> RefusedRows { get; } = [];
    public Instant RenewsFrom { get; init; } = Instant.FromUtc(2026, 1, 31, 9, 14);

    public static LedgerText Parse(string text)
    {
        var ledger = new LedgerText();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            ledger.Add(line);
        return ledger;
    }

    public LedgerText PricedBy(string card)
    {
        Cards.Add(new CardAssignment { From = Instant.FromUtc(2000, 1, 1, 0, 0), Card = card });
        return this;
    }

    /// <summary>An agent confirms or forbids that a deduction pays for a reveal.</summary>
    public LedgerText Pinned(PinKind kind, string reveal, string deduction)
    {
        Pins.Add(new Pin { Kind = kind, Reveal = reveal, Deduction = deduction });
        return this;
    }

    /// <summary>An import refused a row of a side, of which its time or user may not be known.</summary>
    public LedgerText Refused(Side side, string? at = null, string user = "")
    {
        RefusedRows.Add(new RefusedRow { Side = side, At = at is null ? null : At(at), User = user.Length == 0 ? "" : user + "@acme.example" });
        return this;
    }

    /// <summary>Both sides are complete for everyone in all of 2026.</summary>
    public LedgerText Complete()
    {
        foreach (var side in new[] { Side.Reveal, Side.Deduction })
            Coverages.Add(new DeclaredCoverage { Side = side, From = Instant.FromUtc(2026, 1, 1, 0, 0), To = Instant.FromUtc(2027, 1, 1, 0, 0) });
        return this;
    }

    public AccountRules Rules => new(new CycleCalendar(London, RenewalPeriod.Month, [RenewsFrom]), new CardSchedule(Cards), Channels.Published, Coverages)
    {
        Pins = Pins,
        Refused = RefusedRows,
    };

    public AccountRows Rows()
    {
        var builder = new AccountRowsBuilder();
        Reveals.ForEach(builder.Add);
        Deductions.ForEach(builder.Add);
        return builder.Build();
    }

    public Judgement Judged() => Judge.Of(Rows(), Rules);

    /// <summary>Each row with the code of its verdict once all has settled, such as <c>R1 ok</c>, by side and id.</summary>
    public string Codes() => Codes(Judged());

    public static string Codes(Judgement judgement)
    {
        var reveals = Enumerable.Range(0, judgement.Rows.Reveals.Length)
            .Select(row => (Id: judgement.Rows.RevealId(row), Verdict: judgement.OfReveal[row])).OrderBy(row => row.Id, StringComparer.Ordinal);
        var deductions = Enumerable.Range(0, judgement.Rows.Deductions.Length)
            .Select(row => (Id: judgement.Rows.DeductionId(row), Verdict: judgement.OfDeduction[row])).OrderBy(row => row.Id, StringComparer.Ordinal);
        return string.Join(", ", reveals.Concat(deductions).Select(row => $"{row.Id} {judgement.Verdicts[row.Verdict].Code.Slug()}"));
    }

    void Add(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (id, at, user) = (words[0], At(words[1]), words[2] == "-" ? "" : words[2] + "@acme.example");
        switch (words[3..])
        {
            case ["reveals", var shown, "of", var contact, "by", var channel, .. var rest]:
                Reveals.Add(new Reveal
                {
                    Id = id,
                    OccurredAt = at,
                    User = user,
                    Channel = channel,
                    Contact = contact == "-" ? "" : contact,
                    EmailsFound = Count(shown, "email"),
                    PhonesFound = Count(shown, "phone"),
                    EmailsRequested = Option(rest, "only") is null or "email",
                    PhonesRequested = Option(rest, "only") is null or "phone",
                    Job = Option(rest, "job") ?? "",
                    Request = Option(rest, "request") ?? "",
                    Action = Option(rest, "action") ?? "reveal",
                    Quantity = int.Parse(Option(rest, "quantity") ?? "1", CultureInfo.InvariantCulture),
                    CreditType = rest.Contains("conversation") ? CreditType.Conversation : CreditType.Prospecting,
                });
                break;
            case ["pays", var count, "for", var contact, "by", var channel, .. var rest]:
                Deductions.Add(Deduction(id, at, user, count, contact, channel, rest));
                break;
            case ["gets", "back", var count, "of", var answered, .. var rest]:
                Deductions.Add(Deduction(id, at, user, "-" + count, "-", "-", rest) with { Reverses = answered });
                break;
            default:
                throw new FormatException($"Not a ledger line: '{line}'");
        }
    }

    static Deduction Deduction(string id, Instant at, string user, string count, string contact, string channel, string[] rest) => new()
    {
        Id = id,
        PostedAt = at,
        User = user,
        Credits = new Credits(long.Parse(count, CultureInfo.InvariantCulture)),
        Contact = contact == "-" ? "" : contact,
        Channel = channel == "-" ? "" : channel,
        Job = Option(rest, "job") ?? "",
        Request = Option(rest, "request") ?? "",
        Action = Option(rest, "action") ?? "reveal",
        CreditType = rest.Contains("conversation") ? CreditType.Conversation : CreditType.Prospecting,
    };

    static int Count(string shown, string what)
    {
        var part = shown.Split('+').FirstOrDefault(part => part.EndsWith(what, StringComparison.Ordinal));
        return part is null ? 0 : part.Length == what.Length ? 1 : int.Parse(part[..^what.Length], CultureInfo.InvariantCulture);
    }

    static string? Option(string[] rest, string name) =>
        rest.FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    static Instant At(string time)
    {
        var text = time.Contains('-', StringComparison.Ordinal) ? time
            : time.Contains('T', StringComparison.Ordinal) ? "2026-11-" + time
            : "2026-11-02T" + time;
        return InstantPattern.ExtendedIso.Parse(text + "Z").Value;
    }
}
